"""Linux, macOS and their like: files are reached through folders that are held open."""

import errno
import fcntl
import os
import stat
import sys
from contextlib import suppress
from typing import Self

assert sys.platform != "win32"  # which mypy reads, too

READ = os.O_RDONLY
NO_WAIT = os.O_NONBLOCK  # beside READ: for a pipe's writer
STDIN_FILE = "/dev/stdin"  # the file, if standard input was redirected from one
HAS_WINDOWS_POWERSHELL = False

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC
_OLD = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
# what a file system without hard links answers, and one that forbids this one
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV)
_PIPE = 1_048_576  # bytes: what Linux lets any user ask for
_OTHERS = stat.S_IROTH | stat.S_IWOTH
_NOT_OWNER = stat.S_IRWXG | stat.S_IRWXO
_MAY_SEE_OR_CHANGE = _OTHERS | stat.S_IRGRP | stat.S_IWGRP


class Folder:
    """A folder, held open: whatever is put at its path meanwhile, this one is meant.

    Names in it are never followed if they are links.

    Args:
        path: of the folder, which may lead through links.

    Raises:
        OSError: there is none, or it may not be entered.
    """

    def __init__(self, path: str, *, _descriptor: int = -1):
        if _descriptor >= 0:
            self._descriptor = _descriptor
            return
        try:
            self._descriptor = os.open(path, _FOLDER)
        except PermissionError:
            # one that takes files but shows none can be opened on Linux all the same
            self._descriptor = os.open(path, os.O_DIRECTORY | getattr(os, "O_PATH", 0))

    def close(self) -> None:
        """Let go of it."""
        if self._descriptor >= 0:
            with suppress(OSError):  # nothing was written by way of a folder
                os.close(self._descriptor)
            self._descriptor = -1

    def make(self, name: str) -> Self | None:
        """Make a folder in here for the current user only, and open it.

        Returns:
            the folder; None if somebody has the name, or has put something else there.

        Raises:
            OSError
        """
        try:
            return self._made(name)
        except PermissionError:
            # the umask may take away the owner's own rights
            with suppress(OSError):
                os.rmdir(name, dir_fd=self._descriptor)
            umask = os.umask(_NOT_OWNER)
            try:
                return self._made(name)
            finally:
                os.umask(umask)

    def _made(self, name: str) -> Self | None:
        try:
            os.mkdir(name, stat.S_IRWXU, dir_fd=self._descriptor)
        except FileExistsError:
            return None
        try:
            return self.enter(name)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                return None
            raise

    def enter(self, name: str) -> Self:
        """The folder ``name`` in here.

        Raises:
            OSError: there is none, or it is a link.
        """
        opened = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=self._descriptor)
        return type(self)("", _descriptor=opened)

    def remove(self, name: str, folder: "Folder") -> None:
        """Remove the empty ``folder`` if it still has its ``name`` in here, and close it."""
        with suppress(OSError):
            if os.path.samestat(self.status(name), folder.own_status()):
                os.rmdir(name, dir_fd=self._descriptor)
        folder.close()

    def names(self) -> list[str]:
        """The names of all that is in here.

        Raises:
            OSError
        """
        return os.listdir(self._descriptor)

    def status(self, name: str) -> os.stat_result:
        """What is known of the file ``name``.

        Raises:
            OSError
        """
        return os.stat(name, dir_fd=self._descriptor, follow_symlinks=False)

    def own_status(self) -> os.stat_result:
        """What is known of the folder itself."""
        return os.fstat(self._descriptor)

    def belongs_with(self, descriptor: int) -> bool:
        """Whether the folder has the owner of a file made in it and is as closed to others.

        Comparing the two, not the numbers, holds on file systems that give every file one
        owner and one mode, too.
        """
        folder, file = self.own_status(), os.fstat(descriptor)
        exposed = folder.st_mode & ~file.st_mode & _MAY_SEE_OR_CHANGE
        return folder.st_uid == file.st_uid and not exposed

    def create(self, name: str, mode: int) -> int:
        """A descriptor to write the new file ``name`` with, of this mode whatever the umask.

        Raises:
            OSError
        """
        descriptor = os.open(name, _NEW, stat.S_IRUSR | stat.S_IWUSR, dir_fd=self._descriptor)
        with suppress(OSError):  # a file system without modes; see is_private
            os.fchmod(descriptor, mode)
        return descriptor

    def open(self, name: str, *, write: bool = False) -> int:
        """A descriptor to read (and write) the file ``name`` with.

        Raises:
            OSError
        """
        access = os.O_RDWR if write else os.O_RDONLY
        return os.open(name, _OLD | access, dir_fd=self._descriptor)

    def link(self, name: str, target: str, there: "Folder") -> None:
        """Give the file ``name`` a second name, ``target`` in the folder ``there``.

        Raises:
            FileExistsError: that is taken.
            OSError
        """
        os.link(
            name,
            target,
            src_dir_fd=self._descriptor,
            dst_dir_fd=there._descriptor,
            follow_symlinks=False,
        )

    def place(self, name: str, target: str, there: "Folder") -> None:
        """Give the file ``name`` the name ``target`` in the folder ``there``, if that is free.

        Raises:
            FileExistsError: it is taken.
            OSError
        """
        try:
            self.link(name, target, there)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            # reserve the name, then move over it
            reserved = there.create(target, stat.S_IRUSR | stat.S_IWUSR)
            try:
                self.replace(name, target, there)
            except BaseException:
                with suppress(OSError):
                    if os.path.samestat(os.fstat(reserved), there.status(target)):
                        there.unlink(target)
                raise
            finally:
                os.close(reserved)

    def replace(self, name: str, target: str, there: "Folder") -> None:
        """Give the file ``name`` the name ``target`` in ``there``, whoever had it.

        Raises:
            OSError
        """
        os.replace(name, target, src_dir_fd=self._descriptor, dst_dir_fd=there._descriptor)

    def unlink(self, name: str) -> None:
        """Remove the file ``name``.

        Raises:
            OSError
        """
        os.unlink(name, dir_fd=self._descriptor)

    def link_target(self, name: str) -> str:
        """Where the symbolic link ``name`` leads.

        Raises:
            OSError
        """
        return os.readlink(name, dir_fd=self._descriptor)

    def make_link(self, name: str, target: str) -> None:
        """Make the symbolic link ``name``.

        Raises:
            OSError
        """
        os.symlink(target, name, dir_fd=self._descriptor)


def hold(descriptor: int) -> bool | None:
    """Hold an open file until it is closed or the process ends, so that others see it in use.

    Returns:
        False if another process holds it, None if the file system cannot tell.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def is_private(descriptor: int) -> bool:
    """Whether only the owner may read or write an open file."""
    return not os.fstat(descriptor).st_mode & _NOT_OWNER


def is_in_use(error: OSError) -> bool:  # noqa: ARG001 - as on Windows
    """Whether another program has the file open in a way that excludes us: not on POSIX."""
    return False


def extended(path: str) -> str:
    """``path`` in the form in which it may be long: as it is."""
    return path


def block(descriptor: int) -> None:
    """Let reads and writes of ``descriptor`` wait, whatever it was to who started us."""
    with suppress(OSError):  # which sockets and the like do not know
        os.set_blocking(descriptor, True)


def is_reader_gone(error: OSError, descriptor: int) -> bool:  # noqa: ARG001 - as on Windows
    """Whether writing to ``descriptor`` failed because nobody reads it any more."""
    return isinstance(error, BrokenPipeError)


def cores() -> int:
    """The cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def is_open_to_others(status: os.stat_result) -> bool:
    """Whether users besides the owner and the group may read or write a regular file."""
    return stat.S_ISREG(status.st_mode) and bool(status.st_mode & _OTHERS)


def is_special(path: str) -> bool:
    """Whether ``path`` is a device, a pipe or the like, or leads to where those are."""
    if os.path.exists(path) and not os.path.isfile(path):
        return True
    # /dev/stdout and /dev/fd/1 are links to whatever standard output is
    parent = os.path.realpath(os.path.dirname(path) or os.curdir)
    return parent == "/dev" or parent.startswith("/proc/")


def widen(*pipes: int) -> None:
    """Let thousands of requests and a thousand answers lie in the pipes, if the system can.

    A client that sends for long before it reads would otherwise make both sides wait for ever.
    """
    if sys.platform != "linux":
        return
    with suppress(OSError):  # no pipe
        for pipe in pipes:
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def others_may_write(path: str) -> bool:
    """Whether another user than this one and root may change a file, or what a folder holds."""
    status = os.stat(path)
    if status.st_uid not in (0, os.geteuid()):
        return True
    return bool(status.st_mode & 0o022) and not status.st_mode & stat.S_ISVTX
