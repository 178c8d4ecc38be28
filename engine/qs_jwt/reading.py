"""Reading files: whole, of a size that makes sense, and with errors that name them.

os.path serves here instead of pathlib, which takes 5 ms to import.
"""

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextvars import ContextVar, Token
from itertools import islice
from typing import IO, Self

from qs_jwt import system
from qs_jwt.errors import (
    FileInUse,
    FileIsFolder,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    QsJwtError,
)
from qs_jwt.wording import Notice, nearest, quoted

MAX_BYTES = 1_048_576  # of a key, certificate, token or claims file
MAX_LINE = 1_048_576  # bytes, without the line's end
_PIECE = 65_536
_BOM = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_NAME = 255  # characters, on every file system that matters
_MOST_NAMES = 1_000  # that are compared with one that is not there
_UNEXPANDED = re.compile(r"\$\{?\w+\}?|\$env:\w+|%\w+%")
_FOLDER_GONE = "the current folder is gone: change to another"
TILDE = "the shell has left ~ as it is: write $HOME, or the whole path"
# Options that take a text; with _file behind its name, another takes the path of a file.
TEXTS = ("cert_privatekey", "cert_publickey", "jwt")


class Scope:
    """What one call of a command reads; use as a context manager.

    A scope within another one takes over what that has noted.

    Args:
        regular: read regular files only, since whoever asked waits for the answer: a pipe
            may never end.

    Attributes:
        warnings: what was noticed about the files and the options.
        files: the regular files among them, by device and number. Nothing replaces them.
    """

    _current: ContextVar["Scope | None"] = ContextVar("scope", default=None)
    _warned: set[tuple[int, int]] = set()  # noqa: RUF012 - the files, in this process

    def __init__(self, *, regular: bool = False):
        self.regular = regular
        self.warnings: list[Notice] = []
        self.files: set[tuple[int, int]] = set()
        self._token: Token[Scope | None] | None = None

    def __enter__(self) -> Self:
        outer = self._current.get()
        if outer and not self.regular:  # a server's request has nothing of those before it
            self.files, self.warnings = outer.files, outer.warnings
            self.regular = outer.regular
        self._token = self._current.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        if self._token:
            self._current.reset(self._token)

    @classmethod
    def current(cls) -> "Scope | None":
        """The innermost scope that this is called in."""
        return cls._current.get()

    def doubt(self, path: str, status: os.stat_result) -> None:
        """Warn of a file that other users may read or write, once in this process."""
        file = (status.st_dev, status.st_ino)
        if system.is_open_to_others(status) and file not in self._warned:
            self._warned.add(file)
            self.warnings.append(
                Notice(
                    "FileOpenToOthers",
                    "other users of this computer may read or write {value:path}",
                    hint="chmod 600 {value:path}",
                    path=quoted(path),
                )
            )


def warn(warning: Notice) -> None:
    """Add ``warning`` to the call's, unless its code is there: a batch asks for each user."""
    scope = Scope.current()
    if scope and all(warning.code != other.code for other in scope.warnings):
        scope.warnings.append(warning)


def note(status: os.stat_result) -> None:
    """Remember that the call has read the file that ``status`` is about."""
    scope = Scope.current()
    if scope and stat.S_ISREG(status.st_mode):
        scope.files.add((status.st_dev, status.st_ino))


def has_read(status: os.stat_result) -> bool:
    """Whether the call has read the file that ``status`` is about, under whatever name."""
    scope = Scope.current()
    return scope is not None and (status.st_dev, status.st_ino) in scope.files


def read(path: str, parameter: str, *, limit: int = MAX_BYTES, private: bool = False) -> bytes:
    """The content of the file at ``path``, which may be a pipe.

    Args:
        path: as the user gave it.
        parameter: the option that named it, for errors.
        limit: the most bytes that such a file may have.
        private: whether a warning is due if other users may read or write it.

    Raises:
        FileMissing, FileIsFolder, FileUnreadable, FileTooLarge
    """
    scope = Scope.current()
    try:
        # not open(): its calls of the system would be a tenth of a token's time
        descriptor = _open(path, wait=not (scope and scope.regular))
        try:
            status = os.fstat(descriptor)
            regular = stat.S_ISREG(status.st_mode)
            if scope and scope.regular and not regular:
                raise _irregular(path, parameter)
            if not regular:
                system.block(descriptor)
            note(status)
            if private and scope:
                scope.doubt(path, status)
            data = _read(descriptor, limit, regular=regular)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _unreadable(error, path, parameter) from None
    if len(data) > limit:
        raise FileTooLarge(
            "{option}: {value:path} is larger than {value:limit} bytes",
            hint="check the path; no such file is that large",
            parameter=parameter,
            path=quoted(path),
            limit=limit,
        )
    return data


def bounded(data: bytes, parameter: str) -> bytes:
    """``data``, given as a value in place of a file.

    Raises:
        FileTooLarge: it is larger than such a file may be.
    """
    if len(data) > MAX_BYTES:
        raise FileTooLarge(
            "{option}: is larger than {value:limit} bytes",
            hint="no key, certificate or token is that large",
            parameter=parameter,
            limit=MAX_BYTES,
        )
    return data


def _open(path: str, *, wait: bool) -> int:
    """A descriptor to read bytes from; a pipe's writer is waited for only if ``wait``."""
    flags = system.READ if wait else system.READ | system.NO_WAIT
    return os.open(system.extended(path), flags)


def _read(descriptor: int, limit: int, *, regular: bool) -> bytes:
    """What is left to read, up to one piece over ``limit``."""
    # in pieces: one read of the limit clears a megabyte of memory for each small file
    data = piece = os.read(descriptor, _PIECE)
    # less than was asked for is a regular file's end, and of a pipe what has come so far
    while piece and len(data) <= limit and not (regular and len(piece) < _PIECE):
        piece = os.read(descriptor, _PIECE)
        data += piece
    return data


def _noted(path: str, flags: int) -> int:
    descriptor = os.open(path, flags)
    note(os.fstat(descriptor))
    return descriptor


def _irregular(path: str, parameter: str) -> FileUnreadable:
    return FileUnreadable(
        "{option}: {value:path} is not a regular file",
        hint="name a regular file; devices and pipes are read on the command line only",
        parameter=parameter,
        path=quoted(path),
    )


def open_to_read(path: str, parameter: str) -> IO[bytes]:
    """The file at ``path``, open for reading bytes, however many they are.

    Raises:
        FileMissing, FileIsFolder, FileUnreadable
    """
    try:
        return open(path, "rb", opener=_noted)
    except OSError as error:
        raise _unreadable(error, path, parameter) from None


def encoding_of(data: bytes) -> str:
    """UTF-8, or UTF-16 if its mark is there, as Windows writes it."""
    return "utf-16" if data[:2] in UTF16_MARKS else "utf-8-sig"


def lines(source: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of ``source``, without a byte-order mark and with their ends.

    None stands for each line longer than :data:`MAX_LINE`.
    """
    first = True
    while line := source.readline(MAX_LINE + len(_BOM + b"\r\n")):
        ended = line.endswith(b"\n")
        if first:
            line = line.removeprefix(_BOM)
            first = False
        if len(line) <= MAX_LINE or len(line.rstrip(b"\r\n")) <= MAX_LINE:
            yield line
            continue
        while not ended and (rest := source.readline(_PIECE)):
            ended = rest.endswith(b"\n")
        yield None


def decoded(data: bytes, parameter: str, path: str = "") -> str:
    """The text of a file, with or without a byte order mark.

    Args:
        data: its content.
        parameter: the option that named it, for errors.
        path: the file, if it is one.

    Raises:
        FileUnreadable: it is not UTF-8 (nor UTF-16 with its mark, as Windows writes it).
    """
    try:
        return data.decode(encoding_of(data))
    except UnicodeDecodeError as error:
        what = f"{quoted(path)} is" if path else "is"
        raise FileUnreadable(
            "{option}: {value:what} not UTF-8 text, at byte {value:start}",
            hint="save it as UTF-8",
            parameter=parameter,
            what=what,
            start=error.start + 1,
        ) from None


def absolute(path: str, parameter: str) -> str:
    """``path`` from the root on.

    Raises:
        FileMissing: it is relative, and the current folder is gone.
    """
    try:
        return os.path.abspath(path)
    except OSError:
        raise no_current_folder(parameter) from None


def current_folder() -> str | None:
    """The folder that relative paths start at, or None if it is gone."""
    try:
        return os.getcwd()
    except OSError:
        return None


def no_current_folder(parameter: str) -> FileMissing:
    """The error for a path that starts in a folder that is gone."""
    return FileMissing(
        "{option}: the current folder is gone",
        hint="change to another",
        parameter=parameter,
    )


def folder_for_file(path: str, parameter: str) -> FileIsFolder:
    """The error for a folder where a file belongs."""
    return FileIsFolder(
        "{option}: {value:path} is a folder",
        hint="name a file in it",
        parameter=parameter,
        path=quoted(path),
    )


def is_text(path: str) -> bool:
    """Whether ``path`` is a key or a token put where a path belongs; errors do not show it."""
    names = path.replace("/", os.sep).split(os.sep)
    return "-----BEGIN" in path or max(map(len, names)) > _LONGEST_NAME


def text_for_path(parameter: str) -> FileMissing:
    """The error for what :func:`is_text`."""
    hint = f"give a path; no name in one is longer than {_LONGEST_NAME} characters"
    name = parameter.removesuffix("_file")
    if name in TEXTS:
        hint = f"{{option:{name}}} takes the text itself"
    return FileMissing("{option}: the value is a text, not a path", hint=hint, parameter=parameter)


def or_a_path(parameter: str) -> str:
    """What a hint about ``parameter`` ends with: which option takes a path, if one does."""
    return f"; a path goes to {{option:{parameter}_file}}" if parameter in TEXTS else ""


def in_use(path: str, parameter: str) -> FileInUse:
    """The error for a file that another program keeps to itself."""
    return FileInUse(
        "{option}: {value:path} is in use by another program",
        hint="it may be an editor, a virus scanner or another qs-jwt; try again later",
        parameter=parameter,
        path=quoted(path),
    )


def _unreadable(error: OSError, path: str, parameter: str) -> QsJwtError:
    if system.is_in_use(error):
        return in_use(path, parameter)
    if is_text(path) or error.errno == errno.ENAMETOOLONG:
        return text_for_path(parameter)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        hint, told = _where_to_look(path, parameter)
        return FileMissing(
            "{option}: there is no file {value:path}",
            hint=hint,
            parameter=parameter,
            path=quoted(path),
            told=quoted(told),
        )
    # Windows denies permission where Linux says that it is a directory
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):
        return folder_for_file(path, parameter)
    return FileUnreadable(
        "{option}: {value:path} cannot be read: {value:reason}",
        hint="check its permissions",
        parameter=parameter,
        path=quoted(path),
        reason=error.strerror,
    )


def _where_to_look(path: str, parameter: str) -> tuple[str, str]:
    """A hint for a path that leads nowhere, and what ``{value:told}`` in it stands for."""
    name = parameter.removesuffix("_file")
    if name in TEXTS and (path in ("stdin", "-") or path.startswith("env:")):
        word = "env:NAME" if path.startswith("env:") else "stdin"
        return f"{{option:{name}={word}}} reads it from there", ""
    if path.startswith("file:"):
        return "did you mean {value:told}, without file: before it?", _without_file(path)
    if path.startswith("~"):
        return TILDE, ""
    unexpanded = _UNEXPANDED.search(path)
    if unexpanded:
        found = unexpanded[0]
        return "the shell did not replace {value:told}: set that variable first", found
    near = _nearest_file(path)
    if near:
        return "did you mean {value:told}?", near
    if os.path.isabs(path):
        return "check the path", ""
    start = current_folder()
    return ("relative paths start at {value:told}", start) if start else (_FOLDER_GONE, "")


def _without_file(path: str) -> str:
    """The path in ``file:PATH``, or in an address, ``file:///PATH``."""
    rest = path.removeprefix("file:")
    return "/" + rest.lstrip("/") if rest.startswith("//") else rest


def _nearest_file(path: str) -> str | None:
    """The file beside a path that leads nowhere whose name is nearly the same."""
    folder, name = os.path.split(path)
    try:
        with os.scandir(folder or ".") as entries:
            names = [entry.name for entry in islice(entries, _MOST_NAMES)]
    except OSError:
        return None
    near = nearest(name, names, alike=0.85)
    return os.path.join(folder, near) if near else None
