"""A program that signs: what is handed to it, every form of its answer, and how it may fail."""

import base64
import json
import os
import shlex
import signal
import subprocess
import sys
import textwrap
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

import qs_jwt as api
from conftest import COMMAND, KEYS, SECONDS, Runner
from qs_jwt.errors import InvalidValue
from qs_jwt.system.windows_names import split_words
from waiting import wait_until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are of POSIX")

KEY, CERTIFICATE = str(KEYS / "rsa2048.pkcs8.pem"), str(KEYS / "rsa2048.cer")
PUBLIC = RSAKey.import_key((KEYS / "rsa2048.public.pem").read_text())
WHO = ("create-qseow", "--userdir", "LAB", "--userid", "anna")
BY = ("--cert-publickey-file", CERTIFICATE)
OAUTH = ("create-qscloud-oauth", "--url", "https://tenant.example", "--client-id", "0a1b")
LONG = "5m"  # than which a test gives up earlier
SIGN = f"openssl dgst -sha256 -sign {shlex.quote(KEY)}"


@pytest.fixture
def program(qs_jwt: Runner) -> Callable[[str], str]:
    """Writes a program in Python and gives the command that runs it."""

    def write(text: str) -> str:
        path = qs_jwt.folder / "program.py"
        path.write_text(textwrap.dedent(text))
        return shlex.join([sys.executable, "-S", str(path)])

    return write


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


@pytest.mark.parametrize(
    "pipe",
    [
        "cat", "od -An -v -tx1", "od -An -v -tx1 | tr a-f A-F", "base64", "base64 -w0",
        "base64 | tr -d =",
        "base64 -w0 | tr +/ -_", "base64 -w0 | tr -d = | tr +/ -_",
        "printf '\"%s\"\\n' $(base64 -w0)",
        "printf 'vault:v12:%s' $(base64 -w0)", "printf '\\357\\273\\277%s\\r\\n' $(base64 -w0)",
        "printf \"'%s'\" $(base64 -w0)",
    ],
)  # fmt: skip
def test_every_form_of_a_signature(qs_jwt: Runner, pipe: str) -> None:
    assert signed(qs_jwt, shell(f"{SIGN} | {pipe}"))["userId"] == "anna"


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_every_placeholder(qs_jwt: Runner, program: Callable[[str], str], algorithm: str) -> None:
    command = program("""
        import base64, hashlib, os, subprocess, sys
        _, algorithm, hash, digest64, hex, input64, digest_file, input_file, json = sys.argv
        data = sys.stdin.buffer.read()
        digest = hashlib.new(hash, data).digest()
        assert algorithm == "RS" + hash.removeprefix("sha")
        assert base64.b64decode(digest64.removeprefix("digest=")) == digest == bytes.fromhex(hex)
        assert base64.b64decode(input64, validate=True) == data
        assert open(digest_file.removeprefix("fileb://"), "rb").read() == digest
        for path, mode in ((input_file, 0o600), (os.path.dirname(input_file), 0o700)):
            assert os.stat(path).st_mode & 0o777 == mode
        assert open(input_file, "rb").read() == data
        assert json == "{Signature: {x}, y}"
        open("seen", "w").write(input_file)
        sys.stdout.buffer.write(subprocess.run(
            ["openssl", "dgst", "-" + hash, "-sign", os.environ["KEY"]], input=data,
            capture_output=True).stdout)
        """)
    placeholders = (
        " {algorithm} {hash} digest={digest_base64} {digest_hex} {input_base64}"
        " fileb://{digest_file} {input_file} '{Signature: {x}, y}'"
    )
    done = qs_jwt(
        *WHO, *BY, "--algorithm", algorithm, "--sign-command", command + placeholders,
        env={"KEY": KEY},
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert jwt.decode(done.out.strip(), PUBLIC, algorithms=[algorithm])
    assert not os.path.exists((qs_jwt.folder / "seen").read_text())


def test_a_value_is_never_looked_at_again(qs_jwt: Runner) -> None:
    """Neither does the first word have placeholders, nor what came for another one."""
    error = failed(qs_jwt, "{hash} {digest_hex}")
    assert error["code"] == "SignerFailed"
    assert "{hash}" in error["message"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (" ", "no program"), ("''", "no program"), ("openssl 'dgst", "does not close"),
        ("x {digest_hx}", "{digest_hex}"), ("x {nothing_alike_at_all}", "no placeholder"),
    ],
)  # fmt: skip
def test_what_is_no_command_is_found_before_anything_happens(
    qs_jwt: Runner, command: str, said: str
) -> None:
    done = qs_jwt(*WHO, *BY, "--sign-command", command)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    "beside",
    [
        ("--cert-privatekey-file", KEY), ("--cert-privatekey", "env:HOME"), ("--cert-create",),
        ("--cert-passphrase", "env:HOME"), ("--cert-publickey", "env:HOME"),
        ("--key-size", "2048"), ("--cert-file-prefix", "x"),
    ],
)  # fmt: skip
def test_it_is_a_source_of_its_own(qs_jwt: Runner, beside: tuple[str, ...]) -> None:
    done = qs_jwt(*WHO, *BY, "--sign-command", SIGN, *beside)
    assert (done.code, done.out) == (2, "")
    assert "exclude each other" in done.err


def test_what_goes_with_it_goes_with_nothing_else(qs_jwt: Runner) -> None:
    done = qs_jwt(*WHO, "--cert-privatekey-file", KEY, *BY)
    assert done.code == 2
    assert "--sign-command" in done.err
    assert qs_jwt(*WHO, "--cert-privatekey-file", KEY, "--sign-timeout", "3s").code == 2
    done = qs_jwt(*WHO, "--sign-command", SIGN)
    assert done.code == 2
    assert "--cert-publickey-file" in done.err
    done = qs_jwt("create-cert", "--sign-command", SIGN, *BY, "--pfx")
    assert done.code == 2


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("echo no: signature", "SignatureUnusable", "14 bytes that are no signature"),
        ("echo rubbish", "SignatureUnusable", "found 5 bytes in base64"),
        ("echo abcdef", "SignatureUnusable", "found 4 bytes in base64"),
        ("head -c 100 /dev/zero | base64 -w0", "SignatureUnusable", "found 100 bytes"),
        ("head -c 255 /dev/zero", "SignatureUnusable", "255 bytes"),
        ("head -c 256 /dev/zero", "SignatureUnusable", "not one of this text"),
        (f"openssl dgst -sha256 -sign {KEYS / 'other2048.pem'}", "SignatureUnusable", "not one of"),
        (f"openssl dgst -sha384 -sign {KEY}", "SignatureUnusable", "not one of this text"),
        ("head -c 10000000 /dev/zero", "SignatureUnusable", "over 65536 bytes"),
        ("true", "SignerFailed", "wrote nothing"),
        ("printf ' \\n'", "SignerFailed", "wrote nothing"),
        ("exit 3", "SignerFailed", "exit code 3"),
        ("kill -9 $$", "SignerFailed", "signal 9"),
        ("echo one >&2; echo >&2; echo two >&2; echo 3 >&2; echo four >&2; exit 1",
         "SignerFailed", "exit code 1: two | 3 | four"),
        ("printf '\\033[31mred\\007' >&2; exit 1", "SignerFailed", "\\x1b[31mred\\x07"),
        ("head -c 300000 /dev/zero | tr '\\0' '\\n' >&2; echo last >&2; exit 1",
         "SignerFailed", "exit code 1: last"),
    ],
)  # fmt: skip
def test_programs_that_misbehave(qs_jwt: Runner, line: str, code: str, said: str) -> None:
    error = failed(qs_jwt, shell(line))
    assert error["code"] == code
    assert said in error["message"]
    assert error["message"].isprintable()
    assert len(error["message"]) < 500
    assert qs_jwt.files() == set()


@pytest.mark.parametrize("secret", ["key", "token"])
def test_no_secret_of_a_programs_errors_is_shown(qs_jwt: Runner, secret: str) -> None:
    made = qs_jwt(*WHO, "--cert-privatekey-file", KEY).out.strip()
    text = Path(KEY).read_text() if secret == "key" else f"sent {made} in vain"
    (qs_jwt.folder / "said").write_text(text)
    error = failed(qs_jwt, shell("cat said >&2; exit 1"), "--loglevel", "debug")
    assert error["code"] == "SignerFailed"
    for piece in text.split("\n" if secret == "key" else " "):
        assert len(piece) < 30 or piece[:30] not in error["message"]


def test_not_to_read_is_no_error(qs_jwt: Runner) -> None:
    claims = json.dumps({"long": "x" * 90_000})
    (qs_jwt.folder / "claims.json").write_text(claims)
    command = shell(f"exec 0<&-; {SIGN} < $0") + " {input_file}"
    done = qs_jwt(*WHO, *BY, "--sign-command", command, "--claims-file", "claims.json")
    assert done.code == 0, done.err
    assert jwt.decode(done.out.strip(), PUBLIC).claims["long"] == "x" * 90_000
    error = failed(qs_jwt, "echo {input_base64}", "--claims-file", "claims.json")
    assert error["code"] == "SignerFailed"
    assert "argument list is too long" in error["message"]


class Sleeps:
    """Programs that sleep for longer than any test runs, and are known by how long.

    Attributes:
        line: the command.
    """

    def __init__(self) -> None:
        # of no other test that runs meanwhile, here or in another checkout
        self._seconds = f"4711.{uuid.uuid4().int}"
        self.line = f"sleep {self._seconds}"

    def _known(self) -> Iterator[bytes]:
        """The command lines of all processes that name it, such as the shell that waits for it."""
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                line = path.read_bytes()
                if self._seconds.encode() in line:
                    yield line

    def wait_until_begun(self) -> None:
        wait_until(lambda: any(line.startswith(b"sleep\0") for line in self._known()))

    def wait_until_gone(self) -> None:
        """What was killed ends when a processor is free for that."""
        wait_until(lambda: not any(self._known()))


@pytest.fixture
def sleeps() -> Sleeps:
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("needs /proc")
    return Sleeps()


def test_its_time_is_over_and_all_that_it_started_is_gone(qs_jwt: Runner, sleeps: Sleeps) -> None:
    line = f"trap '' TERM; {sleeps.line} & {sleeps.line}; echo late"
    error = failed(qs_jwt, shell(line), "--sign-timeout", "1s")
    assert error["code"] == "SignerFailed"
    assert "longer than 1 s" in error["message"]
    sleeps.wait_until_gone()


def test_a_grandchild_that_keeps_the_pipe_holds_nothing_up(qs_jwt: Runner, sleeps: Sleeps) -> None:
    assert signed(qs_jwt, shell(f"{SIGN}; {sleeps.line} &"), "--sign-timeout", LONG)
    sleeps.wait_until_gone()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_the_command(qs_jwt: Runner, sleeps: Sleeps, number: int) -> None:
    words = [*WHO, *BY, "--sign-command", shell(f"touch begun; {sleeps.line}") + " {input_file}"]
    process = subprocess.Popen(
        [COMMAND, *words], cwd=qs_jwt.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**qs_jwt.environment, "TMPDIR": str(qs_jwt.folder)},
    )  # fmt: skip
    wait_until((qs_jwt.folder / "begun").exists)
    process.send_signal(number)
    out, _ = process.communicate(timeout=SECONDS)
    assert (out, process.returncode) == (b"", 130 if number == signal.SIGINT else 143)
    sleeps.wait_until_gone()
    assert qs_jwt.files() == {"begun"}


def test_it_ends_with_a_command_that_is_ended_while_it_starts(
    qs_jwt: Runner, sleeps: Sleeps
) -> None:
    program = """
import os, signal, subprocess
start = subprocess._fork_exec
def interrupted(*words):
    process = start(*words)
    os.kill(os.getpid(), signal.SIGTERM)
    return process
subprocess._fork_exec = interrupted
from qs_jwt.__main__ import main
main()
"""
    words = [sys.executable, "-c", program, *WHO, *BY, "--sign-command", sleeps.line]
    done = subprocess.run(
        words, cwd=qs_jwt.folder, env=qs_jwt.environment, capture_output=True, check=False,
        timeout=SECONDS,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (143, b"")
    sleeps.wait_until_gone()


def test_it_is_looked_up_in_the_path_and_not_in_the_folder(qs_jwt: Runner) -> None:
    here = qs_jwt.folder / "signer"
    here.write_text(f"#!/bin/sh\nexec {SIGN}\n")
    here.chmod(0o755)
    for path in (None, ".:/usr/bin:/bin", ":/usr/bin:/bin"):
        env = {"PATH": path} if path else {}
        done = qs_jwt(*WHO, *BY, "--sign-command", "signer", env=env)
        assert (done.code, done.out) == (1, ""), path
        assert "there is no program 'signer'" in done.err
    assert signed(qs_jwt, "./signer")
    here.chmod(0o644)
    assert failed(qs_jwt, "./signer")["code"] == "SignerFailed"
    here.chmod(0o755)
    here.write_bytes(b"\x7fELF rubbish")
    assert failed(qs_jwt, "./signer")["code"] == "SignerFailed"


# P-384


@pytest.fixture
def p384(qs_jwt: Runner) -> Path:
    """A P-384 key and its public half."""
    for words in (
        "ecparam -name secp384r1 -genkey -noout -out ec.pem",
        "ec -in ec.pem -pubout -out ec.public.pem",
    ):
        subprocess.run(
            ["openssl", *words.split()], cwd=qs_jwt.folder, check=True, timeout=SECONDS,
            capture_output=True,
        )  # fmt: skip
    return qs_jwt.folder / "ec.pem"


@pytest.mark.parametrize("form", ["DER", "base64 of DER", "hex of DER", "r||s", "base64 of r||s"])
def test_p384_in_every_form(
    qs_jwt: Runner, p384: Path, program: Callable[[str], str], form: str
) -> None:
    command = program("""
        import base64, subprocess, sys
        form, key = sys.argv[1], sys.argv[2]
        der = subprocess.run(["openssl", "dgst", "-sha384", "-sign", key],
                             input=sys.stdin.buffer.read(), capture_output=True).stdout
        made = der
        if form.endswith("s"):
            at, halves = 3 if der[1] & 0x80 else 2, []
            for _ in "rs":
                length = der[at + 1]
                halves.append(der[at + 2 : at + 2 + length].lstrip(b"\\0").rjust(48, b"\\0"))
                at += 2 + length
            made = b"".join(halves)
        if form.startswith("base64"):
            made = base64.urlsafe_b64encode(made).rstrip(b"=")
        elif form.startswith("hex"):
            made = made.hex().encode()
        sys.stdout.buffer.write(made)
        """)
    command += f" {shlex.quote(form)} {p384}"
    done = qs_jwt(*OAUTH, "--sign-command", command, "--cert-publickey-file", "ec.public.pem")
    assert (done.code, done.err) == (0, "")
    assert jwt.decode(done.out.strip(), ECKey.import_key(p384.read_text()), algorithms=["ES384"])


def test_p384_is_for_oauth(qs_jwt: Runner, p384: Path) -> None:
    done = qs_jwt(*WHO, "--sign-command", "touch it", "--cert-publickey-file", "ec.public.pem")
    assert done.code == 1
    assert "RSA keys only" in done.err
    assert not (p384.parent / "it").exists()


# Where it may stand


@pytest.mark.parametrize("kind", ["rsa", "p384"])
def test_a_certificate_for_a_key_that_a_program_has(
    qs_jwt: Runner, p384: Path, kind: str, openssl: Callable[..., str]
) -> None:
    key = KEY if kind == "rsa" else str(p384)
    public = str(KEYS / "rsa2048.public.pem") if kind == "rsa" else "ec.public.pem"
    command = f"openssl dgst -{{hash}} -sign {shlex.quote(key)}"
    done = qs_jwt("create-cert", "--sign-command", command, "--cert-publickey-file", public)
    assert done.code == 0, done.err
    made = qs_jwt.folder / "publickey.cer"
    assert f"{made}: OK" in openssl("verify", "-check_ss_sig", "-CAfile", made, made)
    assert not (qs_jwt.folder / "privatekey.pem").exists()


def test_a_batch_runs_it_for_each_user_and_ends_where_it_fails(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "users.csv").write_text(
        "userid\n" + "".join(f"u{number}\n" for number in range(40))
    )
    words = ("batch", "--platform", "qseow", "--userdir", "LAB", "--input", "users.csv",
             "--output-file", "-", *BY, "--sign-command")  # fmt: skip
    done = qs_jwt(*words, SIGN)
    assert done.code == 0, done.err
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [jwt.decode(a["token"], PUBLIC).claims["userId"] for a in answers] == [
        f"u{number}" for number in range(40)
    ]
    # one is made in vain before the first user, ten for them
    count = "echo >> count; test $(wc -l < count) -le 11 || { echo full >&2; exit 1; };"
    done = qs_jwt(*words, shell(f"{count} {SIGN}"))
    assert done.code == 1
    assert len(done.out.splitlines()) == 10
    assert "exit code 1: full" in done.err
    assert len((qs_jwt.folder / "count").read_text().splitlines()) == 12


def test_a_batch_that_is_ended_ends_the_program_and_keeps_what_is_made(
    qs_jwt: Runner, sleeps: Sleeps
) -> None:
    (qs_jwt.folder / "users.csv").write_text("userid\n" + "".join(f"u{n}\n" for n in range(9)))
    # one is made in vain before the first user, two for users
    line = f"echo >> count; test $(wc -l < count) -le 3 || {sleeps.line}; {SIGN}"
    words = ("batch", "--platform", "qseow", "--userdir", "LAB", "--input", "users.csv",
             "--output-file", "-", *BY, "--sign-command", shell(line),
             "--sign-timeout", LONG)  # fmt: skip
    process = subprocess.Popen(
        [COMMAND, *words], cwd=qs_jwt.folder, env=qs_jwt.environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    sleeps.wait_until_begun()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, len(out.splitlines())) == (130, 2), err
    assert "the first 2 answers are" in err
    sleeps.wait_until_gone()


def profile(qs_jwt: Runner, text: str) -> Path:
    path = Path(qs_jwt.environment["HOME"]) / ".config/qs-jwt/profiles.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o600)
    return path


def as_toml(words: list[str]) -> str:
    return json.dumps(words)


def test_a_profile_holds_it_for_every_door(qs_jwt: Runner) -> None:
    words = as_toml(["openssl", "dgst", "-{hash}", "-sign", KEY])
    path = profile(
        qs_jwt,
        f'[lab]\nplatform = "qseow"\nuserdir = "LAB"\nsign_command = {words}\n'
        f'cert_publickey_file = "{CERTIFICATE}"\nsign_timeout = "20s"\n',
    )
    line = ("create-qseow", "--profile", "lab", "--userid", "anna")
    done = qs_jwt(*line)
    assert (done.code, done.err) == (0, "")
    assert jwt.decode(done.out.strip(), PUBLIC)
    params = {"profile": "lab", "userid": "anna"}
    request = {"jsonrpc": "2.0", "id": 1, "method": "create-qseow", "params": params}
    answer = json.loads(qs_jwt("serve", stdin=json.dumps(request) + "\n").out)
    assert jwt.decode(answer["result"]["token"], PUBLIC)
    params["sign_command"] = SIGN
    answer = json.loads(qs_jwt("serve", stdin=json.dumps(request) + "\n").out)
    assert answer["error"]["data"]["code"] == "UnknownOption"
    # another key on the line takes its place
    done = qs_jwt(*line, "--cert-privatekey-file", str(KEYS / "other2048.pem"))
    assert done.code == 0, done.err
    # and whoever may change the file could run anything
    path.chmod(0o622)
    done = qs_jwt(*line, "--output", "json")
    assert (done.code, done.error["code"]) == (2, "InvalidProfile")
    path.chmod(0o600)
    path.parent.chmod(0o777)
    assert qs_jwt(*line, "--output", "json").error["code"] == "InvalidProfile"


def test_a_profiles_certificate_for_verify_is_no_signers(qs_jwt: Runner) -> None:
    profile(
        qs_jwt,
        f'[lab]\nplatform = "qseow"\nuserdir = "LAB"\ncert_privatekey_file = "{KEY}"\n'
        f'cert_publickey_file = "{CERTIFICATE}"\n',
    )
    done = qs_jwt("create-qseow", "--profile", "lab", "--userid", "anna")
    assert (done.code, done.err) == (0, "")
    assert qs_jwt("verify", "--profile", "lab", "--jwt", done.out.strip()).code == 0


def test_a_batch_has_no_column_for_it(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "users.csv").write_text("userid,sign-command\na,false\n")
    done = qs_jwt("batch", "--platform", "qseow", "--userdir", "LAB", "--input", "users.csv",
                  "--output-file", "-", *BY, "--sign-command", SIGN)  # fmt: skip
    assert (done.code, done.out) == (2, "")


def test_python_takes_its_words_as_a_list(tmp_path: Path) -> None:
    token = api.create_qseow(
        userdir="LAB", userid="anna", cert_publickey_file=CERTIFICATE,
        sign_command=["openssl", "dgst", "-{hash}", "-sign", KEY],
    )  # fmt: skip
    assert jwt.decode(token.token, PUBLIC)
    with pytest.raises(InvalidValue, match="names no program"):
        api.create_qseow(
            userdir="LAB", userid="anna", cert_publickey_file=CERTIFICATE, sign_command=[]
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r'"C:\Program Files\aws.exe" kms  a', [r"C:\Program Files\aws.exe", "kms", "a"]),
        (r"a\b c\\d", [r"a\b", r"c\\d"]),
        (r'a\"b "c\\" d', ['a"b', "c\\", "d"]),
        ("it's 'so so'", ["it's", "'so", "so'"]),
        ('a "" b', ["a", "", "b"]),
        ('x"y z"w', ["xy zw"]),
        ("", []),
        ("a\\", ["a\\"]),
    ],
)
def test_words_as_windows_has_them(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_a_quote_that_does_not_close_on_windows() -> None:
    with pytest.raises(ValueError, match="close"):
        split_words('a "b')


def test_standard_base64_is_what_is_handed_over(qs_jwt: Runner) -> None:
    done = qs_jwt(*WHO, *BY, "--sign-command", shell(f"printf %s $0 | base64 -d | {SIGN}")
                  + " {input_base64}")  # fmt: skip
    assert done.code == 0, done.err
    header = done.out.partition(".")[0]
    assert json.loads(base64.urlsafe_b64decode(header + "==")) == {"alg": "RS256", "typ": "JWT"}
