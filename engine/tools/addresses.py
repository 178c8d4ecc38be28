"""Writes the addresses of addresses.toml into the files that name them.

Neither a manifest nor a cmdlet's HelpUri can read a variable, so each of these files holds
what is written here, and a test compares.
"""

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MODULE = ROOT / "powershell" / "QsJwt"
_MARKED = r"(?ms)^(?P<head>{sign} addresses, [^\n]*\n).*?^(?P<foot>{sign} end of addresses{close})$"


# The texts that differ once the index and the Gallery have it: before, and after.
PUBLISHING = {
    "README.md": {
        "There is no download yet, neither in a package index nor as a zip: a checkout is what you"
        " need. These are the ways":
            "There are several ways",
        "`.venv/bin/pip install .` in a checkout, or a wheel file instead of `.`":
            "`.venv/bin/pip install qs-jwt`",
        "on Linux with the internet and git, after the command above, make the zip:"
        " `.venv/bin/python engine/tools/release.py --dry-run` takes 90 seconds and writes"
        " `dist/qs-jwt-VERSION-windows-x64.zip`.":
            "download `qs-jwt-VERSION-windows-x64.zip` of the latest release.",
        "`py -m pip install .` in a checkout": "`py -m pip install qs-jwt`",
        "`.venv/bin/pip wheel -w wheels .`": "`.venv/bin/pip wheel -w wheels qs-jwt`",
        "`pipx install FILE`, with a wheel file": "`pipx install qs-jwt`",
    },
    "powershell/README.md": {
        "newer, in a checkout of qs-jwt, or with the path of its wheel in place of the dot (":
            "newer (",
        "\npy -m pip install .\n": "\npy -m pip install qs-jwt\n",
        " There is no download yet; [the project's page](../README.md#install) says how it is"
        " made.":
            " It is in the latest release.",
        "qs-jwt is not on the Python package index: a package of that name there is not this one."
        " On Linux":
            "The PowerShell Gallery has the module, too: `Install-PSResource QsJwt`, then"
            " `Install-QsJwtEngine`, which gets the engine (not shown here). On Linux",
        "`py -m pip wheel -w wheels .`": "`py -m pip wheel -w wheels qs-jwt`",
        "`pipx install .`": "`pipx install qs-jwt`",
    },
    "powershell/QsJwt/en-US/about_QsJwt.help.txt": {
        "To install it, in a checkout of qs-jwt (or with the path of its wheel):":
            "To install it:",
        " py -m pip install .\n": " py -m pip install qs-jwt\n",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Addresses:
    """Where qs-jwt is to be found; an empty text where there is no such place."""

    published: bool = False
    project: str = ""
    source: str = ""
    issues: str = ""
    changelog: str = ""
    help: str = ""
    license: str = ""
    icon: str = ""


def read() -> Addresses:
    """What addresses.toml says."""
    found = tomllib.loads((Path(__file__).parent / "addresses.toml").read_text(encoding="utf-8"))
    known = {field.name for field in fields(Addresses)}
    if found.keys() != known:
        raise ValueError(f"addresses.toml: {sorted(found.keys() ^ known)}")
    return Addresses(**found)


def manifest(text: str, addresses: Addresses) -> str:
    """The module's manifest, with its addresses."""
    uris = {
        "LicenseUri": addresses.license,
        "ProjectUri": addresses.project,
        "IconUri": addresses.icon,
    }
    lines = [f"            {name} = '{uri}'\n" for name, uri in uris.items() if uri]
    text = _between(text, r"            #", "".join(lines))
    published = f"        Published = ${str(addresses.published).lower()}\n"
    text = re.sub(r"(?m)^        Published = .*\n", lambda _: published, text)
    more = f" {addresses.changelog}" if addresses.changelog else ""
    notes = re.compile(r"(?m)^(            ReleaseNotes = '[^'\n]*?\.)( https://[^'\n]*)?'$")
    return notes.sub(lambda match: f"{match[1]}{more}'", text)


def cmdlet(text: str, name: str, addresses: Addresses) -> str:
    """A cmdlet's source, with the address of its help."""
    text = re.sub(r"(?<=\[CmdletBinding\()HelpUri = '[^']*'(, )?", "", text)
    text = text.replace("[CmdletBinding()]", "[CmdletBinding]")
    if addresses.help:
        uri = f"HelpUri = '{addresses.help.format(cmdlet=name)}'"
        text = text.replace("[CmdletBinding]", f"[CmdletBinding({uri})]", 1)
        text = re.sub(r"\[CmdletBinding\((?!HelpUri)", f"[CmdletBinding({uri}, ", text, count=1)
    return text.replace("[CmdletBinding]", "[CmdletBinding()]")


def project(text: str, addresses: Addresses) -> str:
    """pyproject.toml, with its addresses."""
    urls = {
        "Homepage": addresses.project,
        "Source": addresses.source,
        "Issues": addresses.issues,
        "Changelog": addresses.changelog,
    }
    lines = [f'{name} = "{url}"\n' for name, url in urls.items() if url]
    return _between(text, "#", "".join(["[project.urls]\n", *lines]) if lines else "")


def readme(text: str, addresses: Addresses) -> str:
    """A README, with where to look further."""
    places = {
        "Project": addresses.project,
        "Source": addresses.source,
        "Report a fault": addresses.issues,
        "What changed": addresses.changelog,
    }
    links = " · ".join(f"[{name}]({url})" for name, url in places.items() if url)
    return _between(text, "<!--", f"\n{links}\n\n" if links else "", close=" -->")


def published(text: str, changes: dict[str, str], *, now: bool) -> str:
    """A text that says how to install qs-jwt, for when it is published or for before that."""
    for before, after in changes.items():
        old, new = (before, after) if now else (after, before)
        if text.count(before) + text.count(after) != 1:
            raise ValueError(f"it says neither {before!r} nor {after!r}, or more than once")
        text = text.replace(old, new)
    return text


def _between(text: str, sign: str, lines: str, close: str = "") -> str:
    """``text`` with ``lines`` between the marks that say so."""
    pattern = _MARKED.format(sign=sign, close=close)
    changed, count = re.subn(pattern, lambda match: f"{match['head']}{lines}{match['foot']}", text)
    if count != 1:
        raise ValueError(f"the marks of addresses.py stand {count} times in the file")
    return changed


def updated(addresses: Addresses) -> dict[Path, str]:
    """Every file that names an address, as it is to be."""
    text = {
        MODULE / "QsJwt.psd1": manifest,
        ROOT / "pyproject.toml": project,
        ROOT / "README.md": readme,
        ROOT / "powershell" / "README.md": readme,
    }
    made = {path: write(path.read_text("utf-8"), addresses) for path, write in text.items()}
    for name, changes in PUBLISHING.items():
        path = ROOT / name
        found = made.get(path) or path.read_text("utf-8")
        made[path] = published(found, changes, now=addresses.published)
    for path in sorted((MODULE / "Public").glob("*.ps1")):
        made[path] = cmdlet(path.read_text("utf-8"), path.stem, addresses)
    return made


if __name__ == "__main__":
    for changed, content in updated(read()).items():
        changed.write_text(content, encoding="utf-8", newline="\n")
