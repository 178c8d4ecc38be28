"""Writing files: whole or not at all, and never over another by mistake.

New files are written into a folder of their own beside their target, readable for
the current user only, and put in place by a hard link: that step fails if the
name is taken, so "never over an existing file" has no race, and after a kill a name
holds a whole file or nothing. What a kill leaves of that folder, the next command that
writes there clears away.
"""

import errno
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType, TracebackType
from typing import IO, NamedTuple, Self

from qs_jwt import reading, system
from qs_jwt.errors import (
    ConflictingOptions,
    FileExists,
    FileMissing,
    QsJwtError,
    WriteFailed,
)
from qs_jwt.wording import Notice, quoted

PRIVATE = 0o600
PUBLIC = 0o644


@contextmanager
def undisturbed(*, ending: bool = False) -> Iterator[None]:
    """Let no signal that ends the process cut off what is done here; it is acted on afterwards.

    Signals come to the main thread only; any other is left as it is.

    Args:
        ending: whether the process is ending already, so that another signal changes nothing.
    """
    before = {}
    came: list[int] = []

    def remember(number: int, _: FrameType | None) -> None:
        came.append(number)

    if threading.current_thread() is threading.main_thread():
        for end in system.END_SIGNALS:
            if signal.getsignal(end) not in (signal.SIG_IGN, None):
                before[end] = signal.signal(end, remember)
    try:
        yield
    finally:
        for end, handler in before.items():
            signal.signal(end, handler)
        for number in [] if ending else came[:1]:
            signal.raise_signal(number)


class _Staged(NamedTuple):
    """A file that waits to be placed: where it is, and the name that it will have."""

    staging: system.Staging
    name: str
    target: str
    parameter: str


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
        self._folders: dict[str, tuple[system.Folder, system.Staging]] = {}
        self._staged: list[_Staged] = []
        self._placed: list[_Staged] = []

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
        with undisturbed():
            for folder, staging in self._folders.values():
                staging.remove()
                staging.close()
                folder.close()
            self._folders.clear()

    def refuse_existing(self, path: str, parameter: str) -> None:
        """Fail early, before costly work, where ``path`` cannot be written for sure.

        Raises:
            FileExists, FileIsFolder, FileMissing
            WriteFailed: it is a device, a pipe or the like.
            ConflictingOptions: another file of the command has the same name.
        """
        if reading.is_text(path):
            raise reading.text_for_path(parameter)
        if os.path.isdir(path):
            raise reading.folder_for_file(path, parameter)
        if not os.path.isdir(_parent(path)):
            raise _no_folder(path, parameter)
        if any(_is_same_file(path, other) for other in [*self._read, *reading.noted()]):
            raise FileExists(
                f"{parameter}: {quoted(path)} is read by the same command",
                hint="choose another name; what a command reads is never replaced",
                parameter=parameter,
            )
        if any(_is_same_file(path, other) for other in self._named):
            raise ConflictingOptions(
                f"{parameter}: {quoted(path)} is the name of two files",
                hint="give each file a name of its own",
                parameter=parameter,
            )
        self._named.append(path)
        if _is_special(path):
            raise WriteFailed(
                f"{parameter}: {quoted(path)} is no regular file",
                hint="name a regular file, or one that does not exist",
                parameter=parameter,
            )
        if not self._force and os.path.lexists(path):
            raise _exists(path, parameter)

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
        """
        try:
            staging = self._staging(_parent(path))
            name, descriptor = staging.create(mode)
            file = os.fdopen(descriptor, "wb")
        except OSError as error:
            raise unwritable(error, path, parameter) from None
        self._staged.append(_Staged(staging, name, path, parameter))
        return file

    def waits(self, path: str) -> bool:
        """Whether what is staged for ``path`` has not been placed yet."""
        return any(staged.target == path for staged in self._staged)

    def retarget(self, path: str, other: str) -> None:
        """Put what is staged for ``path`` at ``other`` instead, in the same folder."""
        self._staged = [
            staged._replace(target=other) if staged.target == path else staged
            for staged in self._staged
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
        if not self._staged:
            return
        with undisturbed():
            try:
                for staged in self._staged:
                    self._place(staged)
            except BaseException:
                self._take_back()
                raise
            self._placed.clear()
            self._staged.clear()

    def _place(self, file: _Staged) -> None:
        if os.path.isdir(file.target):  # it appeared meanwhile
            raise reading.folder_for_file(file.target, file.parameter)
        name = os.path.basename(file.target)
        replaces = self._force and os.path.lexists(file.target)
        # before it is done, for it may fail in between
        self._placed.append(file)
        try:
            if replaces:
                file.staging.replace(file.name, name)
            else:
                file.staging.place(file.name, name)
        except FileExistsError:
            raise _exists(file.target, file.parameter) from None
        except OSError as error:
            raise unwritable(error, file.target, file.parameter) from None

    def _take_back(self) -> None:
        """Undo a partial commit; what was staged is staged again."""
        for file in reversed(self._placed):
            file.staging.take_back(file.name, os.path.basename(file.target))
        self._placed.clear()

    def _staging(self, parent: str) -> system.Staging:
        if parent not in self._folders:
            with undisturbed():
                folder = system.Folder(parent)
                try:
                    left = folder.sweep()
                    self._folders[parent] = folder, system.Staging.make(folder)
                except BaseException:
                    folder.close()
                    raise
            scope = reading.Scope.current()
            if scope:
                scope.warnings += [_left(path) for path in left]
        return self._folders[parent][1]


def _parent(path: str) -> str:
    return os.path.dirname(path) or os.curdir


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


def _left(path: str) -> Notice:
    return Notice(
        "ReplacedFileLeft",
        "{value:path} was being replaced when a command was ended, and could not be put back",
        hint="move it to where it belongs, then remove its folder",
        path=quoted(path),
    )


def _exists(path: str, parameter: str) -> FileExists:
    return FileExists(
        f"{parameter}: {quoted(path)} exists already",
        hint="choose another name, or give --force to replace it",
        parameter=parameter,
    )


def _no_folder(path: str, parameter: str) -> FileMissing:
    if not os.path.isabs(path) and reading.current_folder() is None:
        return reading.no_current_folder(parameter)
    return FileMissing(
        f"{parameter}: there is no folder {quoted(_parent(path))}",
        hint=reading.TILDE if path.startswith("~") else "make it first",
        parameter=parameter,
    )


def unwritable(error: OSError, path: str, parameter: str) -> QsJwtError:
    """The error for what the system says against writing to ``path``."""
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
        f"{parameter}: {quoted(path)} cannot be written: {error.strerror}",
        hint=hint,
        parameter=parameter,
    )
