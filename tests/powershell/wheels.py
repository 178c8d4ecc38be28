"""Fills a folder with the wheels of qs-jwt and of what it needs, of the packages installed here.

    python wheels.py FOLDER

A wheel is a zip of the files that a package's RECORD names, so nothing is fetched. What is
installed as a link to a checkout is built from it.
"""

import re
import subprocess
import sys
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent.parent


def needed(name: str, found: dict[str, Distribution]) -> None:
    """Add a package and what it needs on this system."""
    package = distribution(name)
    found[re.sub(r"[-_.]+", "-", name).lower()] = package
    for text in package.requires or ():
        requirement = Requirement(text)
        other = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if other not in found and (
            requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        ):
            needed(requirement.name, found)


def write(package: Distribution, folder: Path) -> None:
    """Write the wheel of an installed package."""
    [tag, *_] = re.findall(r"(?m)^Tag: (\S+)", package.read_text("WHEEL") or "")
    name = re.sub(r"[-_.]+", "_", package.metadata["Name"])
    wheel = folder / f"{name}-{package.version}-{tag}.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for file in package.files or ():
            if ".." not in file.parts and file.suffix != ".pyc":
                archive.write(str(file.locate()), file.as_posix())


if __name__ == "__main__":
    target = Path(sys.argv[1])
    packages: dict[str, Distribution] = {}
    needed("qs-jwt", packages)
    for key, package in packages.items():
        if key == "qs-jwt" and not any(file.name == "__main__.py" for file in package.files or ()):
            words = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target))
            subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
        else:
            write(package, target)
