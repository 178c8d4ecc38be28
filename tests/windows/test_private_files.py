"""Files for the current user only, on Windows: the list that each is made with, read back.

Run inside Windows' own Python. Wine keeps neither Administrators nor "protected" nor what is
inherited; what it keeps is that nobody else is let in.
"""

import ctypes
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "win32":
    pytest.skip("Windows' access control lists", allow_module_level=True)

import msvcrt

from qs_jwt import staging, system, writing
from qs_jwt.errors import FileInUse, FileNotPrivate, WriteFailed
from qs_jwt.system import windows_access as access

EVERYONE = "S-1-1-0"


def let_in(path: Path) -> set[str]:
    """Whom the list of a file lets in."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        entries = access._entries(msvcrt.get_osfhandle(descriptor))
        assert entries is not None
        return {sid for _, sid, _ in entries}
    finally:
        os.close(descriptor)


def write(path: Path, mode: int = writing.PRIVATE, *, force: bool = False) -> None:
    with writing.Placement(force=force) as placement:
        placement.add(str(path), b"new", mode, "output_file")
        placement.commit()


def three() -> set[str]:
    return {access.user(), access.SYSTEM, access.ADMINISTRATORS}


def test_a_private_file_beside_an_ordinary_one(tmp_path: Path) -> None:
    write(tmp_path / "key.pem")
    write(tmp_path / "publickey.cer", writing.PUBLIC)
    (tmp_path / "ordinary").touch()
    assert let_in(tmp_path / "key.pem") <= three()
    assert EVERYONE in let_in(tmp_path / "publickey.cer")
    assert EVERYONE in let_in(tmp_path / "ordinary")


def test_the_lists_that_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    convert = access._security.ConvertStringSecurityDescriptorToSecurityDescriptorW

    def recorded(text: str, *others: Any) -> Any:
        asked.append(text)
        return convert(text, *others)

    monkeypatch.setattr(
        access._security, "ConvertStringSecurityDescriptorToSecurityDescriptorW", recorded
    )
    write(tmp_path / "key.pem")
    write(tmp_path / "publickey.cer", writing.PUBLIC)
    private = f"D:P(A;;FA;;;{access.user()})(A;;FA;;;SY)(A;;FA;;;BA)"
    # the folder, the mark in it and the file
    assert asked == [private] * 5 + [f"{private}(A;;FR;;;WD)"]


def test_force_makes_a_new_file(tmp_path: Path) -> None:
    """Also over one that is read-only; whom the old one let in does not count."""
    target = tmp_path / "key.pem"
    target.write_text("old")
    assert EVERYONE in let_in(target)
    target.chmod(stat.S_IREAD)
    write(target, force=True)
    assert target.read_bytes() == b"new"
    assert let_in(target) <= three()
    assert [path.name for path in tmp_path.iterdir()] == ["key.pem"]


@pytest.mark.parametrize(
    ("name", "answer"),
    [("keeps_lists", lambda _: False), ("_entries", lambda _: None),
     ("_entries", lambda _: [(0, access.user(), 1), (0, EVERYONE, 1)]),
     ("_entries", lambda _: [(5, access.user(), 1)])],
)  # fmt: skip
def test_a_list_that_does_not_keep_others_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, answer: Any
) -> None:
    if name == "_entries":  # the folder is as it should be
        monkeypatch.setattr(system.Folder, "belongs_with", lambda *_: True)
    monkeypatch.setattr(access, name, answer)
    with pytest.raises(FileNotPrivate) as caught:
        write(tmp_path / "key.pem")
    assert f"'{tmp_path}'" in caught.value.message
    assert list(tmp_path.iterdir()) == []
    if name == "keeps_lists":  # such as FAT, where certificates may be
        write(tmp_path / "publickey.cer", writing.PUBLIC)


@pytest.mark.parametrize(
    ("library", "call"),
    [("_security", "OpenProcessToken"), ("_security", "GetTokenInformation"),
     ("_security", "ConvertSidToStringSidW"),
     ("_security", "ConvertStringSecurityDescriptorToSecurityDescriptorW"),
     ("_kernel", "CreateDirectoryW"), ("_kernel", "GetFileInformationByHandle")],
)  # fmt: skip
def test_a_call_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, call: str
) -> None:
    def fail(*_: object) -> int:
        ctypes.set_last_error(5)  # ERROR_ACCESS_DENIED; else it is what an earlier call left
        return 0

    access.user.cache_clear()
    monkeypatch.setattr(getattr(access, library), call, fail)
    with pytest.raises(WriteFailed):
        write(tmp_path / "key.pem")
    monkeypatch.undo()
    assert not list(tmp_path.rglob("*key*"))


def test_files_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access._kernel, "CreateFileW", lambda *_: access._INVALID)
    with pytest.raises(WriteFailed):
        write(tmp_path / "key.pem")


def test_the_staging_folder_can_be_neither_moved_nor_replaced(tmp_path: Path) -> None:
    with writing.Placement() as placement:
        placement.add(str(tmp_path / "key.pem"), b"new", writing.PRIVATE, "output_file")
        (made,) = tmp_path.iterdir()
        for attack in (lambda: made.rename(tmp_path / "aside"), made.rmdir):
            with pytest.raises(OSError, match=r"(?i)sharing|not empty|used by") as caught:
                attack()
            assert caught.value.winerror in (32, 145)  # in use; not empty
        placement.commit()
    assert [path.name for path in tmp_path.iterdir()] == ["key.pem"]


def test_a_junction_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "new-0").write_text("mine")
    link = tmp_path / ".qs-jwt-0123456789abcdef"
    made = subprocess.run(
        ["cmd", "/c", "mklink", "/J", link, tmp_path / "precious"], capture_output=True, check=False
    )
    if made.returncode or not os.path.lexists(link):
        pytest.skip("no junctions here")
    write(tmp_path / "key.pem")
    assert (tmp_path / "precious" / "new-0").read_text() == "mine"


def test_a_staging_folder_that_is_a_reparse_point_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wine makes no junctions: every folder is taken for one here."""
    monkeypatch.setattr(access, "_REPARSE_POINT", 0x10)  # FILE_ATTRIBUTE_DIRECTORY
    with pytest.raises(NotADirectoryError):
        access.hold_folder(str(tmp_path))
    with pytest.raises(WriteFailed):
        write(tmp_path / "key.pem")
    assert not list(tmp_path.rglob("*key*"))


def test_what_a_kill_left_is_removed(tmp_path: Path) -> None:
    kill = (
        "import os, sys\n"
        "from qs_jwt import writing\n"
        "placement = writing.Placement()\n"
        f"placement.add({str(tmp_path / 'key.pem')!r}, b'x', 0o600, 'output_file')\n"
        "os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", kill], check=False).returncode == 9
    assert list(tmp_path.glob(".qs-jwt-*/new-0"))
    staging.swept.clear()
    write(tmp_path / "token.jwt")
    assert [path.name for path in tmp_path.iterdir()] == ["token.jwt"]


def test_a_folder_in_use_stays(tmp_path: Path) -> None:
    with writing.Placement() as placement:
        placement.add(str(tmp_path / "key.pem"), b"new", writing.PRIVATE, "output_file")
        staging.swept.clear()
        write(tmp_path / "token.jwt")
        placement.commit()
    assert {path.name for path in tmp_path.iterdir()} == {"key.pem", "token.jwt"}


def test_a_file_that_another_program_keeps_open(tmp_path: Path) -> None:
    target = tmp_path / "token.jwt"
    target.write_text("old")
    with target.open("rb"), pytest.raises(FileInUse):
        write(target, force=True)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["token.jwt"]


def test_a_stream_that_is_still_open_is_no_obstacle(tmp_path: Path) -> None:
    """Of a batch that was interrupted: Windows removes no open file."""
    with writing.Placement() as placement:
        placement.open(str(tmp_path / "answers"), writing.PRIVATE, "output_file").write(b"half")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["NUL", "con.jwt", "token.jwt:stream"])
def test_names_that_are_no_files(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteFailed):
        writing.Placement().refuse_existing(str(tmp_path / name), "output_file")
