"""No log level, no failure and no file of ours shows a private key, a passphrase or a token."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import COMMAND, KEYS, SECONDS, Runner
from handmade import signed
from hostile import run
from qs_jwt import commands
from qs_jwt.cli.options import LOG_LEVELS
from waiting import wait_until_read

PASSPHRASE = "correct horse"
PEM = (KEYS / "rsa2048.pkcs8.pem").read_text()
ENCRYPTED = (KEYS / "rsa2048.pkcs8.encrypted.pem").read_text()
CORRUPT = (KEYS / "corrupt" / "dq.pem").read_text()
TOKEN = signed({"userId": "anna", "userDirectory": "LAB", "exp": 4_000_000_000, "aud": "qlik"})
WRONG_TOKEN = TOKEN[:-6] + "AAAAAA"
CERTIFICATE = ("--cert-publickey-file", str(KEYS / "rsa2048.cer"))
QSEOW = ("create-qseow", "--userdir=LAB", "--userid=anna")
OAUTH = ("create-qscloud-oauth", "--url=https://tenant.example", "--client-id=c")
CLOUD = ("create-qscloud", "--issuer=lab", "--keyid=k", "--sub=anna")


def marks(*pems: str) -> Iterator[str]:
    """What must not be seen: lines from the middle of keys, passphrases, signatures."""
    for pem in pems:
        lines = [line for line in pem.splitlines() if "-----" not in line]
        # the first line says no more than that it is an RSA key
        yield from lines[1:]
        yield "".join(lines)[80:120]
    yield PASSPHRASE
    yield "wrong horse"
    yield from (token.rpartition(".")[2] for token in (TOKEN, WRONG_TOKEN))


MARKS = sorted(set(marks(PEM, ENCRYPTED, CORRUPT)))
ENVIRONMENT = {
    "KEY": PEM, "ENCRYPTED": ENCRYPTED, "CORRUPT": CORRUPT, "PASSPHRASE": PASSPHRASE,
    "WRONG": "wrong horse", "TOKEN": TOKEN, "ONE_LINE": PEM.replace("\n", "\\n"),
    "CUT": PEM[:800], "SPACED": PEM.replace("\n", " "),
}  # fmt: skip
# each with what it reads from standard input
LINES: list[tuple[tuple[str, ...], str]] = [
    ((*QSEOW, "--cert-privatekey=env:KEY"), ""),
    ((*QSEOW, "--cert-privatekey=stdin", "--output=header"), PEM),
    ((*QSEOW, "--cert-privatekey=stdin", "--cert-passphrase=env:PASSPHRASE"), ENCRYPTED),
    ((*QSEOW, "--cert-privatekey=env:ENCRYPTED", "--cert-passphrase=stdin"), PASSPHRASE),
    ((*QSEOW, "--cert-privatekey=env:ENCRYPTED", "--cert-passphrase=env:WRONG"), ""),
    ((*QSEOW, "--cert-privatekey=env:ENCRYPTED", "--cert-passphrase=correct horse"), ""),
    ((*QSEOW, "--cert-privatekey=env:ENCRYPTED"), ""),
    ((*QSEOW, "--cert-privatekey=env:CORRUPT"), ""),
    ((*QSEOW, "--cert-privatekey=env:CUT"), ""),
    ((*QSEOW, "--cert-privatekey=env:ONE_LINE", "--output=curl"), ""),
    ((*QSEOW, "--cert-privatekey=env:SPACED"), ""),
    ((*QSEOW, "--cert-privatekey", PEM), ""),
    ((*QSEOW, "--cert-privatekey", PEM[:-100]), ""),
    ((*QSEOW, "--cert-privatekey", TOKEN), ""),
    ((*QSEOW, "--cert-privatekey-file", PEM), ""),
    ((*QSEOW, "--cert-privatekey-file=nosuch", f"--cert-passphrase={PASSPHRASE}"), ""),
    ((*QSEOW, "--cert-privatekey=env:KEY", "--output-file", PEM), ""),
    ((*QSEOW, "--cert-privatekey=env:KEY", "--claims-file", PEM), ""),
    ((*QSEOW, "--cert-privatekey=env:KEY", "--profile", PEM), ""),
    ((*QSEOW, "--cert-privatekey=env:KEY", "--expires", PEM), ""),
    ((*QSEOW, "--cert-privatekey=env:KEY", "--algorithm", PEM), ""),
    ((*QSEOW, f"--cert-privatkey={PEM}"), ""),
    ((*QSEOW, f"--cert-passphras={PASSPHRASE}"), ""),
    ((*QSEOW, PEM), ""),
    ((*CLOUD, "--cert-privatekey=env:KEY", "--expires=1y"), ""),
    ((*CLOUD, "--cert-privatekey=env:KEY"), ""),
    (("create-cert", "--cert-privatekey-file", PEM), ""),
    (("create-cert", "--pfx", f"--cert-passphrase={PASSPHRASE}"), ""),
    (("decode", "--jwt", TOKEN), ""),
    (("decode", "--jwt", WRONG_TOKEN, *CERTIFICATE), ""),
    (("decode", "--jwt=env:TOKEN", *CERTIFICATE, "--expected-audience=other"), ""),
    (("decode", "--jwt=stdin", *CERTIFICATE), TOKEN),
    (("decode", "--jwt-file", TOKEN), ""),
    (("decode", "--jwt", PEM), ""),
    (("decode", "--jwt", f"{TOKEN}.{TOKEN}"), ""),
    (("decode", "--jwt", f"Bearer {TOKEN} {TOKEN}"), ""),
    (("decode", "--jwt", TOKEN, "--cert-publickey=env:KEY"), ""),
    (("decode", "--jwt", TOKEN, "--cert-publickey-file", PEM), ""),
    (("decode", TOKEN), ""),
    (("verify", "--jwt", WRONG_TOKEN, *CERTIFICATE), ""),
    (("verify", "--jwt", TOKEN, *CERTIFICATE, "--expected-issuer=lab", "--output=json"), ""),
    (("verify", "--jwt", TOKEN + "=", *CERTIFICATE), ""),
    (("verify", "--jwt", PEM, "--skip-signature"), ""),
    (("inspect-cert", "--cert-publickey=env:KEY"), ""),
    (("inspect-cert", *CERTIFICATE, "--matches-privatekey-file", PEM), ""),
    (("inspect-cert", *CERTIFICATE, "--matches-privatekey-file",
      str(KEYS / "rsa2048.pkcs8.encrypted.pem"), "--cert-passphrase=env:WRONG"), ""),
    (("qscloud-idp", "--issuer=i", "--keyid=k", "--cert-publickey=env:KEY"), ""),
    (("qseow-virtual-proxy", "--prefix=jwt", "--cert-publickey=env:KEY"), ""),
    (("login-qscloud", "--url=https://localhost:9", "--timeout=1s", "--jwt", TOKEN), ""),
    (("login-qseow", "--url=https://localhost:9/jwt", "--timeout=1s", "--jwt=env:TOKEN"), ""),
    (("login-qscloud", f"--url=https://{PASSPHRASE}@localhost", "--jwt", TOKEN), ""),
    (("logout-qseow", "--url=https://localhost:9/jwt", "--cookie-file", PEM), ""),
    (("qscloud-oauth-key", "--cert-publickey=env:KEY"), ""),
    ((*OAUTH, "--cert-privatekey=env:KEY"), ""),
    ((*OAUTH, "--cert-privatekey=env:CORRUPT", "--output=body"), ""),
    ((*OAUTH, "--cert-privatekey=env:ENCRYPTED", "--cert-passphrase=env:WRONG"), ""),
    ((*OAUTH, "--cert-privatekey=env:KEY", "--impersonate", PEM), ""),
    (("login-qscloud-oauth", "--url=https://localhost:9", "--timeout=1s", "--client-id=c",
      "--cert-privatekey=env:KEY"), ""),
    (("login-qscloud-oauth", "--url=https://localhost:9", "--timeout=1s", "--jwt=env:TOKEN"), ""),
    (("batch", "--platform=qseow", "--input=-", "--output-file=-", "--userdir=LAB",
      "--cert-privatekey=env:CORRUPT"), "userid\nanna\n"),
    (("batch", "--platform=qseow", "--input=-", "--output-file=-", "--userdir=LAB",
      "--cert-privatekey=env:KEY"), 'userid\n""\nbob\n'),
    (("profiles",), ""),
    (("install-bash-completion", "--path=there", "--dry-run", PEM), ""),
    (("serve",), json.dumps({"jsonrpc": "2.0", "id": 1, "method": PEM}) + "\n"),
    (("nosuch", PEM), ""),
]  # fmt: skip


def test_every_command_is_here() -> None:
    quiet = {"install-powershell-module"}  # it takes no secret, and no engine of its own
    assert {words[0] for words, _ in LINES} >= set(commands.COMMANDS) - quiet


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(("words", "stdin"), LINES, ids=[str(at) for at in range(len(LINES))])
def test_nothing_shows_a_secret(words: tuple[str, ...], stdin: str, tmp_path: Path) -> None:
    for level in LOG_LEVELS:
        if words == ("serve",):
            done = real(words, stdin, level, tmp_path)
        else:
            done = run(*words, f"--loglevel={level}", stdin=stdin.encode())[1:]
        out, err = done
        for mark in MARKS:
            assert mark not in err, f"{level}: {err}"
            assert mark not in out, f"{level}: {out}"
        if not words[0].startswith(("create-q", "batch")):
            assert TOKEN not in out
        # and no part of a token beyond what says that it is one
        assert not re.search(r"ey[\w-]{20,}\.ey[\w-]{40,}", err), err


def real(words: tuple[str, ...], stdin: str, level: str, folder: Path) -> tuple[str, str]:
    """What a process of its own writes."""
    done = subprocess.run(
        [COMMAND, *words, f"--loglevel={level}"], input=stdin, capture_output=True, text=True,
        cwd=folder, timeout=SECONDS, check=False,
    )  # fmt: skip
    return done.stdout, done.stderr


def test_serve_shows_no_secret_of_a_request(qs_jwt: Runner) -> None:
    requests = [
        ("create-qseow", {"userdir": "LAB", "userid": "a", "cert_privatekey": CORRUPT}),
        ("create-qseow", {"userdir": "LAB", "userid": "a", "cert_privatekey": ENCRYPTED}),
        ("create-qseow", {"userdir": "LAB", "userid": "a", "cert_privatekey": ENCRYPTED,
                          "cert_passphrase": "wrong horse"}),
        ("create-qseow", {"userdir": "LAB", "userid": "a", "cert_privatekey_file": PEM}),
        ("create-qseow", {"userdir": "LAB", "userid": 7, "cert_privatekey": PEM}),
        ("create-qseow", {"userdir": "LAB", "userid": "a\u0000", "cert_privatekey": PEM}),
        ("decode", {"jwt": WRONG_TOKEN, "cert_publickey": PEM}),
        ("decode", {"jwt": TOKEN + " " + TOKEN}),
        ("verify", {"jwt": WRONG_TOKEN, "cert_publickey": (KEYS / "rsa2048.cer").read_text()}),
        ("verify", {"jwt_file": TOKEN, "skip_signature": True}),
        (PEM, {}),
        ("decode", {PEM: 1}),
        ("version", {PEM: 1}),
    ]  # fmt: skip
    sent = "".join(
        json.dumps({"jsonrpc": "2.0", "id": at, "method": method, "params": params}) + "\n"
        for at, (method, params) in enumerate(requests)
    )
    done = qs_jwt("serve", "--loglevel", "debug", stdin=sent + f"not JSON: {PEM}\n")
    assert done.out.count("\n") >= len(requests)
    for mark in MARKS:
        assert mark not in done.out
        assert mark not in done.err


def test_a_key_made_now_is_in_its_file_only(qs_jwt: Runner) -> None:
    words = ("create-cert", "--key-size", "2048", "--pfx", "--cert-passphrase", "env:PASSPHRASE")
    done = qs_jwt(*words, "--loglevel", "debug", env={"PASSPHRASE": PASSPHRASE}, umask=0)
    assert done.code == 0
    made = (qs_jwt.folder / "privatekey.pem").read_text()
    assert "ENCRYPTED" in made
    for mark in marks(made):
        assert mark not in done.out + done.err
    modes = {path.name: path.stat().st_mode & 0o777 for path in qs_jwt.folder.iterdir()}
    assert {name for name, mode in modes.items() if mode != 0o600} == {
        "publickey.pem", "publickey.cer",
    }  # fmt: skip


def test_secrets_by_env_and_stdin_are_in_no_process_list(qs_jwt: Runner) -> None:
    """While it works: its own arguments, and no child that could have got them."""
    words = (*QSEOW, "--cert-privatekey=env:ENCRYPTED", "--cert-passphrase=stdin")
    with subprocess.Popen(
        [COMMAND, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**qs_jwt.environment, "ENCRYPTED": ENCRYPTED}, cwd=qs_jwt.folder,
    ) as process:  # fmt: skip
        arguments = Path(f"/proc/{process.pid}/cmdline")
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if not arguments.exists():
            pytest.skip("needs /proc")
        assert process.stdin
        process.stdin.write(PASSPHRASE.encode())
        wait_until_read(process.stdin)
        seen = arguments.read_text()
        assert "create-qseow" in seen
        assert not children.exists() or children.read_text() == ""
        out, _ = process.communicate(timeout=SECONDS)
    assert out.count(b".") == 2
    for mark in MARKS:
        assert mark not in seen
