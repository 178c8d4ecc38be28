"""Files that others may read or write: a warning says so, once in a process."""

import os
import shutil
from pathlib import Path

import pytest

import qs_jwt as api
from conftest import KEYS, Runner

KEY = KEYS / "rsa2048.pkcs8.pem"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="folders as POSIX has them")


@pytest.fixture
def readable(qs_jwt: Runner) -> dict[str, Path]:
    """A key, a passphrase, a token and profiles, as a careless umask leaves them."""
    files = {name: qs_jwt.folder / name for name in ("key.pem", "secret", "token", "profiles.toml")}
    shutil.copy(KEYS / "rsa2048.pkcs8.encrypted.pem", files["key.pem"])
    files["secret"].write_text("correct horse\n")
    files["token"].write_text(api.create_qseow(
        userdir="L", userid="a", cert_privatekey_file=str(KEY)).token)  # fmt: skip
    files["profiles.toml"].write_text('[lab]\nplatform = "qseow"\nuserdir = "LAB"\n')
    qs_jwt.environment["QS_JWT_CONFIG"] = str(files["profiles.toml"])
    return files


@pytest.mark.parametrize(("mode", "told"), [(0o644, True), (0o602, True), (0o660, False)])
def test_files_that_others_may_read_or_write(
    qs_jwt: Runner, readable: dict[str, Path], mode: int, told: bool
) -> None:
    for path in readable.values():
        path.chmod(mode)
    lines = {
        ("key.pem", "secret", "profiles.toml"): (
            "create-qseow", "--profile=lab", "--userid=a", "--cert-privatekey-file", "key.pem",
            "--cert-passphrase=file:secret",
        ),
        ("token",): ("decode", "--jwt-file", "token"),
    }  # fmt: skip
    for names, line in lines.items():
        done = qs_jwt(*line, "--output", "json")
        assert done.code == 0, done.err
        warnings = [w for w in done.result["warnings"] if w["code"] == "FileOpenToOthers"]
        assert len(warnings) == (len(names) if told else 0)
        for name in names if told else ():
            assert any(name in warning["message"] for warning in warnings)
            assert f"hint: chmod 600 '{readable[name] if name[0] == 'p' else name}'" in done.err


def test_what_others_may_read_is_told_once_in_a_process(tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    shutil.copy(KEY, key)
    key.chmod(0o644)
    codes = [
        warning.code
        for _ in range(3)
        for warning in api.create_qseow(
            userdir="L", userid="a", cert_privatekey_file=str(key)
        ).warnings
    ]
    assert codes == ["FileOpenToOthers"]
