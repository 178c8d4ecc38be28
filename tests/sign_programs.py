"""--sign-command as the tests give it: programs of the shell's that sign with a test key."""

import shlex
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

from conftest import KEYS, Runner

KEY, CERTIFICATE = str(KEYS / "rsa2048.pkcs8.pem"), str(KEYS / "rsa2048.cer")
PUBLIC = RSAKey.import_key((KEYS / "rsa2048.public.pem").read_text())
WHO = ("create-qseow", "--userdir", "LAB", "--userid", "anna")
BY = ("--cert-publickey-file", CERTIFICATE)
OAUTH = ("create-qscloud-oauth", "--url", "https://tenant.example", "--client-id", "0a1b")
SIGN = f"openssl dgst -sha256 -sign {shlex.quote(KEY)}"


def shell(text: str) -> str:
    """The command that runs a line of the shell."""
    return shlex.join(["sh", "-c", text])


def signed(qs_jwt: Runner, command: str, *more: str) -> dict[str, Any]:
    """The claims of the token that a command signs, read by another library."""
    done = qs_jwt(*WHO, *BY, "--sign-command", command, *more)
    assert (done.code, done.err) == (0, "")
    read: dict[str, Any] = jwt.decode(
        done.out.strip(), PUBLIC, algorithms=["RS256", "RS384", "RS512"]
    ).claims
    return read


def failed(qs_jwt: Runner, command: str, *more: str) -> dict[str, Any]:
    """The error of a command that fails."""
    done = qs_jwt(*WHO, *BY, "--sign-command", command, "--output", "json", *more)
    assert done.code in (1, 2)
    assert done.error["parameter"] == "sign_command"
    return done.error
