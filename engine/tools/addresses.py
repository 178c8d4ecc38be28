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


def powershell_readme(text: str, addresses: Addresses) -> str:
    """The module's README: the line that installs it as well."""
    line = "Install-PSResource QsJwt" if addresses.published else "py -m pip install ."
    pattern = r"(?ms)(^<!-- install, [^\n]*-->\n```text\n)[^\n]*\n"
    return re.sub(pattern, lambda match: f"{match[1]}{line}\n", readme(text, addresses))


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
        ROOT / "powershell" / "README.md": powershell_readme,
    }
    made = {path: write(path.read_text("utf-8"), addresses) for path, write in text.items()}
    for path in sorted((MODULE / "Public").glob("*.ps1")):
        made[path] = cmdlet(path.read_text("utf-8"), path.stem, addresses)
    return made


if __name__ == "__main__":
    for changed, content in updated(read()).items():
        changed.write_text(content, encoding="utf-8", newline="\n")
