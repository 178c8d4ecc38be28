"""Windows' access control lists: files and folders made with one, and lists read back.

Every file is *created* with its list, which replaces what it would inherit: a list set
later would leave a moment in which others may open the file and keep it open.
Source: Microsoft's documentation of CreateFileW, SECURITY_ATTRIBUTES and the security
descriptor string format.
"""

import ctypes
import msvcrt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_void_p, wintypes
from functools import cache

assert sys.platform == "win32"  # which mypy reads, too

SYSTEM, ADMINISTRATORS = "S-1-5-18", "S-1-5-32-544"
# Full access for the user, SYSTEM and Administrators; reading for everyone.
_PRIVATE = "D:P(A;;FA;;;{user})(A;;FA;;;SY)(A;;FA;;;BA)"
_PUBLIC = _PRIVATE + "(A;;FR;;;WD)"

_GENERIC_READ, _GENERIC_WRITE, _READ_CONTROL = 0x80000000, 0x40000000, 0x20000
_LIST_FOLDER, _READ_ATTRIBUTES = 0x1, 0x80
_SHARE_READ_WRITE = 0x3  # not FILE_SHARE_DELETE: nobody renames or removes it meanwhile
_DELETE, _SHARE_ALL, _SHARING_VIOLATION = 0x10000, 0x7, 32
_CREATE_NEW, _OPEN_EXISTING = 1, 3
_BACKUP_SEMANTICS, _OPEN_REPARSE_POINT = 0x02000000, 0x00200000
_REPARSE_POINT = 0x400
_TOKEN_QUERY, _TOKEN_USER = 0x8, 1
_FILE_OBJECT, _DACL = 1, 0x4
_PERSISTENT_ACLS = 0x8
# to write, append, delete, change the list or the owner; generic: write, all
_CHANGES = 0x2 | 0x4 | 0x10000 | 0x40000 | 0x80000 | 0x40000000 | 0x10000000
_ACCESS_ALLOWED, _ACCESS_DENIED = 0, 1
_INVALID = c_void_p(-1).value

_kernel = ctypes.WinDLL("kernel32", use_last_error=True)
_security = ctypes.WinDLL("advapi32", use_last_error=True)


class _Attributes(ctypes.Structure):
    _fields_ = (
        ("length", wintypes.DWORD),
        ("descriptor", c_void_p),
        ("inherit", wintypes.BOOL),
    )


class _FileInformation(ctypes.Structure):
    _fields_ = (
        ("attributes", wintypes.DWORD),
        ("times", wintypes.FILETIME * 3),
        ("numbers", wintypes.DWORD * 6),
    )


class _List(ctypes.Structure):
    _fields_ = (
        ("revision", ctypes.c_ubyte),
        ("padding", ctypes.c_ubyte),
        ("size", wintypes.WORD),
        ("count", wintypes.WORD),
        ("more_padding", wintypes.WORD),
    )


class _Entry(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_ubyte),
        ("flags", ctypes.c_ubyte),
        ("size", wintypes.WORD),
        ("mask", wintypes.DWORD),
        ("sid", wintypes.DWORD),
    )


def _declare() -> None:
    handle, pointer, word, text = wintypes.HANDLE, c_void_p, wintypes.DWORD, wintypes.LPCWSTR
    yes = wintypes.BOOL
    for library, name, result, arguments in (
        (_kernel, "CreateFileW", handle, (text, word, word, pointer, word, word, handle)),
        (_kernel, "CreateDirectoryW", yes, (text, pointer)),
        (_kernel, "CloseHandle", yes, (handle,)),
        (_kernel, "GetCurrentProcess", handle, ()),
        (_kernel, "GetFileInformationByHandle", yes, (handle, pointer)),
        (_kernel, "LocalFree", pointer, (pointer,)),
        (_kernel, "GetVolumeInformationByHandleW", yes,
         (handle, pointer, word, pointer, pointer, pointer, pointer, word)),
        (_security, "OpenProcessToken", yes, (handle, word, pointer)),
        (_security, "GetTokenInformation", yes, (handle, ctypes.c_int, pointer, word, pointer)),
        (_security, "ConvertSidToStringSidW", yes, (pointer, pointer)),
        (_security, "ConvertStringSecurityDescriptorToSecurityDescriptorW", yes,
         (text, word, pointer, pointer)),
        (_security, "GetSecurityInfo", word,
         (handle, ctypes.c_int, word, pointer, pointer, pointer, pointer, pointer)),
        (_security, "GetAce", yes, (pointer, word, pointer)),
    ):  # fmt: skip
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments


_declare()


def create_file(path: str, *, private: bool) -> int:
    """A descriptor to read and write the new file at ``path`` with.

    Raises:
        OSError
    """
    with _attributes(private=private) as attributes:
        handle = _kernel.CreateFileW(
            path,
            _GENERIC_READ | _GENERIC_WRITE,
            _SHARE_READ_WRITE,
            attributes,
            _CREATE_NEW,
            0,
            None,
        )
    if handle in (None, _INVALID):
        raise _failure(path)
    return msvcrt.open_osfhandle(handle, os.O_RDWR | os.O_BINARY)


def create_folder(path: str) -> None:
    """Make the folder ``path`` for the current user; nothing in it inherits its list.

    Raises:
        OSError
    """
    with _attributes(private=True) as attributes:
        if not _kernel.CreateDirectoryW(path, attributes):
            raise _failure(path)


def hold_folder(path: str) -> int:
    """A handle that keeps the folder ``path`` from being renamed, removed or replaced.

    Raises:
        NotADirectoryError: it is a link or a junction.
        OSError
    """
    handle: int = _kernel.CreateFileW(
        path,
        _LIST_FOLDER | _READ_ATTRIBUTES | _READ_CONTROL,
        _SHARE_READ_WRITE,
        None,
        _OPEN_EXISTING,
        _BACKUP_SEMANTICS | _OPEN_REPARSE_POINT,
        None,
    )
    if handle in (None, _INVALID):
        raise _failure(path)
    found = _FileInformation()
    if not _kernel.GetFileInformationByHandle(handle, byref(found)):
        error = _failure(path)
        close(handle)
        raise error
    if found.attributes & _REPARSE_POINT:
        close(handle)
        raise NotADirectoryError(20, "it is a link", path)
    return handle


def refuse_in_use(path: str) -> None:
    """Fail if another program has the file at ``path`` open and does not let it be removed.

    Raises:
        OSError: a sharing violation.
    """
    handle = _kernel.CreateFileW(
        path, _DELETE, _SHARE_ALL, None, _OPEN_EXISTING, _OPEN_REPARSE_POINT, None
    )
    if handle not in (None, _INVALID):
        close(handle)
    elif ctypes.get_last_error() == _SHARING_VIOLATION:
        raise _failure(path)


def close(handle: int) -> None:
    """Let go of what :func:`hold_folder` holds."""
    _kernel.CloseHandle(handle)


def keeps_lists(handle: int) -> bool:
    """Whether the volume of an open file or folder keeps access control lists at all."""
    flags = wintypes.DWORD()
    nothing = (None, 0, None, None)
    known = _kernel.GetVolumeInformationByHandleW(handle, *nothing, byref(flags), None, 0)
    return bool(known) and bool(flags.value & _PERSISTENT_ACLS)


def is_private(handle: int) -> bool:
    """Whether the list of an open file or folder lets in the three only; False without a list."""
    allowed = {user(), SYSTEM, ADMINISTRATORS}
    entries = _entries(handle)
    return entries is not None and all(
        kind == _ACCESS_DENIED or (kind == _ACCESS_ALLOWED and sid in allowed)
        for kind, sid, _ in entries
    )


def others_may_write(handle: int) -> bool:
    """Whether the list of an open file lets others than the three change it."""
    allowed = {user(), SYSTEM, ADMINISTRATORS}
    entries = _entries(handle)
    return entries is None or any(
        kind != _ACCESS_DENIED and mask & _CHANGES and sid not in allowed
        for kind, sid, mask in entries
    )


@cache
def user() -> str:
    """The identifier of the user whom this process runs as, which may not be a file's owner."""
    token = wintypes.HANDLE()
    if not _security.OpenProcessToken(_kernel.GetCurrentProcess(), _TOKEN_QUERY, byref(token)):
        raise _failure()
    try:
        size = wintypes.DWORD()
        _security.GetTokenInformation(token, _TOKEN_USER, None, 0, byref(size))
        data = ctypes.create_string_buffer(size.value)
        if not _security.GetTokenInformation(token, _TOKEN_USER, data, size, byref(size)):
            raise _failure()
        # TOKEN_USER begins with the address of the identifier
        return _sid_text(c_void_p.from_buffer(data).value)
    finally:
        _kernel.CloseHandle(token)


def _entries(handle: int) -> list[tuple[int, str, int]] | None:
    """The list's entries: the type of each, whom it is for, its rights; None without a list."""
    acl, descriptor = c_void_p(), c_void_p()
    error = _security.GetSecurityInfo(
        handle, _FILE_OBJECT, _DACL, None, None, byref(acl), None, byref(descriptor)
    )
    if error:
        raise ctypes.WinError(error)
    try:
        if not acl.value:
            return None
        found = []
        for number in range(_List.from_address(acl.value).count):
            at = c_void_p()
            if not _security.GetAce(acl, number, byref(at)) or at.value is None:
                raise _failure()
            entry = _Entry.from_address(at.value)
            kind = entry.type
            plain = kind in (_ACCESS_ALLOWED, _ACCESS_DENIED)  # others have more before the name
            sid = _sid_text(at.value + _Entry.sid.offset) if plain else ""
            found.append((kind, sid, entry.mask))
        return found
    finally:
        _kernel.LocalFree(descriptor)


@contextmanager
def _attributes(*, private: bool) -> Iterator[object]:
    text = (_PRIVATE if private else _PUBLIC).format(user=user())
    descriptor = c_void_p()
    convert = _security.ConvertStringSecurityDescriptorToSecurityDescriptorW
    if not convert(text, 1, byref(descriptor), None):
        raise _failure()
    try:
        yield byref(_Attributes(ctypes.sizeof(_Attributes), descriptor, False))
    finally:
        _kernel.LocalFree(descriptor)


def _sid_text(address: int | None) -> str:
    text = wintypes.LPWSTR()
    if not _security.ConvertSidToStringSidW(address, byref(text)):
        raise _failure()
    try:
        return text.value or ""
    finally:
        _kernel.LocalFree(ctypes.cast(text, c_void_p))


def _failure(path: str | None = None) -> OSError:
    error = ctypes.WinError(ctypes.get_last_error())
    error.filename = path
    return error
