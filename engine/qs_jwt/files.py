"""Reading and writing files: whole or not at all, and never over another by mistake.

New files are written into a folder of their own beside their target, readable for
the current user only, and put in place by a hard link: that step fails where the
name is taken, so "never over an existing file" has no race, and after a kill a name
holds a whole file or nothing.

os.path serves here instead of pathlib, which takes 5 ms to import.
"""

import errno
import os
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

from qs_jwt.errors import (
    FileExists,
    FileIsFolder,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    QsJwtError,
    WriteFailed,
)
from qs_jwt.values import quoted

PRIVATE = 0o600
PUBLIC = 0o644
STAGING_PREFIX = ".qs-jwt-"
MAX_BYTES = 1_048_576  # of a key, certificate, token or claims file
_PIECE = 65_536
_LONGEST_NAME = 255  # characters, on every file system that matters

_WINDOWS = os.name == "nt"
_BINARY = getattr(os, "O_BINARY", 0)


def read(path: str, parameter: str, *, limit: int = MAX_BYTES) -> bytes:
    """The content of the file at ``path``, which may be a pipe.

    Args:
        path: as the user gave it.
        parameter: the option that named it, for errors.
        limit: the most bytes that such a file may have.

    Raises:
        FileMissing, FileIsFolder, FileUnreadable, FileTooLarge
    """
    try:
        data = b""
        # in pieces: one read of the limit clears a megabyte of memory for each small file
        with open(path, "rb", buffering=0) as file:
            while len(data) <= limit and (piece := file.read(_PIECE)):
                data += piece
    except OSError as error:
        raise _unreadable(error, path, parameter) from None
    if len(data) > limit:
        raise FileTooLarge(
            f"{parameter}: {_shown(path)} is larger than {limit} bytes",
            hint="check the path; no such file is that large",
            parameter=parameter,
        )
    return data


def open_to_read(path: str, parameter: str) -> IO[bytes]:
    """The file at ``path``, open for reading bytes, however many they are.

    Raises:
        FileMissing, FileIsFolder, FileUnreadable
    """
    try:
        return open(path, "rb")
    except OSError as error:
        raise _unreadable(error, path, parameter) from None


def decoded(data: bytes, parameter: str) -> str:
    """The text of a file, with or without a byte order mark.

    Raises:
        FileUnreadable: it is not UTF-8 (nor UTF-16 with its mark, as Windows writes it).
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable(
            f"{parameter}: is not UTF-8 text, at byte {error.start + 1}",
            hint="save it as UTF-8",
            parameter=parameter,
        ) from None


def _unreadable(error: OSError, path: str, parameter: str) -> QsJwtError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileMissing(
            f"{parameter}: there is no file {_shown(path)}",
            hint=f"relative paths start at {_folder_in_use()}",
            parameter=parameter,
        )
    # Windows denies permission where Linux says that it is a directory
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):
        return FileIsFolder(
            f"{parameter}: {_shown(path)} is a folder",
            hint="name a file in it",
            parameter=parameter,
        )
    return FileUnreadable(
        f"{parameter}: {_shown(path)} cannot be read: {error.strerror}",
        hint="check its permissions",
        parameter=parameter,
    )


def _shown(path: str) -> str:
    """``path`` for an error, unless it is a key or a token put where a path belongs."""
    if "-----BEGIN" in path or max(map(len, path.split("/"))) > _LONGEST_NAME:
        return "of that name: the value is a text, not a path"
    return quoted(path)


def _folder_in_use() -> str:
    try:
        return os.getcwd()
    except OSError:
        return "a folder that is gone"


class Placement:
    """Files to be written together: all of them or none.

    Use as a context manager: :meth:`add` each file, then :meth:`commit`. What was not
    committed is gone at the end, and what ``force`` replaced is back after a failure.
    """

    def __init__(self, *, force: bool = False):
        self._force = force
        self._staging: dict[tuple[str, bool], str] = {}
        self._staged: list[tuple[str, str, str]] = []
        self._placed: list[tuple[str, str | None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for folder in self._staging.values():
            with suppress(OSError):
                for name in os.listdir(folder):
                    os.unlink(os.path.join(folder, name))
                os.rmdir(folder)

    def refuse_existing(self, path: str, parameter: str) -> None:
        """Fail early, before costly work, where ``path`` cannot be written for sure.

        Raises:
            FileExists, FileIsFolder, FileMissing
        """
        if os.path.isdir(path):
            raise FileIsFolder(
                f"{parameter}: {_shown(path)} is a folder",
                hint="name a file in it",
                parameter=parameter,
            )
        if not os.path.isdir(_parent(path)):
            raise _no_folder(path, parameter)
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
            if not _WINDOWS:
                os.fchmod(descriptor, mode)  # whatever the umask
        except OSError as error:
            raise unwritable(error, path, parameter) from None
        self._staged.append((staged, path, parameter))
        return os.fdopen(descriptor, "wb")

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
            FileExists, WriteFailed: after which none of them is there, and what was
                replaced is back.
        """
        try:
            for staged, target, parameter in self._staged:
                self._place(staged, target, parameter)
        except BaseException:
            self._take_back()
            raise

    def _place(self, staged: str, target: str, parameter: str) -> None:
        try:
            if self._force and os.path.lexists(target):
                backup = f"{staged}.old"
                _link_or_rename(target, backup)
                self._placed.append((target, backup))  # on Windows it is gone by now
                os.replace(staged, target)
            else:
                _link_or_rename(staged, target)
                self._placed.append((target, None))
        except FileExistsError:
            raise _exists(target, parameter) from None
        except OSError as error:
            raise unwritable(error, target, parameter) from None

    def _take_back(self) -> None:
        for target, backup in reversed(self._placed):
            with suppress(OSError):
                if backup is None:
                    os.unlink(target)
                else:
                    os.replace(backup, target)

    def _folder(self, parent: str, *, private: bool) -> str:
        # On Windows a moved file keeps the access list that it was made with, so files
        # for everybody are staged apart from those for the current user only.
        apart = private or not _WINDOWS
        key = (parent, apart)
        if key not in self._staging:
            self._staging[key] = _new_folder(parent, 0o700 if apart else 0o777)
        return self._staging[key]


def _parent(path: str) -> str:
    return os.path.dirname(path) or os.curdir


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
        os.replace(source, target)


def _exists(path: str, parameter: str) -> FileExists:
    return FileExists(
        f"{parameter}: {_shown(path)} exists already",
        hint="choose another name, or give --force to replace it",
        parameter=parameter,
    )


def _no_folder(path: str, parameter: str) -> FileMissing:
    return FileMissing(
        f"{parameter}: there is no folder {_shown(_parent(path))}",
        hint="make it first",
        parameter=parameter,
    )


def unwritable(error: OSError, path: str, parameter: str) -> QsJwtError:
    """The error for what the system says against writing to ``path``."""
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
        f"{parameter}: {_shown(path)} cannot be written: {error.strerror}",
        hint=hint,
        parameter=parameter,
    )
