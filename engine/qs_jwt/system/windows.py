"""Windows: names are given by renaming, which fails there if the name is taken."""

import os
import signal
from contextlib import suppress
from typing import Self

# What ends a process that is at work: Ctrl-C, Ctrl-Break, a service manager.
END_SIGNALS = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGBREAK", signal.SIGTERM))

_BINARY = getattr(os, "O_BINARY", 0)
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY
_LOCKED = 1 << 30  # where a lock is set: it keeps others from reading what it covers


class Folder:
    """A folder.

    Args:
        path: of the folder, which may lead through links.

    Raises:
        OSError: there is none.
    """

    def __init__(self, path: str):
        self._path = os.path.abspath(path)
        os.stat(self._path)

    def close(self) -> None:
        """Let go of it."""

    def make(self, name: str) -> Self | None:
        """Make a folder in here, and open it.

        Returns:
            the folder; None if somebody has the name.

        Raises:
            OSError
        """
        try:
            os.mkdir(self._at(name))
        except FileExistsError:
            return None
        return self.enter(name)

    def enter(self, name: str) -> Self:
        """The folder ``name`` in here.

        Raises:
            OSError: there is none, or it is a link.
        """
        if getattr(os.lstat(self._at(name)), "st_reparse_tag", 0):
            raise NotADirectoryError(20, "it is a link")
        return type(self)(self._at(name))

    def remove(self, name: str, folder: "Folder") -> None:
        """Remove the empty ``folder`` if it still has its ``name`` in here, and close it."""
        folder.close()
        with suppress(OSError):
            os.rmdir(self._at(name))

    def names(self) -> list[str]:
        """The names of all that is in here.

        Raises:
            OSError
        """
        return os.listdir(self._path)

    def status(self, name: str) -> os.stat_result:
        """What is known of the file ``name``.

        Raises:
            OSError
        """
        return os.lstat(self._at(name))

    def own_status(self) -> os.stat_result:
        """What is known of the folder itself."""
        return os.stat(self._path)

    def belongs_with(self, descriptor: int) -> bool:
        """Whether the folder is as closed to others as a file made in it."""
        return True

    def create(self, name: str, mode: int) -> int:
        """A descriptor to write the new file ``name`` with.

        Raises:
            OSError
        """
        return os.open(self._at(name), _NEW, mode)

    def open(self, name: str, *, write: bool = False) -> int:
        """A descriptor to read (and write) the file ``name`` with.

        Raises:
            OSError
        """
        return os.open(self._at(name), _BINARY | (os.O_RDWR if write else os.O_RDONLY))

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
        os.rename(self._at(name), there._at(target))

    def replace(self, name: str, target: str, there: "Folder") -> None:
        """Give the file ``name`` the name ``target`` in ``there``, whoever had it.

        Raises:
            OSError
        """
        os.replace(self._at(name), there._at(target))

    def unlink(self, name: str) -> None:
        """Remove the file ``name``, also one that is read-only.

        Raises:
            OSError
        """
        try:
            os.unlink(self._at(name))
        except PermissionError:
            os.chmod(self._at(name), 0o600)
            os.unlink(self._at(name))

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
        return os.path.join(self._path, name)


def hold(descriptor: int) -> bool | None:
    """Hold an open file until it is closed or the process ends, so that others see it in use.

    Returns:
        False if another process holds it, None if the file system cannot tell.
    """
    import msvcrt

    os.lseek(descriptor, _LOCKED, os.SEEK_SET)
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    except PermissionError:
        return False
    except OSError:
        return None
    finally:
        os.lseek(descriptor, 0, os.SEEK_SET)
    return True


def is_private(descriptor: int) -> bool:
    """Whether only the current user may read or write an open file; its mode does not tell."""
    return True


def block(descriptor: int) -> None:
    """Let reads and writes of ``descriptor`` wait: on Windows they always do."""


def is_open_to_others(status: os.stat_result) -> bool:
    """Whether other users may read or write a file; its mode does not tell here."""
    return False


def is_special(path: str) -> bool:
    """Whether ``path`` is a device, a pipe or the like."""
    return os.path.exists(path) and not os.path.isfile(path)
