"""An OAuth client of a Qlik Cloud tenant, with a test key."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from conftest import KEYS, Outcome, Runner
from qlik_server import QlikServer

CREATE, KEY, LOGIN = "create-qscloud-oauth", "qscloud-oauth-key", "login-qscloud-oauth"
PRIVATE, CERTIFICATE = KEYS / "rsa2048.pkcs8.pem", KEYS / "rsa2048.cer"
CLIENT = "0a1b2c3d4e5f"
TENANT = "https://tenant.eu.qlikcloud.com"
ANNA = {"subject": "auth0|anna", "userId": "64f0", "email": "anna@example.com"}


@contextmanager
def tenant_with_client(run: Runner) -> Iterator[QlikServer]:
    """A tenant in which the key is registered as qscloud-oauth-key gives it."""
    with QlikServer() as running:
        running.tenant.oauth.register(CLIENT, jwk_of(run))
        running.tenant.oauth.users.append(ANNA)
        yield running


def jwk_of(run: Runner, *words: Any) -> dict[str, Any]:
    done = run(KEY, "--cert-publickey-file", CERTIFICATE, *words)
    jwk: dict[str, Any] = json.loads(done.out)
    return jwk


def create(run: Runner, *words: Any, url: str = TENANT) -> Outcome:
    key = ("--cert-privatekey-file", PRIVATE)
    return run(CREATE, "--url", url, "--client-id", CLIENT, *key, *words)


def log_in(run: Runner, server: QlikServer, *words: Any, key: Any = PRIVATE) -> Outcome:
    where = ("--url", server.url, "--cacert", server.cacert, "--timeout", "10s")
    return run(LOGIN, *where, "--client-id", CLIENT, "--cert-privatekey-file", key, *words)
