"""Putting shipped files where a shell looks for them, and taking exactly those away again.

A manifest beside the files says what was written. A file that it does not name, or
that was changed since, belongs to somebody else and is touched with ``force`` only.
"""

import hashlib
import json
import os
import posixpath
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice, takewhile
from typing import Annotated, ClassVar, NamedTuple

from qs_jwt import __version__, results, wording, writing
from qs_jwt.errors import FileExists, FileUnreadable, WriteFailed
from qs_jwt.options.kinds import Option
from qs_jwt.results import Result
from qs_jwt.wording import quoted

InstallPath = Annotated[
    str | None,
    Option("folder", "Folder to use instead of the one that the shell looks in.", metavar="FOLDER"),
]
DryRun = Annotated[bool, Option("flag", "Say what would be done, and do nothing.")]
Uninstall = Annotated[bool, Option("flag", "Remove what was installed.")]

MANIFEST = ".qs-jwt-installed.json"
_LISTED = 3  # foreign files that an error names


class Manifest(NamedTuple):
    """What was installed into a folder.

    Attributes:
        files: the hash of each file, by its name below the folder, with ``/``.
        parents: how many folders were made for it: itself, its parent and so on.
    """

    files: dict[str, str]
    parents: int


class Plan(NamedTuple):
    """What is to be done in one folder; nothing is done before :meth:`carry_out`.

    Attributes:
        folder: the folder; the names of files are relative to it, with ``/``.
        write: the files to write.
        remove: the names of the files to remove, after the others have been written.
        parents: how many folders to remove after that, the folder first, if they are empty.
    """

    folder: str
    write: dict[str, bytes]
    remove: list[str]
    parents: int

    def paths(self, names: Iterable[str]) -> list[str]:
        """The paths of the files ``names``, the manifest left out."""
        return [_path(self.folder, name) for name in names if name != MANIFEST]

    def carry_out(self) -> None:
        """Write all files or none, then remove what is to go.

        Raises:
            WriteFailed, FileMissing
        """
        folders = {os.path.dirname(_path(self.folder, name)) for name in self.write}
        missing = [path for folder in sorted(folders) for path in _missing(folder)]
        try:
            self._make_folders(folders)
            with writing.Placement(force=True) as placement:
                for name, data in self.write.items():
                    placement.add(_path(self.folder, name), data, writing.PUBLIC, "path")
                placement.commit()
        except BaseException:
            _remove_empty(sorted(missing, key=len, reverse=True))
            raise
        for name in self.remove:
            self._remove(name)
        _remove_empty(islice(_upwards(self.folder), self.parents))

    @staticmethod
    def _make_folders(folders: Iterable[str]) -> None:
        for folder in folders:
            try:
                os.makedirs(folder, exist_ok=True)
            except OSError as error:
                raise WriteFailed(
                    "{option}: the folder {value:folder} cannot be made: {value:reason}",
                    hint="choose a folder that you may write to, with {option:path}",
                    parameter="path",
                    folder=quoted(folder),
                    reason=error.strerror,
                ) from None

    def _remove(self, name: str) -> None:
        path = _path(self.folder, name)
        try:
            os.unlink(path)
        except OSError as error:
            raise WriteFailed(
                "{option}: {value:path} cannot be removed: {value:reason}",
                parameter="path",
                path=quoted(path),
                reason=error.strerror,
            ) from None
        _remove_empty(_path(self.folder, parent) for parent in _parents(name))


class Installed(Result):
    """What was put into folders or removed from them.

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
        self.written = [path for plan in plans for path in plan.paths(plan.write)]
        self.removed = [path for plan in plans for path in plan.paths(plan.remove)]
        self.dry_run = dry_run
        would = "would have " if dry_run else ""
        self.notes += [("verbose", f"{would}written {path}") for path in self.written]
        self.notes += [("verbose", f"{would}removed {path}") for path in self.removed]

    def text(self) -> str:
        return "\n".join(line for plan in self._plans for line in self._lines(plan))

    def _lines(self, plan: Plan) -> Iterator[str]:
        done = ("would write", "would remove") if self.dry_run else ("wrote", "removed")
        steps = [(done[0], plan.write, "to"), (done[1], plan.remove, "from")]
        counted = [(verb, plan.paths(names), where) for verb, names, where in steps]
        for verb, paths, where in counted:
            if paths:
                many = f"{len(paths)} files {where} {plan.folder}"
                yield f"{verb} {paths[0] if len(paths) == 1 else many}"
        if not any(paths for _, paths, _ in counted):
            yield f"nothing to do in {plan.folder}"


def plan(folder: str, wanted: Mapping[str, bytes], *, whole: bool, force: bool) -> Plan:
    """What it takes for ``folder`` to hold ``wanted``, and nothing else that was installed.

    Args:
        folder: absolute; it need not exist.
        wanted: the content of each file; none to uninstall.
        whole: whether the folder is qs-jwt's altogether, so that foreign files hinder an
            installation, and ``force`` removes them.
        force: whether foreign files may be replaced and removed.

    Raises:
        FileExists: foreign files are in the way, or the folder is a link.
        FileUnreadable: the manifest is damaged.
    """
    manifest = _manifest(folder, forgiven=force and bool(wanted))
    known = manifest.files
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in wanted.items()}
    names = {*wanted, *known}
    _refuse_links(folder, names, whole=whole)
    found = {name: _hash(_path(folder, name)) for name in names}
    foreign = [n for n in names if found[n] not in (None, hashes.get(n), known.get(n))]
    # beside files of our own, what somebody added hinders nothing
    if whole and wanted and (force or not known):
        foreign += [name for name in names_in(folder) if name not in names]
    if foreign and not force:
        raise _foreign(folder, foreign)
    write = {name: data for name, data in wanted.items() if found[name] != hashes[name]}
    gone = {*foreign, *(name for name in known if found[name])} - set(wanted)
    remove = sorted(gone)
    # what was there already, such as from pip install --user, is not ours to take away
    ours = {name: hashes[name] for name in hashes if name in write or name in known}
    if not wanted:
        if os.path.lexists(_path(folder, MANIFEST)):
            remove.append(MANIFEST)
        return Plan(folder, {}, remove, manifest.parents)
    if write or remove or ours != known:
        parents = manifest.parents or len(_missing(folder))
        record = {"version": __version__, **Manifest(ours, parents)._asdict()}
        write[MANIFEST] = results.as_json(record, indent=1).encode("utf-8", "surrogateescape")
    return Plan(folder, write, remove, 0)


def _manifest(folder: str, *, forgiven: bool) -> Manifest:
    path = _path(folder, MANIFEST)
    if not os.path.lexists(path):
        return Manifest({}, 0)
    try:
        return _read_manifest(path)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        if forgiven:
            return Manifest({}, 0)
        raise FileUnreadable(
            "{option}: {value:path} is not the list of installed files that qs-jwt wrote",
            hint="remove the installed files and this one yourself",
            parameter="path",
            path=quoted(path),
        ) from None


def _read_manifest(path: str) -> Manifest:
    if not stat.S_ISREG(os.lstat(path).st_mode):  # a pipe would never end
        raise ValueError
    with open(path, "rb") as file:
        record = json.load(file)
    files, parents = dict(record["files"]), int(record.get("parents", 0))
    for name, hash in files.items():
        outside = name != posixpath.normpath(name) or name.startswith(("/", ".."))
        if outside or {*name} & {*"\\:"} or type(hash) is not str:
            raise ValueError
    return Manifest(files, parents)


def _refuse_links(folder: str, names: Iterable[str], *, whole: bool) -> None:
    """Refuse to write or remove anything by way of a link: it may lead to a checkout."""
    inside = {_path(folder, parent) for name in names for parent in _parents(name)}
    for path in sorted([folder, *inside] if whole else inside):
        if os.path.islink(path):
            raise FileExists(
                "{option}: {value:path} is a link to {value:target}",
                hint="remove the link, or name another folder with {option:path}",
                parameter="path",
                path=quoted(path),
                target=quoted(os.readlink(path)),
            )


def _foreign(folder: str, names: list[str]) -> FileExists:
    shown = ", ".join(wording.shown(name) for name in sorted(names)[:_LISTED])
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return FileExists(
        "{option}: {value:folder} holds files that qs-jwt did not write, or that were changed"
        " since: {value:names}",
        hint="move them away; {option:force} removes or replaces them",
        parameter="path",
        folder=quoted(folder),
        names=shown + more,
    )


def names_in(folder: str) -> Iterator[str]:
    """The names of all files below ``folder`` but the manifest, relative to it, with ``/``."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name != MANIFEST:
                yield os.path.relpath(os.path.join(parent, name), folder).replace(os.sep, "/")


def _path(folder: str, name: str) -> str:
    return os.path.join(folder, *name.split("/"))


def _parents(name: str) -> Iterator[str]:
    """The folders below the installed one that a file is in, the innermost first."""
    while name := posixpath.dirname(name):
        yield name


def _upwards(folder: str) -> Iterator[str]:
    yield folder
    while (parent := os.path.dirname(folder)) != folder:
        yield (folder := parent)


def _hash(path: str) -> str | None:
    """The hash of a file, None if there is none; a word that no hash equals if it is no file."""
    if not os.path.lexists(path):
        return None
    if os.path.islink(path) or not os.path.isfile(path):
        return "no file"
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "not readable"


def _missing(folder: str) -> list[str]:
    """Which of ``folder`` and its parents do not exist, the innermost first."""
    return list(takewhile(lambda path: not os.path.isdir(path), _upwards(folder)))


def _remove_empty(folders: Iterable[str]) -> None:
    """Remove those of ``folders`` that are empty."""
    for folder in folders:
        with suppress(OSError):  # something is left in it
            os.rmdir(folder)
