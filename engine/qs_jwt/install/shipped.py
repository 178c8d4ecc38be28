"""The files that come with the package for the shells, wherever it was installed from."""

import os
import sys
from collections.abc import Iterator
from importlib import metadata

import qs_jwt
from qs_jwt.errors import FileMissing
from qs_jwt.install.installation import names_in

# Each one's place in a checkout, and below the prefix that a wheel was installed under.
COMPLETION = ("bash-completion/qs-jwt.bash", "share/bash-completion/completions/qs-jwt.bash")
MODULE = ("powershell/QsJwt", "share/powershell/Modules/QsJwt")


def completion() -> bytes:
    """The bash completion.

    Raises:
        FileMissing: the installation is not whole.
    """
    with open(_find(COMPLETION), "rb") as file:
        return file.read()


def module() -> dict[str, bytes]:
    """The files of the PowerShell module, by their names relative to its folder.

    Raises:
        FileMissing: the installation is not whole.
    """
    folder = _find(MODULE)
    contents = {}
    for name in names_in(folder):
        with open(os.path.join(folder, name), "rb") as file:
            contents[name] = file.read()
    return contents


def _find(places: tuple[str, str]) -> str:
    for path in _candidates(*places):
        if os.path.exists(path):
            return path
    raise FileMissing(
        "{value:file} is missing from this installation of qs-jwt",
        hint="install qs-jwt again",
        file=places[1],
    )


def _candidates(in_checkout: str, below_prefix: str) -> Iterator[str]:
    package = os.path.dirname(os.path.abspath(qs_jwt.__file__))
    checkout = os.path.dirname(os.path.dirname(package))
    # before what an editable installation copied when it was made
    yield os.path.join(checkout, *in_checkout.split("/"))
    # the record knows where a --user or --prefix installation put it
    for file in _recorded():
        path = os.path.normpath(str(file))
        found = path.replace(os.sep, "/").find(below_prefix)
        if found >= 0:
            yield path[: found + len(below_prefix)]
    yield os.path.join(sys.prefix, *below_prefix.split("/"))


def _recorded() -> Iterator[object]:
    try:
        distribution = metadata.distribution("qs-jwt")
    except metadata.PackageNotFoundError:
        return
    for file in distribution.files or []:
        yield distribution.locate_file(file)
