"""serve and files that are none: whoever asked waits for the answer."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Runner
from engines import CERTIFICATE, KEY, USER, Engine
from qs_jwt import commands

if os.name == "nt":
    pytest.skip("signals and pipes as POSIX has them", allow_module_level=True)


# what a command needs beside the file that it is to read, so that it gets as far as that
TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.AAAA"
BESIDE: dict[str, dict[str, Any]] = {
    "create-qseow": {"userdir": "LAB", "userid": "anna"},
    "create-qscloud": {"issuer": "i", "keyid": "k", "sub": "anna"},
    "create-qscloud-oauth": {"url": "https://lab.example.com", "client_id": "c"},
    "qscloud-idp": {"issuer": "i", "keyid": "k"},
    "qseow-virtual-proxy": {"prefix": "jwt"},
    "login-qscloud": {"url": "https://127.0.0.1:9", "jwt": TOKEN},
    "login-qseow": {"url": "https://127.0.0.1:9/jwt", "jwt": TOKEN},
    "login-qscloud-oauth": {"url": "https://127.0.0.1:9"},
    "logout-qseow": {"url": "https://127.0.0.1:9/jwt"},
}
PARTNERS: dict[tuple[str, str], dict[str, Any]] = {
    ("inspect-cert", "matches_privatekey_file"): {"cert_publickey_file": CERTIFICATE},
    ("decode", "cert_publickey_file"): {"jwt": TOKEN},
    ("verify", "cert_publickey_file"): {"jwt": TOKEN},
    ("verify", "jwt_file"): {"skip_signature": True},
    ("login-qscloud-oauth", "cert_privatekey_file"): {"client_id": "c"},
    ("login-qscloud-oauth", "cacert"): {"client_id": "c", "cert_privatekey_file": KEY},
}
WRITTEN = {"output_file", "cert_file_prefix", "cookie_file"}


def reading_options() -> list[tuple[str, str]]:
    """Each method and each of its options that names a file to read."""
    found = []
    for name in commands.COMMANDS:
        definition = commands.load(name)
        for parameter in definition.remote_parameters.values() if definition.remote else ():
            written = parameter.name in WRITTEN and name != "logout-qseow"
            if parameter.option.kind == "path" and not written:
                found.append((name, parameter.name))
    return found


def test_only_regular_files_are_opened(engine: Engine, qs_jwt: Runner) -> None:
    """A pipe may never end, nor a device: whoever asked waits for the answer."""
    os.mkfifo(qs_jwt.folder / "pipe")
    jar = qs_jwt.folder / "jar"
    jar.write_text("#HttpOnly_127.0.0.1\tFALSE\t/\tTRUE\t0\tX-Qlik-Session-jwt\tabc\n")
    options = reading_options()
    assert len(options) > 20
    for name, option in options:
        for path in (qs_jwt.folder / "pipe", Path("/dev/zero"), Path("/dev/tty")):
            params = BESIDE.get(name, {}) | PARTNERS.get((name, option), {}) | {option: str(path)}
            if option == "jwt_file":
                params.pop("jwt", None)
            if name == "logout-qseow":
                params.setdefault("cookie_file", str(jar))
            error = engine.ask(name, **params)["error"]
            assert error["data"]["code"] == "FileUnreadable", (name, option, error)
            assert error["data"]["parameter"] == option
            assert str(path) in error["message"]


def test_profiles_that_are_no_regular_file(start: Callable[..., Engine], qs_jwt: Runner) -> None:
    os.mkfifo(qs_jwt.folder / "profiles.toml")
    qs_jwt.environment["QS_JWT_CONFIG"] = str(qs_jwt.folder / "profiles.toml")
    error = start().ask("create-qseow", **USER, profile="lab")["error"]
    assert error["data"]["code"] == "FileUnreadable"
