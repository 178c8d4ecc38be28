"""Windows: names are given by renaming, which fails there where the name is taken."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from typing import Self

# What ends a process that is at work: Ctrl-C, Ctrl-Break, a service manager.
END_SIGNALS = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGBREAK", signal.SIGTERM))

_PREFIX = ".qs-jwt-"
_IGNORE = ".gitignore"
_OLD = "old"
_STAGED = re.compile("[0-9]+")
_OURS = re.compile(rf"{re.escape(_PREFIX)}[0-9a-f]{{16}}")
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


class Folder:
    """A folder that files are placed in.

    Args:
        path: of the folder.

    Raises:
        OSError: there is none.
    """

    def __init__(self, path: str):
        self.path = path
        os.stat(path)

    def close(self) -> None:
        """Let go of it."""

    def sweep(self) -> list[str]:
        """Remove what killed processes left here; what they replaced is put back.

        Returns:
            the paths of files that were replaced and could not be put back.
        """
        left: list[str] = []
        try:
            names = [name for name in os.listdir(self.path) if _OURS.fullmatch(name)]
        except OSError:
            return []
        for name in names:
            with suppress(OSError):
                staging = Staging(self, name)
                if staging.lock() and staging.is_ours():
                    left += staging.put_back()
                    staging.remove()
        return left


class Staging:
    """A folder of ours beside the target.

    Raises:
        OSError: it is a link, or no folder.
    """

    def __init__(self, folder: Folder, name: str):
        self._folder = folder
        self._path = os.path.join(folder.path, name)
        self._staged = 0
        self._mark = -1  # held open: nobody can remove it then
        status = os.lstat(self._path)
        if getattr(status, "st_reparse_tag", 0):
            raise PermissionError(13, "the staging folder is a link")

    @classmethod
    def make(cls, folder: Folder) -> Self:
        """A new one in ``folder``.

        Raises:
            OSError
        """
        while True:
            name = f"{_PREFIX}{os.urandom(8).hex()}"
            with suppress(FileExistsError):
                # without an access list: a moved file keeps the one that it was made with
                os.mkdir(os.path.join(folder.path, name))
                staging = cls(folder, name)
                staging._mark = os.open(os.path.join(staging._path, _IGNORE), _NEW)
                os.write(staging._mark, b"*\n")
                return staging

    def lock(self) -> bool:
        """Whether no living process holds it: a file that is open cannot be removed."""
        mark = os.path.join(self._path, _IGNORE)
        try:
            os.unlink(mark)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True

    def create(self, mode: int) -> tuple[str, int]:
        """A new file: its name in here, and a descriptor to write it with.

        Raises:
            OSError
        """
        name = str(self._staged)
        descriptor = os.open(os.path.join(self._path, name), _NEW, mode)
        self._staged += 1
        return name, descriptor

    def place(self, staged: str, target: str) -> None:
        """Give the file ``staged`` the name ``target`` in the folder, which must be free.

        Raises:
            FileExistsError: it is taken.
            OSError
        """
        os.rename(os.path.join(self._path, staged), self._there(target))

    def replace(self, staged: str, target: str) -> None:
        """Give ``staged`` the name ``target``; what had it is kept in here.

        Raises:
            OSError
        """
        with suppress(FileExistsError):
            os.mkdir(os.path.join(self._path, _OLD))
        os.rename(self._there(target), self._old(target))
        os.rename(os.path.join(self._path, staged), self._there(target))

    def take_back(self, staged: str, target: str) -> None:
        """Undo :meth:`place` or :meth:`replace`, as far as it came."""
        source = os.path.join(self._path, staged)
        with suppress(OSError):
            if not os.path.lexists(source):
                os.rename(self._there(target), source)
        with suppress(OSError):
            if os.path.lexists(self._old(target)):
                os.rename(self._old(target), self._there(target))

    def put_back(self) -> list[str]:
        """What a killed process replaced, put back; the paths of what cannot be."""
        left = []
        old = os.path.join(self._path, _OLD)
        for name in os.listdir(old) if os.path.isdir(old) else []:
            if not os.path.lexists(self._there(name)):
                try:
                    os.rename(self._old(name), self._there(name))
                except OSError:
                    left.append(self._old(name))
        return left

    def is_ours(self) -> bool:
        """Whether nothing is in here but what this module makes."""
        return all(
            name in (_IGNORE, _OLD) or _STAGED.fullmatch(name) for name in os.listdir(self._path)
        )

    def remove(self) -> None:
        """Remove it with what :meth:`create` and :meth:`replace` made, and nothing else."""
        self._let_go()
        with suppress(OSError):
            old = os.path.join(self._path, _OLD)
            for name in os.listdir(old) if os.path.isdir(old) else []:
                if os.path.lexists(self._there(name)):
                    _unlink(self._old(name))
            if os.path.isdir(old):
                os.rmdir(old)
            for name in self._made():
                with suppress(FileNotFoundError):
                    _unlink(os.path.join(self._path, name))
            os.rmdir(self._path)

    def close(self) -> None:
        """Let go of it."""
        self._let_go()

    def _let_go(self) -> None:
        if self._mark >= 0:
            os.close(self._mark)
            self._mark = -1

    def _made(self) -> Iterator[str]:
        yield from (name for name in os.listdir(self._path) if _STAGED.fullmatch(name))
        yield _IGNORE

    def _there(self, target: str) -> str:
        return os.path.join(self._folder.path, target)

    def _old(self, target: str) -> str:
        return os.path.join(self._path, _OLD, target)


def _unlink(path: str) -> None:
    try:
        os.unlink(path)
    except PermissionError:  # it is read-only
        os.chmod(path, 0o600)
        os.unlink(path)


def block(descriptor: int) -> None:
    """Let reads and writes of ``descriptor`` wait: on Windows they always do."""


def is_open_to_others(status: os.stat_result) -> bool:
    """Whether other users may read or write a file; its mode does not tell here."""
    return False


def is_special(path: str) -> bool:
    """Whether ``path`` is a device, a pipe or the like."""
    return os.path.exists(path) and not os.path.isfile(path)
