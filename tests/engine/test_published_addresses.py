"""The addresses of qs-jwt stand in one file, and wherever they are needed as that file has them."""

import re

import pytest

import addresses

EVERY = addresses.Addresses(
    published=True,
    **{
        name: f"https://example.com/{name}"
        for name in ("project", "source", "issues", "changelog", "license", "icon")
    },
    help="https://example.com/help/{cmdlet}",
)


def test_the_files_have_the_addresses_that_the_one_file_has() -> None:
    for path, text in addresses.updated(addresses.read()).items():
        assert path.read_text("utf-8") == text, f"{path}: run python engine/tools/addresses.py"


def test_every_address_arrives() -> None:
    made = {path.name: text for path, text in addresses.updated(EVERY).items()}
    manifest = made["QsJwt.psd1"]
    for name, place in (("LicenseUri", "license"), ("ProjectUri", "project"), ("IconUri", "icon")):
        assert f"            {name} = 'https://example.com/{place}'\n" in manifest
    assert "        Published = $true\n" in manifest
    assert re.search(r"ReleaseNotes = '.*\. https://example.com/changelog'\n", manifest)
    assert '[project.urls]\nHomepage = "https://example.com/project"\n' in made["pyproject.toml"]
    assert "[Report a fault](https://example.com/issues)" in made["README.md"]
    for path, text in addresses.updated(EVERY).items():
        if path.parent.name == "Public":
            assert f"HelpUri = 'https://example.com/help/{path.stem}'" in text


def test_publishing_switches_every_text_that_says_how_to_install() -> None:
    """From what each says now to the index and the Gallery, and back."""
    before, after = addresses.updated(addresses.Addresses()), addresses.updated(EVERY)
    front, module, about = (
        addresses.ROOT / name
        for name in ("README.md", "powershell/README.md",
                     "powershell/QsJwt/en-US/about_QsJwt.help.txt")
    )  # fmt: skip
    index, checkout = re.compile(r"(pip|pipx) (install|wheel -w wheels) qs-jwt"), "pip install ."
    for path, count in ((front, 4), (module, 3), (about, 1)):
        assert not index.search(before[path])
        assert len(index.findall(after[path])) == count
        assert checkout in before[path]
        assert checkout not in after[path]
        assert "package index" not in after[path]
    assert "The PowerShell Gallery has the module" in after[module]
    for name, changes in addresses.PUBLISHING.items():
        path = addresses.ROOT / name
        again = addresses.published(after[path], changes, now=False)
        assert addresses.published(again, changes, now=True) == after[path]
        with pytest.raises(ValueError, match="it says neither"):
            addresses.published("another text", changes, now=True)


@pytest.mark.parametrize("given", [EVERY, addresses.read()])
def test_writing_twice_changes_nothing_more(given: addresses.Addresses) -> None:
    for path, text in addresses.updated(given).items():
        if path.name == "QsJwt.psd1":
            assert addresses.manifest(text, given) == text
        elif path.parent.name == "Public":
            assert addresses.cmdlet(text, path.stem, given) == text
    for path, text in addresses.updated(EVERY).items():
        if path.parent.name == "Public":  # and what is written can be taken back
            assert addresses.cmdlet(text, path.stem, addresses.read()) == path.read_text("utf-8")
