"""The folder in which new files wait, beside their targets, until they get their names.

It belongs to the current user alone and is held open. Every step goes through open
folders, so whoever may write to the folder around it gains nothing by putting a link or
another folder in its place. Only files that were made here are removed.

What a kill leaves of it is ignored by git, explains itself, and is removed by the next
command that writes to the same folder.
"""

import errno
import os
import re
import stat
from contextlib import suppress
from typing import NamedTuple, Self

from qs_jwt import system

_NAME = re.compile(r"\.qs-jwt-[0-9a-f]{16}")
_FILE = re.compile("(new|old)-[0-9]+")
_MARK = ".gitignore"
# No folder of anybody else's begins with this note, so none is taken for one of ours.
_NOTE = b"# Files that qs-jwt was writing. While no qs-jwt runs, this folder may be removed.\n*\n"
_PRIVATE = 0o600
_ATTEMPTS = 20  # to make a folder that nobody takes away at once
_PIECE = 65_536

File = tuple[int, int]  # what tells a file, under whatever name: its device and number
swept: set[File] = set()  # the folders, in this process: one look at each is enough


def file_of(status: os.stat_result) -> File:
    """The file that ``status`` is about."""
    return status.st_dev, status.st_ino


class Staged(NamedTuple):
    """A file that waits: its name in the staging folder, and which file it is."""

    name: str
    file: File


class Staging:
    """A staging folder in the folder at ``path``.

    Raises:
        OSError: there is no such folder, or it cannot be written to.
    """

    def __init__(self, path: str):
        self._folder = system.Folder(path)
        self._files: list[str] = []
        try:
            self._name, self._inside, self._mark = self._make()
        except BaseException:
            self._folder.close()
            raise
        self._sweep()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def _make(self) -> tuple[str, system.Folder, int]:
        for _ in range(_ATTEMPTS):
            name = f".qs-jwt-{os.urandom(8).hex()}"
            inside = self._folder.make(name)
            if inside is None:
                continue
            try:
                mark = _marked(inside)
                if mark is not None:
                    return name, inside, mark
            except OSError:
                self._folder.remove(name, inside)
                raise
            self._folder.remove(name, inside)
        raise PermissionError(errno.EPERM, "a folder that only you may enter cannot be made there")

    def create(self, mode: int) -> tuple[Staged, int]:
        """A new file in here, and a descriptor to write it with.

        Raises:
            OSError
        """
        name = self._next("new")
        descriptor = self._inside.create(name, mode)
        return Staged(name, file_of(os.fstat(descriptor))), descriptor

    def found(self, target: str) -> os.stat_result | None:
        """What has the name ``target`` in the folder around, links not followed."""
        try:
            return self._folder.status(target)
        except FileNotFoundError:
            return None

    def place(self, staged: Staged, target: str) -> None:
        """Give the file ``staged`` the name ``target``, which must be free.

        Raises:
            FileExistsError: it is taken.
            OSError
        """
        self._inside.place(staged.name, target, self._folder)

    def replace(self, staged: Staged, target: str) -> None:
        """Give the file ``staged`` the name ``target``, which is never free meanwhile.

        Raises:
            OSError
        """
        self._inside.replace(staged.name, target, self._folder)

    def keep(self, target: str) -> str:
        """Keep what has the name ``target``, for :meth:`take_back`; gives its name in here.

        Raises:
            OSError
        """
        kept = self._next("old")
        try:
            self._folder.link(target, kept, self._inside)
        except OSError:  # a file system without hard links, or somebody else's file
            self._copy(target, kept)
        return kept

    def _copy(self, target: str, kept: str) -> None:
        status = self._folder.status(target)
        if stat.S_ISLNK(status.st_mode):
            self._inside.make_link(kept, self._folder.link_target(target))
            return
        with (
            os.fdopen(self._folder.open(target), "rb") as source,
            os.fdopen(self._inside.create(kept, stat.S_IMODE(status.st_mode)), "wb") as copy,
        ):
            while piece := source.read(_PIECE):
                copy.write(piece)

    def take_back(self, staged: Staged, target: str, kept: str | None) -> None:
        """Undo :meth:`place` or :meth:`replace` if it was done; ``kept`` is back then."""
        with suppress(OSError):
            found = self.found(target)
            if found is None and kept:
                self._inside.place(kept, target, self._folder)
            elif found and file_of(found) == staged.file:
                if kept:
                    self._inside.replace(kept, target, self._folder)
                else:
                    self._folder.unlink(target)

    def remove(self) -> None:
        """Remove it and all that was made in it."""
        _close(self._mark)
        for name in [*self._files, _MARK]:
            with suppress(OSError):
                self._inside.unlink(name)
        self._folder.remove(self._name, self._inside)
        self._folder.close()

    def _next(self, kind: str) -> str:
        name = f"{kind}-{len(self._files)}"
        self._files.append(name)
        return name

    def _sweep(self) -> None:
        """Remove what killed commands of the same user have left around here."""
        around = file_of(self._folder.own_status())
        if around in swept:
            return
        swept.add(around)
        with suppress(OSError):  # a folder that may be written to, but not listed
            for name in self._folder.names():
                if _NAME.fullmatch(name) and name != self._name:
                    with suppress(OSError):
                        self._sweep_one(name)

    def _sweep_one(self, name: str) -> None:
        left = self._folder.enter(name)
        try:
            if left.own_status().st_uid == self._inside.own_status().st_uid:
                if names := left.names():
                    _clear(left, names)
                self._folder.remove(name, left)
        finally:
            left.close()


def _clear(left: system.Folder, names: list[str]) -> None:
    """Empty a staging folder if it holds only what is made here, and its process is no more."""
    files = [name for name in names if name != _MARK]
    if any(not _FILE.fullmatch(name) or _is_folder(left, name) for name in files):
        return
    mark = left.open(_MARK, write=True)
    try:
        noted = _NOTE.startswith(os.read(mark, len(_NOTE) + 1))
        if not (noted and left.belongs_with(mark) and system.hold(mark)):
            return
        for name in files:
            left.unlink(name)
        with suppress(OSError):  # Windows removes no open file
            left.unlink(_MARK)
    finally:
        os.close(mark)
    with suppress(FileNotFoundError):
        left.unlink(_MARK)


def _is_folder(folder: system.Folder, name: str) -> bool:
    return stat.S_ISDIR(folder.status(name).st_mode)


def _marked(inside: system.Folder) -> int | None:
    """The mark in a new folder, open and held; None if it is not, or no more, the one we made."""
    if inside.names():
        return None
    try:
        mark = inside.create(_MARK, _PRIVATE)
    except (FileExistsError, FileNotFoundError):  # filled, or swept away, at once
        return None
    made = file_of(os.fstat(mark))
    try:
        swept = system.hold(mark) is False or os.fstat(mark).st_nlink == 0
        if not swept and inside.belongs_with(mark):
            os.write(mark, _NOTE)
            return mark
    except BaseException:
        _discard(inside, mark, made)
        raise
    _discard(inside, mark, made)
    return None


def _discard(inside: system.Folder, mark: int, made: File) -> None:
    _close(mark)
    with suppress(OSError):
        if file_of(inside.status(_MARK)) == made:
            inside.unlink(_MARK)


def _close(descriptor: int) -> None:
    with suppress(OSError):  # nothing that matters was written
        os.close(descriptor)
