"""Writing files: whole or not at all, and never over another by mistake.

New files are written into a folder of their own beside their target, readable for
the current user only, and put in place by a hard link: that step fails if the
name is taken, so "never over an existing file" has no race, and after a kill a name
holds a whole file or nothing. What a kill leaves of that folder, the next command that
writes there clears away.
"""

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from types import TracebackType
from typing import IO, NamedTuple, Self

from qs_jwt import reading, system
from qs_jwt.errors import (
    ConflictingOptions,
    FileExists,
    FileMissing,
    FileNotPrivate,
    InvalidValue,
    QsJwtError,
    WriteFailed,
)
from qs_jwt.staging import Staged, Staging
from qs_jwt.wording import quoted

PRIVATE = 0o600
PUBLIC = 0o644
_DASH = "-"
_RESULT = "output_file"  # the option for what standard output has without it


class _Waiting(NamedTuple):
    """A file that waits to be placed, and the name that it will have."""

    staging: Staging
    staged: Staged
    target: str
    parameter: str
    force: bool


class Placement:
    """Files to be written together: all of them or none.

    Use as a context manager: :meth:`add` each file, then :meth:`commit`. What was not
    committed is gone at the end, and what ``force`` replaced is back after a failure.

    Args:
        force: whether files may be replaced.
        read: the files that the command reads, which are never replaced.
        named: files that are written elsewhere, whose names are taken.
    """

    def __init__(
        self,
        *,
        force: bool = False,
        read: Iterable[str | None] = (),
        named: Iterable[str] = (),
    ):
        self._force = force
        self._read = [path for path in read if path is not None]
        self._named = list(named)
        self._folders: dict[str, Staging] = {}
        self._waiting: list[_Waiting] = []
        self._streams: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._folders:
            return
        with system.undisturbed():
            for stream in self._streams:
                with suppress(OSError):
                    stream.close()
            for staging in self._folders.values():
                staging.remove()
            self._folders.clear()

    def refuse_existing(self, path: str, parameter: str, hint: str = "") -> None:
        """Fail early, before costly work, if ``path`` cannot be written.

        Args:
            path, parameter: the file, and the option that names it.
            hint: what to do if it exists; ``{value:path}`` is the file.

        Raises:
            FileExists, FileIsFolder, FileMissing
            InvalidValue: it is ``-``, by which standard output is meant.
            WriteFailed: it is a device, a pipe or the like.
            ConflictingOptions: another file of the command has the same name.
        """
        if path == _DASH:
            without = "; without {option} the result goes to standard output"
            raise InvalidValue(
                "{option}: {value:path} is not taken for a file",
                hint="a file of that name is ./-" + (without if parameter == _RESULT else ""),
                parameter=parameter,
                path=quoted(path),
            )
        if reading.is_text(path):
            raise reading.text_for_path(parameter)
        if os.path.isdir(path):
            raise reading.folder_for_file(path, parameter)
        if not os.path.isdir(_parent(path)):
            raise _no_folder(path, parameter)
        if any(_is_same_file(path, other) for other in self._read) or _has_read(path):
            raise _is_read(path, parameter)
        if any(_is_same_file(path, other) for other in self._named):
            raise ConflictingOptions(
                "{option}: {value:path} is the name of two files",
                hint="give each file a name of its own",
                parameter=parameter,
                path=quoted(path),
            )
        self._named.append(path)
        if _is_special(path):
            raise WriteFailed(
                "{option}: {value:path} is not a regular file",
                hint="name a regular file, or one that does not exist",
                parameter=parameter,
                path=quoted(path),
            )
        if not self._force and os.path.lexists(path):
            raise _exists(path, parameter, hint)

    def add(self, path: str, data: bytes, mode: int, parameter: str) -> None:
        """Stage ``data`` for ``path``.

        Raises:
            WriteFailed, FileMissing
        """
        self._write(self.open(path, mode, parameter), data, path, parameter)

    def open(self, path: str, mode: int, parameter: str) -> IO[bytes]:
        """A binary file whose content is staged for ``path``; close it before the commit.

        Raises:
            WriteFailed, FileMissing
            FileNotPrivate: the file system cannot keep a private file from other users.
        """
        try:
            staging = self._staging(_parent(path))
            staged, descriptor = staging.create(mode)
        except OSError as error:
            raise unwritable(error, path, parameter) from None
        file = os.fdopen(descriptor, "wb")
        self._streams.append(file)
        if mode == PRIVATE and not system.is_private(descriptor):
            raise _not_private(path, parameter)
        self._waiting.append(_Waiting(staging, staged, path, parameter, self._force))
        return file

    def waits(self, path: str) -> bool:
        """Whether what is staged for ``path`` has not been placed yet."""
        return any(file.target == path for file in self._waiting)

    def retarget(self, path: str, other: str) -> None:
        """Put what is staged for ``path`` at ``other`` in the same folder, where none may be."""
        self._waiting = [
            file._replace(target=other, force=False) if file.target == path else file
            for file in self._waiting
        ]

    @staticmethod
    def _write(file: IO[bytes], data: bytes, path: str, parameter: str) -> None:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            file.close()  # where a network file system tells of a full disk
        except OSError as error:
            with suppress(OSError):
                file.close()
            raise unwritable(error, path, parameter) from None

    def commit(self) -> None:
        """Put all staged files in place, in the order in which they were added.

        Raises:
            FileExists, FileIsFolder, WriteFailed: after which none of them is there, and
                what was replaced is back.
        """
        if not self._waiting:
            return
        *_, last = self._waiting
        placed: list[tuple[_Waiting, str | None]] = []
        with system.undisturbed():
            try:
                for file in self._waiting:
                    # after the last one, nothing can fail that would be a reason to undo it
                    placed.append((file, None if file is last else _kept(file)))
                    _place(file)
            except BaseException:
                for file, kept in reversed(placed):
                    name = os.path.basename(file.target)
                    file.staging.take_back(file.staged, name, kept)
                raise
            self._waiting.clear()

    def _staging(self, parent: str) -> Staging:
        if parent not in self._folders:
            with system.undisturbed():
                self._folders[parent] = Staging(parent)
        return self._folders[parent]


def _kept(file: _Waiting) -> str | None:
    """The name under which what ``file`` will replace is kept, or None if nothing is there."""
    name = os.path.basename(file.target)
    try:
        found = file.staging.found(name) if file.force else None
        if found is None or stat.S_ISDIR(found.st_mode):
            return None
        return file.staging.keep(name)
    except OSError as error:
        raise unwritable(error, file.target, file.parameter) from None


def _place(file: _Waiting) -> None:
    name = os.path.basename(file.target)
    try:
        found = file.staging.found(name)
        if found and stat.S_ISDIR(found.st_mode):  # it appeared meanwhile
            raise reading.folder_for_file(file.target, file.parameter)
        if found and reading.has_read(found):
            raise _is_read(file.target, file.parameter)
        if found and file.force:
            file.staging.replace(file.staged, name)
        else:
            file.staging.place(file.staged, name)
    except OSError as error:
        raise unwritable(error, file.target, file.parameter) from None


def _parent(path: str) -> str:
    return os.path.dirname(path) or os.curdir


def _has_read(path: str) -> bool:
    """Whether the call has read the file that ``path`` leads to."""
    with suppress(OSError):
        return reading.has_read(os.stat(path))
    return False


def _is_same_file(path: str, other: str) -> bool:
    """Whether two paths lead to one file, be it there or not."""
    with suppress(OSError):
        return os.path.samefile(path, other)
    with suppress(OSError):
        return os.path.realpath(path) == os.path.realpath(other)
    return False


def _is_special(path: str) -> bool:
    """Whether a file there is a device, a pipe or the like, or a name that the system keeps."""
    with suppress(OSError):
        return system.is_special(path)
    return False


def _is_read(path: str, parameter: str) -> FileExists:
    return FileExists(
        "{option}: {value:path} is read by the same command",
        hint="choose another name; what a command reads is never replaced",
        parameter=parameter,
        path=quoted(path),
    )


def _not_private(path: str, parameter: str) -> FileNotPrivate:
    return FileNotPrivate(
        "{option}: the file system of {value:folder} cannot keep a file from other users",
        hint="choose a folder elsewhere, such as your home folder",
        parameter=parameter,
        folder=quoted(_parent(path)),
    )


def _exists(path: str, parameter: str, hint: str = "") -> FileExists:
    return FileExists(
        "{option}: {value:path} exists already",
        hint=hint or "choose another name, or give {option:force} to replace it",
        parameter=parameter,
        path=quoted(path),
    )


def _no_folder(path: str, parameter: str) -> FileMissing:
    if not os.path.isabs(path) and reading.current_folder() is None:
        return reading.no_current_folder(parameter)
    return FileMissing(
        "{option}: there is no folder {value:parent}",
        hint=reading.TILDE if path.startswith("~") else "make it first",
        parameter=parameter,
        parent=quoted(_parent(path)),
    )


def unwritable(error: OSError, path: str, parameter: str) -> QsJwtError:
    """The error for what the system says against writing to ``path``."""
    if system.is_in_use(error):
        return reading.in_use(path, parameter)
    if error.errno == errno.ENAMETOOLONG:
        return reading.text_for_path(parameter)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _no_folder(path, parameter)
    if isinstance(error, FileExistsError):
        return _exists(path, parameter)
    hint = {
        errno.ENOSPC: "free some space",
        errno.EDQUOT: "free some space",
        errno.EROFS: "choose a folder that can be written to",
        errno.EACCES: "choose a folder that you may write to",
    }.get(error.errno or 0)
    return WriteFailed(
        "{option}: {value:path} cannot be written: {value:strerror}",
        hint=hint,
        parameter=parameter,
        path=quoted(path),
        strerror=error.strerror,
    )
