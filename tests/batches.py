"""batch as the tests run it."""

import json
from typing import Any

import qs_jwt as api
from conftest import KEYS, Outcome, Runner

KEY = str(KEYS / "rsa2048.pkcs8.pem")
CERTIFICATE = str(KEYS / "rsa2048.cer")
QSEOW = ("--platform", "qseow", "--cert-privatekey-file", KEY)
CLOUD = (
    "--platform", "qscloud", "--issuer", "lab", "--keyid", "k", "--cert-privatekey-file", KEY,
)  # fmt: skip


class Batch:
    """Runs batch over a text, answers on standard output."""

    def __init__(self, runner: Runner):
        self.runner = runner

    def __call__(self, text: str | bytes, *words: str, **options: Any) -> Outcome:
        given = ("--input", "-", "--output-file", "-")
        return self.runner("batch", *given, *words, stdin=text, **options)

    def answers(self, text: str | bytes, *words: str, code: int = 0) -> list[dict[str, Any]]:
        """The answers, after the exit code was looked at."""
        done = self(text, *words)
        assert done.code == code, done.err
        return [json.loads(line) for line in done.out.splitlines()]


def payload(answer: dict[str, Any]) -> dict[str, Any]:
    """What the token of an answer says, its signature checked."""
    read = api.decode(jwt=answer["token"], cert_publickey_file=CERTIFICATE)
    assert read.valid
    return read.payload
