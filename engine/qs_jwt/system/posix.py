"""Linux, macOS and their like: files are reached through folders that are held open.

Whoever may write to the folder that we write into may put a link or another folder in
the place of ours at any moment. So each folder is opened once, and every step after
that goes by its descriptor.
"""

import errno
import fcntl
import os
import re
import signal
import stat
from collections.abc import Iterator
from contextlib import suppress
from typing import Self

# What ends a process that is at work: Ctrl-C, a service manager, a closed terminal.
END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_PREFIX = ".qs-jwt-"
_IGNORE = ".gitignore"  # what a kill leaves behind must not end up in a repository
_OLD = "old"  # the folder in a staging folder that holds what was replaced
_OURS = re.compile(rf"{re.escape(_PREFIX)}[0-9a-f]{{16}}")
_STAGED = re.compile("[0-9]+")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC
# what a file system without hard links answers, and one that forbids this one
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV)
_OTHERS = stat.S_IROTH | stat.S_IWOTH


class Folder:
    """A folder that files are placed in, held open until :meth:`close`.

    Args:
        path: of the folder, which may lead through links.

    Raises:
        OSError: there is none, or it may not be entered.
    """

    def __init__(self, path: str):
        self.path = path
        try:
            self.descriptor = os.open(path, _FOLDER)
        except PermissionError:
            # one that takes files but shows none can be opened on Linux all the same
            self.descriptor = os.open(path, os.O_DIRECTORY | getattr(os, "O_PATH", 0))

    def close(self) -> None:
        """Let go of it."""
        _close(self.descriptor)

    def sweep(self) -> list[str]:
        """Remove what killed processes of this user left here; what they replaced is put back.

        A staging folder is touched only if it is this user's, its owner is dead, and it
        holds nothing but what qs-jwt makes.

        Returns:
            the paths of files that were replaced and could not be put back.
        """
        left: list[str] = []
        try:
            names = [name for name in os.listdir(self.descriptor) if _OURS.fullmatch(name)]
        except OSError:
            return []
        for name in names:
            with suppress(OSError):
                staging = Staging(self, name)
                try:
                    if staging.lock() and staging.is_ours():
                        left += staging.put_back()
                        staging.remove()
                finally:
                    staging.close()
        return left


class Staging:
    """A folder of ours beside the target, for the current user only, held open and locked.

    Raises:
        OSError: it is a link, no folder, or somebody else's.
    """

    def __init__(self, folder: Folder, name: str):
        self._folder = folder
        self._name = name
        self._staged = 0
        self._old = -1
        self._descriptor = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=folder.descriptor)
        status = os.fstat(self._descriptor)
        if status.st_uid != os.geteuid() or status.st_mode & 0o077:
            self.close()
            raise PermissionError(errno.EPERM, "the staging folder is not ours")

    @classmethod
    def make(cls, folder: Folder) -> Self:
        """A new one in ``folder``.

        Raises:
            OSError
        """
        while True:
            name = f"{_PREFIX}{os.urandom(8).hex()}"
            with suppress(FileExistsError):
                os.mkdir(name, 0o700, dir_fd=folder.descriptor)
                staging = cls._entered(folder, name)
                if staging is not None:
                    return staging

    @classmethod
    def _entered(cls, folder: Folder, name: str) -> Self | None:
        """The new folder, locked; None if another process swept it away meanwhile."""
        try:
            staging = cls(folder, name)
        except FileNotFoundError:
            return None
        try:
            os.fchmod(staging._descriptor, 0o700)  # a umask of 777 would lock us out
            swept = not staging.lock() or os.fstat(staging._descriptor).st_nlink == 0
            if not swept:
                os.write(ignore := staging._new(_IGNORE), b"*\n")
                os.close(ignore)
                return staging
        except OSError:
            staging.remove()
            staging.close()
            raise
        staging.close()
        return None

    def lock(self) -> bool:
        """Whether this process alone holds it now; False where that cannot be told."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks: its owner may be alive
            return self._staged == 0 and not os.listdir(self._descriptor)
        return True

    def create(self, mode: int) -> tuple[str, int]:
        """A new file: its name in here, and a descriptor to write it with.

        Raises:
            OSError
        """
        name = str(self._staged)
        descriptor = self._new(name)
        self._staged += 1
        try:
            os.fchmod(descriptor, mode)  # whatever the umask
        except OSError:
            os.close(descriptor)
            raise
        return name, descriptor

    def place(self, staged: str, target: str) -> None:
        """Give the file ``staged`` the name ``target`` in the folder, which must be free.

        Raises:
            FileExistsError: it is taken.
            OSError
        """
        _link(staged, self._descriptor, target, self._folder.descriptor)

    def replace(self, staged: str, target: str) -> None:
        """Give ``staged`` the name ``target``; what had it is kept in here.

        A link of that name is replaced itself. The name is never free meanwhile where
        the file system has hard links.

        Raises:
            OSError
        """
        old = self._old_folder()
        _link(target, self._folder.descriptor, target, old)
        os.replace(staged, target, src_dir_fd=self._descriptor, dst_dir_fd=self._folder.descriptor)

    def take_back(self, staged: str, target: str) -> None:
        """Undo :meth:`place` or :meth:`replace`, as far as it came."""
        here, there = self._descriptor, self._folder.descriptor
        with suppress(OSError):
            if not _exists(staged, here):
                _link(target, there, staged, here)
            if _is_same(target, there, staged, here):
                if self._old >= 0 and _exists(target, self._old):
                    os.replace(target, target, src_dir_fd=self._old, dst_dir_fd=there)
                else:
                    os.unlink(target, dir_fd=there)
        self._return(target)

    def put_back(self) -> list[str]:
        """What a killed process replaced, put back if its name is free; what cannot be stays.

        Returns:
            the paths of what stays.
        """
        if not _exists(_OLD, self._descriptor):
            return []
        self._old_folder()
        return [
            os.path.join(self._folder.path, self._name, _OLD, name)
            for name in os.listdir(self._old)
            if not self._return(name)
        ]

    def _return(self, target: str) -> bool:
        """Put back what had the name ``target``, if that is free; False if it cannot be."""
        if self._old < 0 or not _exists(target, self._old):
            return True
        if _exists(target, self._folder.descriptor):
            return True
        try:
            _link(target, self._old, target, self._folder.descriptor)
        except OSError:
            return _exists(target, self._folder.descriptor)
        return True

    def is_ours(self) -> bool:
        """Whether nothing is in here but what this module makes."""
        for name in os.listdir(self._descriptor):
            mode = os.stat(name, dir_fd=self._descriptor, follow_symlinks=False).st_mode
            fits = name == _IGNORE or _STAGED.fullmatch(name)
            if not (stat.S_ISDIR(mode) if name == _OLD else fits and stat.S_ISREG(mode)):
                return False
        return True

    def remove(self) -> None:
        """Remove it with what :meth:`create` and :meth:`replace` made, and nothing else."""
        with suppress(OSError):
            if _exists(_OLD, self._descriptor):
                old = self._old_folder()
                for name in os.listdir(old):
                    if _exists(name, self._folder.descriptor):  # else it waits to be put back
                        os.unlink(name, dir_fd=old)
                os.rmdir(_OLD, dir_fd=self._descriptor)
            for name in self._made():
                with suppress(FileNotFoundError):
                    os.unlink(name, dir_fd=self._descriptor)
            if _is_same(self._name, self._folder.descriptor, "", self._descriptor):
                os.rmdir(self._name, dir_fd=self._folder.descriptor)

    def close(self) -> None:
        """Let go of it, and of the lock."""
        if self._old >= 0:
            _close(self._old)
            self._old = -1
        _close(self._descriptor)

    def _new(self, name: str) -> int:
        return os.open(name, _NEW, 0o600, dir_fd=self._descriptor)

    def _made(self) -> Iterator[str]:
        # the mark last: it keeps the folder out of a repository while there is anything in it
        yield from (name for name in os.listdir(self._descriptor) if _STAGED.fullmatch(name))
        yield _IGNORE

    def _old_folder(self) -> int:
        if self._old < 0:
            with suppress(FileExistsError):
                os.mkdir(_OLD, 0o700, dir_fd=self._descriptor)
            self._old = os.open(_OLD, _FOLDER | os.O_NOFOLLOW, dir_fd=self._descriptor)
        return self._old


def _link(source: str, source_folder: int, target: str, target_folder: int) -> None:
    """Give ``source`` a second name, or where there are no hard links, another one."""
    try:
        os.link(
            source,
            target,
            src_dir_fd=source_folder,
            dst_dir_fd=target_folder,
            follow_symlinks=False,
        )
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # reserve the name, then move over it
        os.close(os.open(target, _NEW, 0o600, dir_fd=target_folder))
        try:
            os.replace(source, target, src_dir_fd=source_folder, dst_dir_fd=target_folder)
        except OSError:
            os.unlink(target, dir_fd=target_folder)
            raise


def _close(descriptor: int) -> None:
    with suppress(OSError):  # nothing was written by way of a folder
        os.close(descriptor)


def _exists(name: str, folder: int) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _is_same(name: str, folder: int, other: str, other_folder: int) -> bool:
    """Whether two names lead to one file; an empty ``other`` is the folder itself."""
    found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    if not other:
        return os.path.samestat(found, os.fstat(other_folder))
    return os.path.samestat(found, os.stat(other, dir_fd=other_folder, follow_symlinks=False))


def block(descriptor: int) -> None:
    """Let reads and writes of ``descriptor`` wait, whatever it was to who started us."""
    with suppress(OSError):  # which sockets and the like do not know
        os.set_blocking(descriptor, True)


def is_open_to_others(status: os.stat_result) -> bool:
    """Whether users besides the owner and the group may read or write a file."""
    return bool(status.st_mode & _OTHERS)


def is_special(path: str) -> bool:
    """Whether ``path`` is a device, a pipe or the like, or leads to where those are."""
    if os.path.exists(path) and not os.path.isfile(path):
        return True
    # /dev/stdout and /dev/fd/1 are links to whatever standard output is
    parent = os.path.realpath(os.path.dirname(path) or os.curdir)
    return parent == "/dev" or parent.startswith("/proc/")
