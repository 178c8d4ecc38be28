"""Windows: names are given by renaming, which fails there if the name is taken."""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Self, TypeVar

from qs_jwt.system import windows_names

assert sys.platform == "win32"  # which mypy reads, too

T = TypeVar("T")

READ = os.O_RDONLY | os.O_BINARY
NO_WAIT = 0  # beside READ: for a pipe's writer
STDIN_FILE = None  # there is no path of what standard input was redirected from
HAS_WINDOWS_POWERSHELL = True

_LOCKED = 1 << 30  # where a lock is set: it keeps others from reading what it covers
_IN_USE = (32, 33)  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_PATIENCE = 1.0  # seconds: virus scanners hold new files for a moment
_PAUSE = 0.02


class Folder:
    """A folder.

    Args:
        path: of the folder, which may lead through links.

    Raises:
        OSError: there is none.
    """

    def __init__(self, path: str, *, _handle: int | None = None):
        self._path = os.path.abspath(path)
        self._handle = _handle
        if _handle is None:
            os.stat(windows_names.extended(self._path))

    def close(self) -> None:
        """Let go of it."""
        if self._handle is not None:
            from qs_jwt.system import windows_access

            windows_access.close(self._handle)
            self._handle = None

    def make(self, name: str) -> Self | None:
        """Make a folder in here for the current user only, and hold it.

        Returns:
            the folder; None if somebody has the name, or has put something else there.

        Raises:
            OSError
        """
        from qs_jwt.system import windows_access

        try:
            windows_access.create_folder(self._at(name))
        except FileExistsError:
            return None
        try:
            return self.enter(name)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def enter(self, name: str) -> Self:
        """The folder ``name`` in here: nobody can rename, remove or replace it meanwhile.

        Raises:
            OSError: there is none, or it is a link.
        """
        from qs_jwt.system import windows_access

        path = self._at(name)
        return type(self)(path, _handle=windows_access.hold_folder(path))

    def remove(self, name: str, folder: "Folder") -> None:
        """Remove the empty ``folder`` if it still has its ``name`` in here, and close it."""
        folder.close()
        with suppress(OSError):
            _patiently(lambda: os.rmdir(self._at(name)))

    def names(self) -> list[str]:
        """The names of all that is in here.

        Raises:
            OSError
        """
        return os.listdir(windows_names.extended(self._path))

    def status(self, name: str) -> os.stat_result:
        """What is known of the file ``name``.

        Raises:
            OSError
        """
        return os.lstat(self._at(name))

    def own_status(self) -> os.stat_result:
        """What is known of the folder itself."""
        return os.stat(windows_names.extended(self._path))

    def belongs_with(self, descriptor: int) -> bool:
        """Whether the folder is as closed to others as a private file made in it.

        Comparing the two holds on file systems that let others in whatever is asked for, too.
        """
        from qs_jwt.system import windows_access

        return (
            self._handle is not None and windows_access.is_private(self._handle)
        ) or not is_private(descriptor)

    def create(self, name: str, mode: int) -> int:
        """A descriptor to write the new file ``name`` with; others may read it by ``mode``.

        Raises:
            OSError
        """
        from qs_jwt.system import windows_access

        private = not mode & stat.S_IROTH
        return windows_access.create_file(self._at(name), private=private)

    def open(self, name: str, *, write: bool = False) -> int:
        """A descriptor to read (and write) the file ``name`` with.

        Raises:
            OSError
        """
        flags = os.O_BINARY | (os.O_RDWR if write else os.O_RDONLY)
        return _patiently(lambda: os.open(self._at(name), flags))

    def link(self, name: str, target: str, there: "Folder") -> None:
        """Give the file ``name`` a second name, ``target`` in the folder ``there``.

        Raises:
            FileExistsError: that is taken.
            OSError
        """
        os.link(self._at(name), there._at(target))

    def place(self, name: str, target: str, there: "Folder") -> None:
        """Give the file ``name`` the name ``target`` in the folder ``there``, if that is free.

        Raises:
            FileExistsError: it is taken.
            OSError
        """
        _patiently(lambda: os.rename(self._at(name), there._at(target)))

    def replace(self, name: str, target: str, there: "Folder") -> None:
        """Give the file ``name`` the name ``target`` in ``there``, whoever had it.

        Raises:
            OSError
        """
        there._make_writable(target)
        _patiently(lambda: _replace(self._at(name), there._at(target)))

    def unlink(self, name: str) -> None:
        """Remove the file ``name``, also one that is read-only.

        Raises:
            OSError
        """
        self._make_writable(name)
        _patiently(lambda: os.unlink(self._at(name)))

    def _make_writable(self, name: str) -> None:
        """Let Windows remove the file ``name``, if it is there and read-only; no link's target."""
        with suppress(OSError):
            mode = self.status(name).st_mode
            if stat.S_ISREG(mode) and not mode & stat.S_IWUSR:
                os.chmod(self._at(name), stat.S_IREAD | stat.S_IWRITE)

    def link_target(self, name: str) -> str:
        """Where the symbolic link ``name`` leads.

        Raises:
            OSError
        """
        return os.readlink(self._at(name))

    def make_link(self, name: str, target: str) -> None:
        """Make the symbolic link ``name``.

        Raises:
            OSError
        """
        os.symlink(target, self._at(name))

    def _at(self, name: str) -> str:
        return windows_names.extended(os.path.join(self._path, name))


def _replace(path: str, target: str) -> None:
    try:
        os.replace(path, target)
    except PermissionError:
        # which Windows says also if another program has the target open: that tells more
        from qs_jwt.system import windows_access

        windows_access.refuse_in_use(target)
        raise


def _patiently(call: Callable[[], T]) -> T:
    """What ``call`` gives, tried again for a second while another program has the file open."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return call()
        except OSError as error:
            if not is_in_use(error) or time.monotonic() > end:
                raise
        time.sleep(_PAUSE)


def is_in_use(error: OSError) -> bool:
    """Whether another program has the file open in a way that excludes us."""
    return error.winerror in _IN_USE


def hold(descriptor: int) -> bool | None:
    """Hold an open file until it is closed or the process ends, so that others see it in use.

    Returns:
        False if another process holds it, None if the file system cannot tell.
    """
    import msvcrt

    os.lseek(descriptor, _LOCKED, os.SEEK_SET)
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except PermissionError:
        return False
    except OSError:
        return None
    finally:
        os.lseek(descriptor, 0, os.SEEK_SET)
    return True


def is_private(descriptor: int) -> bool:
    """Whether the list of an open file, read back, lets in nobody but the user and the system."""
    import msvcrt

    from qs_jwt.system import windows_access

    handle = msvcrt.get_osfhandle(descriptor)
    return windows_access.keeps_lists(handle) and windows_access.is_private(handle)


def extended(path: str) -> str:
    """``path`` in the form in which it may be long."""
    long = os.path.abspath(path)
    return path if windows_names.extended(long) == long else windows_names.extended(long)


def block(descriptor: int) -> None:
    """Let reads and writes of ``descriptor`` wait: on Windows they always do."""


def is_reader_gone(error: OSError, descriptor: int) -> bool:
    """Whether writing to ``descriptor`` failed because nobody reads it any more.

    The C library reports a broken pipe as "invalid argument", which no other write to a
    pipe gives.
    """
    if isinstance(error, BrokenPipeError):
        return True
    return error.errno == errno.EINVAL and stat.S_ISFIFO(os.fstat(descriptor).st_mode)


def cores() -> int:
    """The cores that this process may use."""
    return os.cpu_count() or 1


def is_open_to_others(status: os.stat_result) -> bool:  # noqa: ARG001 - as on POSIX
    """Whether other users may read or write a file; its mode does not tell here."""
    return False


def is_special(path: str) -> bool:
    """Whether ``path`` is a device, a pipe, another stream of a file or the like."""
    if windows_names.is_device_or_stream(path):
        return True
    return os.path.exists(path) and not os.path.isfile(path)


def widen(*pipes: int) -> None:
    """Nothing: who makes a pipe says how much it holds."""


def others_may_write(path: str) -> bool:
    """Whether the list of a file lets others than the user and the system change it."""
    import msvcrt

    from qs_jwt.system import windows_access

    if os.path.isdir(path):
        return False  # its files have lists of their own
    descriptor = os.open(path, os.O_RDONLY | os.O_BINARY)
    try:
        return windows_access.others_may_write(msvcrt.get_osfhandle(descriptor))
    finally:
        os.close(descriptor)
