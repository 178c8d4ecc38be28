"""Names as Windows reads them, told from the text alone, on whatever system."""

import pytest

from qs_jwt.system.windows_names import extended, is_device_or_stream


@pytest.mark.parametrize(
    "path",
    [
        "NUL", "nul.txt", "C:\\keys\\CON", "C:/keys/aux.pem", "COM1", "com¹.jwt", "LPT9.tar.gz",
        "CONIN$", "CONOUT$", "PRN ", "a.jwt:x", "C:\\keys\\a.jwt:x", "C:a.jwt:x", "C:NUL",
        "a.jwt::$DATA", "\\\\.\\pipe\\x", "\\\\.\\COM10",
    ],
)  # fmt: skip
def test_devices_and_streams(path: str) -> None:
    assert is_device_or_stream(path)


@pytest.mark.parametrize(
    "path",
    [
        "token.jwt", "C:token.jwt", "C:\\CON\\token.jwt", "COM", "COM10", "console", "NULL.pem",
        "auxiliary", "C:\\keys\\", "\\\\server\\share\\key.pem", "\\\\?\\C:\\key.pem", "", "C:",
    ],
)  # fmt: skip
def test_ordinary_names(path: str) -> None:
    assert not is_device_or_stream(path)


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("C:\\keys\\key.pem", "C:\\keys\\key.pem"),
        ("C:\\" + "a" * 244, "C:\\" + "a" * 244),
        ("C:\\" + "a" * 245, "\\\\?\\C:\\" + "a" * 245),
        ("\\\\server\\share\\" + "a" * 245, "\\\\?\\UNC\\server\\share\\" + "a" * 245),
        ("\\\\?\\C:\\" + "a" * 245, "\\\\?\\C:\\" + "a" * 245),
    ],
)
def test_long_paths(path: str, form: str) -> None:
    assert extended(path) == form
