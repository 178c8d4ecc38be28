"""The web back end of the examples, as a page and its reverse proxy use it, over HTTP."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from conftest import KEYS
from qlik_server import QlikServer

EXAMPLES = Path(__file__).parents[2] / "engine" / "examples"
ORIGIN = "https://portal.example.com"
SERVE = """
import sys
from wsgiref.simple_server import make_server
from web_backend import application
with make_server("127.0.0.1", 0, application) as server:
    print(server.server_port, flush=True)
    server.serve_forever()
"""
JWK = ["qscloud-oauth-key", "--cert-publickey-file", str(KEYS / "rsa2048.cer")]


@pytest.fixture
def tenant() -> Iterator[QlikServer]:
    with QlikServer() as running:
        qs_jwt = [sys.executable, "-m", "qs_jwt"]
        jwk = subprocess.run([*qs_jwt, *JWK], capture_output=True, check=True).stdout
        running.tenant.oauth.register("portal", json.loads(jwk))
        running.tenant.oauth.users += [{"subject": "anna"}, {"subject": "bob"}]
        yield running


@pytest.fixture
def backend(tenant: QlikServer) -> Iterator[str]:
    variables = {
        "QLIK_URL": tenant.url, "QLIK_CLIENT_ID": "portal", "SITE_ORIGIN": ORIGIN,
        "QLIK_KEY_FILE": str(KEYS / "rsa2048.pkcs8.pem"), "SSL_CERT_FILE": str(tenant.cacert),
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-c", SERVE], cwd=EXAMPLES, env={**os.environ, **variables},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as running:  # fmt: skip
        assert running.stdout
        yield f"http://127.0.0.1:{running.stdout.readline().strip()}"
        running.terminate()


def ask(
    backend: str, user: str | None = None, *, origin: str | None = ORIGIN, method: str = "POST",
    path: str = "/qlik/access-token",
) -> tuple[int, dict[str, Any]]:  # fmt: skip
    headers = {"Remote-User": user, "Origin": origin}
    sent = {name: value for name, value in headers.items() if value is not None}
    request = Request(backend + path, method=method, headers=sent)  # noqa: S310 - http of ours
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=30) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            return answer.status, json.load(answer)
    except HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_each_user_has_a_token_of_their_own(tenant: QlikServer, backend: str) -> None:
    found = {user: ask(backend, user) for user in ("anna", "bob")}
    for user, (status, body) in found.items():
        assert status == 200
        assert tenant.tenant.oauth.tokens[body["access_token"]] == user
    # it is used again, for the tenant answers 100 token requests a minute
    assert ask(backend, "anna") == found["anna"]
    assert len(tenant.tenant.oauth.tokens) == 2


def test_who_gets_none(tenant: QlikServer, backend: str) -> None:
    assert ask(backend)[0] == 403
    assert ask(backend, "anna", origin=None)[0] == 403
    assert ask(backend, "anna", origin="https://evil.example")[0] == 403
    assert ask(backend, "anna", method="GET")[0] == 404
    assert ask(backend, "anna", path="/other")[0] == 404
    assert tenant.requests == []
    assert ask(backend, "mallory") == (502, {"error": "Qlik gave no access token"})


def test_it_stays_short() -> None:
    assert len((EXAMPLES / "web_backend.py").read_text(encoding="utf-8").splitlines()) <= 60
