"""Writing files: whole or not at all, and never over another by mistake.

New files are written into a folder of their own beside their target, readable for
the current user only, and put in place by a hard link: that step fails where the
name is taken, so "never over an existing file" has no race, and after a kill a name
holds a whole file or nothing.
"""

import errno
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import IO, Self

from qs_jwt import reading
from qs_jwt.errors import (
    ConflictingOptions,
    FileExists,
    FileMissing,
    QsJwtError,
    WriteFailed,
)
from qs_jwt.wording import quoted

PRIVATE = 0o600
PUBLIC = 0o644
STAGING_PREFIX = ".qs-jwt-"
# What ends a process that is at work: Ctrl-C, a service manager, a closed terminal.
END_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)

_WINDOWS = os.name == "nt"
_BINARY = getattr(os, "O_BINARY", 0)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no signal that ends the process cut off what is done here.

    Signals come to the main thread only; any other is left as it is.
    """
    before = []
    if threading.current_thread() is threading.main_thread():
        before = [(number, signal.signal(number, signal.SIG_IGN)) for number in END_SIGNALS]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler or signal.SIG_DFL)


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
        self._staging: dict[tuple[str, bool], str] = {}
        self._staged: list[tuple[str, str, str]] = []
        self._placed: list[tuple[str, str, str | None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._staging:
            return
        with undisturbed():
            for folder in self._staging.values():
                with suppress(OSError):
                    for name in os.listdir(folder):
                        os.unlink(os.path.join(folder, name))
                    os.rmdir(folder)

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
        if any(_is_same_file(path, other) for other in [*self._read, *reading.sources]):
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
            folder = self._folder(_parent(path), private=mode == PRIVATE)
            staged = os.path.join(folder, str(len(self._staged)))
            descriptor = os.open(staged, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, mode)
            file = os.fdopen(descriptor, "wb")
            if not _WINDOWS:
                os.fchmod(descriptor, mode)  # whatever the umask
        except OSError as error:
            raise unwritable(error, path, parameter) from None
        self._staged.append((staged, path, parameter))
        return file

    def retarget(self, path: str, other: str) -> None:
        """Put what is staged for ``path`` at ``other`` instead."""
        self._staged = [
            (staged, other if target == path else target, parameter)
            for staged, target, parameter in self._staged
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
                for staged, target, parameter in self._staged:
                    self._place(staged, target, parameter)
            except BaseException:
                self._take_back()
                raise
            self._placed.clear()

    def _place(self, staged: str, target: str, parameter: str) -> None:
        if os.path.isdir(target):  # it appeared meanwhile
            raise reading.folder_for_file(target, parameter)
        backup = f"{staged}.old" if self._force and os.path.lexists(target) else None
        # before it is done, for it may fail in between
        self._placed.append((target, staged, backup))
        try:
            if backup is not None:
                _link_or_rename(target, backup)  # on Windows it is gone by now
                os.replace(staged, target)
            else:
                _link_or_rename(staged, target)
        except FileExistsError:
            raise _exists(target, parameter) from None
        except OSError as error:
            raise unwritable(error, target, parameter) from None

    def _take_back(self) -> None:
        """Undo what was placed, as far as it came; what was staged is so again."""
        for target, staged, backup in reversed(self._placed):
            with suppress(OSError):
                if not os.path.lexists(staged):
                    _link_or_rename(target, staged)
                if backup is None and os.path.samefile(target, staged):
                    os.unlink(target)
            if backup is not None and os.path.lexists(backup):
                with suppress(OSError):
                    os.replace(backup, target)
        self._placed.clear()

    def _folder(self, parent: str, *, private: bool) -> str:
        # On Windows a moved file keeps the access list that it was made with, so files
        # for everybody are staged apart from those for the current user only.
        apart = private or not _WINDOWS
        key = (parent, apart)
        if key not in self._staging:
            with undisturbed():
                self._staging[key] = _new_folder(parent, 0o700 if apart else 0o777)
        return self._staging[key]


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
    if os.path.exists(path) and not os.path.isfile(path):
        return True
    with suppress(OSError):
        # /dev/stdout and /dev/fd/1 are links to whatever standard output is
        parent = os.path.realpath(_parent(path))
        return not _WINDOWS and (parent == "/dev" or parent.startswith("/proc/"))
    return False


def _new_folder(parent: str, mode: int) -> str:
    while True:
        folder = os.path.join(parent, f"{STAGING_PREFIX}{os.urandom(8).hex()}")
        with suppress(FileExistsError):
            os.mkdir(folder, mode)
            if not _WINDOWS:
                os.chmod(folder, mode)  # a umask of 777 would lock us out
            return folder


def _link_or_rename(source: str, target: str) -> None:
    """Give ``source`` the name ``target``, which must be free (``FileExistsError``)."""
    if _WINDOWS:
        os.rename(source, target)  # fails there where the name is taken
        return
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
            raise
        # a file system without hard links: reserve the name, then move over it
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
        try:
            os.replace(source, target)
        except OSError:
            os.unlink(target)
            raise


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
