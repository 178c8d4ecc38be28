"""A web back end that gives each of its users an access token of Qlik Cloud (WSGI).

    export QLIK_URL=https://TENANT.eu.qlikcloud.com QLIK_CLIENT_ID=... QLIK_KEY_FILE=private.pem
    export SITE_ORIGIN=https://portal.example.com
    gunicorn --bind 127.0.0.1:8000 web_backend:application

It stands behind your own login: a reverse proxy that has checked who the user is sets the
header Remote-User (and takes out one that a browser sends). Nothing else may reach the port.
The page asks for its token by a POST, with qlik-embed's getAccessToken::

    const getAccessToken = async () =>
        (await (await fetch("/qlik/access-token", {method: "POST"})).json()).access_token;

In the tenant: an OAuth client with the public key of `qs-jwt qscloud-oauth-key` and user
impersonation allowed; SITE_ORIGIN as an allowed origin of that client; and for embedded
content a Content Security Policy entry with frame-ancestors for it. An access token needs
no CSRF token and no web integration: those belong to logins by cookie.
"""

import json
import os
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import qs_jwt

_LEAST = 300  # seconds that a token given to a page still lives
_tokens: dict[str, Any] = {}  # by user; 100 token requests a minute are allowed
_lock = threading.Lock()


def access_token(user: str) -> Any:
    """The user's access token: the last one, unless it is about to end."""
    with _lock:
        token = _tokens.get(user)
        if token is None or (token.expires_at or 0) < time.time() + _LEAST:
            _tokens[user] = token = qs_jwt.login_qscloud_oauth(
                url=os.environ["QLIK_URL"], client_id=os.environ["QLIK_CLIENT_ID"],
                cert_privatekey_file=os.environ["QLIK_KEY_FILE"], impersonate=f"subject:{user}",
            )  # fmt: skip
    return token


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """POST /qlik/access-token: the user's own access token as JSON."""
    user, origin = environ.get("HTTP_REMOTE_USER", ""), environ.get("HTTP_ORIGIN")
    status, body = "404 Not Found", {"error": "not found"}
    if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("POST", "/qlik/access-token"):
        status, body = "403 Forbidden", {"error": "log in first, on this site"}
        if user and origin == os.environ["SITE_ORIGIN"]:
            try:
                token = access_token(user)
                status, body = "200 OK", token.to_dict()
            except qs_jwt.QsJwtError as error:  # its text never holds a secret
                environ["wsgi.errors"].write(f"{error}; {error.hint}\n")
                status, body = "502 Bad Gateway", {"error": "Qlik gave no access token"}
    start(status, [("Content-Type", "application/json"), ("Cache-Control", "no-store")])
    return [json.dumps(body).encode()]
