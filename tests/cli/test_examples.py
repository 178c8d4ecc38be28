"""The examples of the help texts run as they stand."""

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from conftest import KEYS, SECONDS, Runner
from qlik_examples import cloud_token, identity_provider, qseow_token, virtual_proxy
from qlik_server import QlikServer
from qs_jwt import commands

FILES = {"privatekey.pem": "rsa2048.pkcs8.pem", "publickey.cer": "rsa2048.cer"}
LOGINS = {"login-qscloud", "login-qscloud-oauth", "login-qseow", "logout-qseow"}
URL = re.compile(r"https://([a-z.]+)")


@pytest.fixture
def servers() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def qlik_at(host: str, servers: ExitStack, runner: Runner) -> QlikServer:
    """Both platforms under the name of ``host``, for the processes of ``runner``."""
    server = servers.enter_context(QlikServer(tls_name=host))
    server.tenant.create_identity_provider(identity_provider())
    server.site.create_virtual_proxy(virtual_proxy())
    jwk = runner("qscloud-oauth-key", "--cert-publickey-file", KEYS / "rsa2048.cer").out
    server.tenant.oauth.register("0a1b2c3d", json.loads(jwk))
    runner.environment |= server.stand_in(Path(runner.environment["HOME"]))
    return server


def prepare(example: str, servers: ExitStack, runner: Runner) -> None:
    """Put there the files that the example reads, and the server that it asks."""
    words = set(shlex.split(example))
    for name, original in FILES.items():
        if name in words and not (runner.folder / name).exists():
            shutil.copy(KEYS / original, runner.folder / name)
    (runner.folder / "users.csv").write_text("userid,username\nanna,Anna Berg\nbob,Bob\n")
    cloud = "login-qscloud" in words
    (runner.folder / "token.jwt").write_text(cloud_token() if cloud else qseow_token())
    host = URL.search(example)
    if host and words & LOGINS:
        server = qlik_at(host[1], servers, runner)
        shutil.copy(server.cacert, runner.folder / "root.pem")
    if host and "logout-qseow" in words:
        url = ("--url", f"https://{host[1]}/jwt", "--jwt-file", "token.jwt")
        assert runner("login-qseow", *url, "--cookie-file", "cookies.txt").code == 0


# one of each kind: a token, its check, a login, many users
SHOWN = {"create-qseow", "verify", "login-qscloud", "batch"}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in SHOWN else pytest.mark.slow)
        for name in commands.COMMANDS
    ],
)
def test_examples_run_in_their_order(name: str, qs_jwt: Runner, servers: ExitStack) -> None:
    examples = commands.load(name).examples
    assert examples
    shown = qs_jwt("help", name).out
    for sentence, example in examples.items():
        assert shlex.split(example)[:2] == ["qs-jwt", name]
        assert f"  {sentence}:\n    {example}" in shown
        prepare(example, servers, qs_jwt)
        done = subprocess.run(
            ["bash", "-c", example], cwd=qs_jwt.folder, env=qs_jwt.environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{example}\n{done.stderr}"
        assert "error:" not in done.stderr
