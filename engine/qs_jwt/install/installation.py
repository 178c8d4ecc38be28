"""Putting shipped files where a shell looks for them, and taking exactly those away again.

A manifest beside the files says what was written. A file that it does not name, or
that was changed since, belongs to somebody else and is touched with ``force`` only.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Annotated, Any, ClassVar, NamedTuple

from qs_jwt import __version__, results, wording, writing
from qs_jwt.errors import FileExists, WriteFailed
from qs_jwt.options.kinds import Option
from qs_jwt.results import Result

InstallPath = Annotated[
    str | None,
    Option("folder", "Folder to use instead of the one that the shell looks in.", metavar="FOLDER"),
]
DryRun = Annotated[bool, Option("flag", "Say what would be done, and do nothing.")]
Uninstall = Annotated[bool, Option("flag", "Take back what was installed.")]

MANIFEST = ".qs-jwt-installed.json"
_LISTED = 3  # foreign files that an error names


class Plan(NamedTuple):
    """What is to be done in one folder; nothing is done before :meth:`carry_out`.

    Attributes:
        folder: the folder; the names of files are relative to it, with ``/``.
        write: the files to write.
        remove: the names of the files to remove, after the others have been written.
        emptied: the folders to remove after that where nothing is left in them.
    """

    folder: str
    write: dict[str, bytes]
    remove: list[str]
    emptied: list[str]

    @property
    def written(self) -> list[str]:
        """The paths of the files to write, the manifest left out."""
        return [self._path(name) for name in self.write if name != MANIFEST]

    @property
    def removed(self) -> list[str]:
        """The paths of the files to remove, the manifest left out."""
        return [self._path(name) for name in self.remove if name != MANIFEST]

    def carry_out(self) -> None:
        """Write all files or none, then remove what is to go.

        Raises:
            WriteFailed
        """
        made: list[str] = []
        try:
            for name in self.write:
                made += _made(os.path.dirname(self._path(name)))
            with writing.Placement(force=True) as placement:
                for name, data in self.write.items():
                    placement.add(self._path(name), data, writing.PUBLIC, "path")
                placement.commit()
        except BaseException:
            _remove_empty(made)
            raise
        for name in self.remove:
            try:
                os.unlink(self._path(name))
            except OSError as error:
                raise WriteFailed(
                    f"path: '{self._path(name)}' cannot be removed: {error.strerror}",
                    parameter="path",
                ) from None
        _remove_empty(self.emptied)

    def _path(self, name: str) -> str:
        return os.path.join(self.folder, *name.split("/"))


class Installed(Result):
    """What was put into folders or taken from them.

    Attributes:
        folders: where it was.
        written, removed: the paths of the files.
        dry_run: whether it was only found out, and nothing was done.
    """

    fields: ClassVar[tuple[str, ...]] = ("folders", "written", "removed", "dry_run")

    def __init__(self, plans: list[Plan], *, dry_run: bool):
        super().__init__()
        self._plans = plans
        self.folders = [plan.folder for plan in plans]
        self.written = [path for plan in plans for path in plan.written]
        self.removed = [path for plan in plans for path in plan.removed]
        self.dry_run = dry_run
        would = "would have " if dry_run else ""
        self.notes += [("verbose", f"{would}written {path}") for path in self.written]
        self.notes += [("verbose", f"{would}removed {path}") for path in self.removed]

    def text(self) -> str:
        return "\n".join(line for plan in self._plans for line in self._lines(plan))

    def _lines(self, plan: Plan) -> Iterator[str]:
        write, remove = ("would write", "would remove") if self.dry_run else ("wrote", "removed")
        if plan.written:
            yield f"{write} {_counted(plan.written, plan.folder, 'to')}"
        if plan.removed:
            yield f"{remove} {_counted(plan.removed, plan.folder, 'from')}"
        if not plan.written and not plan.removed:
            yield f"nothing to do in {plan.folder}"


def _counted(paths: list[str], folder: str, where: str) -> str:
    return paths[0] if len(paths) == 1 else f"{len(paths)} files {where} {folder}"


class Installation:
    """What qs-jwt has written into a folder.

    Args:
        folder: the folder, absolute; it need not exist.
        whole: whether the folder is qs-jwt's altogether, so that ``force`` clears it of
            all other files.
    """

    def __init__(self, folder: str, *, whole: bool):
        self._folder = folder
        self._whole = whole
        record = self._read_manifest()
        self._known: dict[str, str] = record.get("files", {})
        self._made: list[str] = record.get("folders", [])

    def install(self, contents: Mapping[str, bytes], *, force: bool) -> Plan:
        """The plan after which ``contents`` are there, and no file of an older version.

        Raises:
            FileExists: foreign files are in the way, and ``force`` is false.
        """
        hashes = {name: _sha256(data) for name, data in contents.items()}
        present = {name: self._hash(name) for name in {*hashes, *self._known}}
        changed = [
            name
            for name, found in present.items()
            if found not in (None, hashes.get(name), self._known.get(name))
        ]
        # beside files of our own, what somebody added hinders nothing
        others = self._others(present) if force or not self._known else []
        self._refuse([*changed, *others], force)
        write = {name: data for name, data in contents.items() if present[name] != hashes[name]}
        gone = [name for name in self._known if name not in hashes and present[name] is not None]
        folders = {os.path.dirname(os.path.join(self._folder, name)) for name in hashes}
        made = [*self._made, *(path for path in _missing(folders) if path not in self._made)]
        # what was there already, such as from pip install --user, is not ours to take away
        ours = {name: hashes[name] for name in hashes if name in write or name in self._known}
        if write or gone or others or ours != self._known:
            record = {"version": __version__, "files": ours, "folders": made}
            write[MANIFEST] = results.as_json(record, indent=1).encode("utf-8", "surrogateescape")
        return Plan(self._folder, write, sorted([*gone, *others]), made)

    def uninstall(self, *, force: bool) -> Plan:
        """The plan after which what was written is gone, and folders that were made for it.

        Raises:
            FileExists: a file was changed since, and ``force`` is false.
        """
        present = {name: self._hash(name) for name in self._known}
        self._refuse(
            [name for name, found in present.items() if found not in (None, self._known[name])],
            force,
        )
        remove = sorted(name for name, found in present.items() if found is not None)
        if os.path.lexists(os.path.join(self._folder, MANIFEST)):
            remove.append(MANIFEST)
        return Plan(self._folder, {}, remove, self._made)

    def _refuse(self, foreign: list[str], force: bool) -> None:
        if self._whole and os.path.islink(self._folder):
            raise FileExists(
                f"path: '{self._folder}' is a link to '{os.readlink(self._folder)}'",
                hint="remove the link, or name another folder with --path",
                parameter="path",
            )
        if foreign and not force:
            shown = ", ".join(wording.shown(name) for name in sorted(foreign)[:_LISTED])
            more = f" and {len(foreign) - _LISTED} more" if len(foreign) > _LISTED else ""
            raise FileExists(
                f"path: '{self._folder}' holds files that qs-jwt did not write, or that"
                f" were changed since: {shown}{more}",
                hint="move them away; --force removes or replaces them",
                parameter="path",
            )

    def _others(self, known: Iterable[str]) -> list[str]:
        """The files besides ``known`` in a folder that is to be qs-jwt's altogether."""
        if not self._whole or os.path.islink(self._folder):
            return []
        return [name for name in names_in(self._folder) if name not in known]

    def _hash(self, name: str) -> str | None:
        """The hash of a file, None where there is none; foreign to all where it is no file."""
        path = os.path.join(self._folder, *name.split("/"))
        if not os.path.lexists(path):
            return None
        if os.path.islink(path) or not os.path.isfile(path):
            return "no file"
        try:
            with open(path, "rb") as file:
                return _sha256(file.read())
        except OSError:
            return "not readable"

    def _read_manifest(self) -> dict[str, Any]:
        try:
            with open(os.path.join(self._folder, MANIFEST), "rb") as file:
                record = json.load(file)
            names = [*record["files"], *record["files"].values(), *record["folders"]]
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return {}
        inside = all(
            isinstance(name, str) and not os.path.isabs(name) and ".." not in name.split("/")
            for name in record["files"]
        )
        return record if inside and all(isinstance(name, str) for name in names) else {}


def names_in(folder: str) -> Iterator[str]:
    """The names of all files below ``folder`` but the manifest, relative to it, with ``/``."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name != MANIFEST:
                yield os.path.relpath(os.path.join(parent, name), folder).replace(os.sep, "/")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _missing(folders: Iterable[str]) -> list[str]:
    """Those of ``folders`` and their parents that do not exist, parents first."""
    found = set()
    for folder in folders:
        while folder not in found and not os.path.isdir(folder):
            found.add(folder)
            folder = os.path.dirname(folder)
    return sorted(found, key=len)


def _made(folder: str) -> list[str]:
    """Make a folder and its parents; gives those that were not there."""
    missing = _missing([folder])
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        _remove_empty(missing)
        raise WriteFailed(
            f"path: the folder '{folder}' cannot be made: {error.strerror}",
            hint="choose a folder that you may write to, with --path",
            parameter="path",
        ) from None
    return missing


def _remove_empty(folders: Iterable[str]) -> None:
    for folder in sorted(folders, key=len, reverse=True):
        with suppress(OSError):  # something is left in it
            os.rmdir(folder)
