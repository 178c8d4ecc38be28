"""serve, as a program that starts it sees it."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import COMMAND, KEYS, SECONDS, Runner
from qs_jwt import __version__, commands
from waiting import state, wait_until

KEY = str(KEYS / "rsa2048.pkcs8.pem")
CERTIFICATE = str(KEYS / "rsa2048.cer")
LIMIT = 1_048_576  # bytes of a line: a contract with clients
USER = {"userdir": "LAB", "userid": "anna", "cert_privatekey_file": KEY}
if os.name == "nt":
    pytest.skip("signals and pipes as POSIX has them", allow_module_level=True)


class Engine:
    """A serve process."""

    def __init__(self, runner: Runner, *words: str):
        self.process = subprocess.Popen(
            [COMMAND, "serve", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=runner.folder,
            env=runner.environment,
        )
        assert self.process.stdin
        assert self.process.stdout
        self.stdin, self.stdout = self.process.stdin, self.process.stdout

    def send(self, *messages: dict[str, Any] | bytes) -> None:
        """Send messages, each on a line."""
        for message in messages:
            line = message if isinstance(message, bytes) else json.dumps(message).encode()
            self.stdin.write(line + b"\n")
        self.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """The next answer."""
        answer: dict[str, Any] = json.loads(self.stdout.readline())
        assert answer["jsonrpc"] == "2.0"
        return answer

    def ask(self, method: str, id: Any = 1, **params: Any) -> dict[str, Any]:
        """The answer to one request."""
        self.send(request(method, id, **params))
        answer = self.answer()
        assert answer["id"] == id
        return answer

    def result(self, method: str, **params: Any) -> dict[str, Any]:
        """The result of one request."""
        result: dict[str, Any] = self.ask(method, **params)["result"]
        return result

    def end(self) -> tuple[int, str]:
        """Close its input; its exit code and what it said on stderr."""
        rest, said = self.process.communicate(timeout=SECONDS)
        assert rest == b""
        return self.process.returncode, said.decode()


def request(method: str, id: Any = 1, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": id, "method": method, "params": params}


@pytest.fixture
def start(qs_jwt: Runner) -> Iterator[Callable[..., Engine]]:
    started: list[Engine] = []

    def run(*words: str) -> Engine:
        started.append(Engine(qs_jwt, *words))
        return started[-1]

    yield run
    for engine in started:
        engine.process.kill()
        engine.process.communicate()


@pytest.fixture
def engine(start: Callable[..., Engine]) -> Engine:
    return start()


def test_version(engine: Engine) -> None:
    engine.send({"jsonrpc": "2.0", "id": "a", "method": "version"})
    python = ".".join(map(str, sys.version_info[:3]))
    result = {"engine": __version__, "protocol": 1, "python": python, "warnings": []}
    assert engine.answer() == {"jsonrpc": "2.0", "id": "a", "result": result}
    assert engine.end() == (0, "")


def test_methods_are_the_commands(engine: Engine) -> None:
    local = {"serve", "batch", "install-bash-completion", "install-powershell-module"}
    for name in (*commands.METHODS, *local, "create_qseow", "", "help", "nosuch\ud800"):
        error = engine.ask(name, no_such_option=1)["error"]
        remote = name in commands.METHODS and name not in local
        assert error["code"] == (-32602 if remote else -32601), name


def test_a_token_and_its_check(engine: Engine) -> None:
    made = engine.result("create-qseow", **USER, groups=["a"], claims={"n": 1})
    assert set(made) == {
        "token", "header", "payload", "issued_at", "expires_at", "platform", "user", "warnings",
    }  # fmt: skip
    assert made["payload"]["group"] == ["a"]
    assert made["payload"]["n"] == 1
    read = engine.result("decode", jwt=made["token"], cert_publickey_file=CERTIFICATE)
    assert read["valid"] is True
    assert read["payload"] == made["payload"]
    other = str(KEYS / "other2048.cer")
    read = engine.result("decode", jwt=made["token"], cert_publickey_file=other)
    assert read["valid"] is False
    assert [finding["rule"] for finding in read["findings"]] == ["Signature"]


def test_secrets_are_literal(engine: Engine) -> None:
    text = Path(KEY).read_text()
    assert engine.result("create-qseow", userdir="L", userid="a", cert_privatekey=text)["token"]
    for word in ("env:HOME", "stdin", "file:key.pem"):
        error = engine.ask("create-qseow", userdir="L", userid="a", cert_privatekey=word)["error"]
        assert error["data"]["code"] == "KeyNotFound"
    locked = str(KEYS / "rsa2048.pkcs8.encrypted.pem")
    params = {"userdir": "L", "userid": "a", "cert_privatekey_file": locked}
    answer = engine.ask("create-qseow", **params, cert_passphrase="stdin")
    assert answer["error"]["data"]["code"] == "PassphraseWrong"
    assert engine.ask("create-qseow", **params, cert_passphrase="correct horse")["result"]


def test_a_changed_key_and_a_wrong_passphrase_are_noticed(engine: Engine, qs_jwt: Runner) -> None:
    path = qs_jwt.folder / "key.pem"
    given = {"userdir": "L", "userid": "a", "cert_privatekey_file": str(path)}
    for name in ("rsa2048.pkcs8.pem", "other2048.pem", "rsa2048.pkcs8.pem"):
        path.write_bytes((KEYS / name).read_bytes())
        token = engine.result("create-qseow", **given)["token"]
        certificate = str(KEYS / f"{name.split('.')[0]}.cer")
        assert engine.result("decode", jwt=token, cert_publickey_file=certificate)["valid"]
    path.write_bytes((KEYS / "rsa2048.pkcs8.encrypted.pem").read_bytes())
    assert engine.ask("create-qseow", **given, cert_passphrase="correct horse")["result"]
    wrong = engine.ask("create-qseow", **given, cert_passphrase="wrong")
    assert wrong["error"]["data"]["code"] == "PassphraseWrong"
    path.unlink()
    missing = engine.ask("create-qseow", **given, cert_passphrase="correct horse")
    assert missing["error"]["data"]["code"] == "FileMissing"


@pytest.mark.parametrize(
    ("params", "number", "code"),
    [
        ({"no_such": 1}, -32602, "UnknownOption"),
        ({"output": "json"}, -32602, "UnknownOption"),
        ({"minimal_output": True}, -32602, "UnknownOption"),
        ({"loglevel": "debug"}, -32602, "UnknownOption"),
        ({"claim": ["a=b"]}, -32602, "UnknownOption"),
        ({"user-id": "a"}, -32602, "UnknownOption"),
        ({"userid": 7}, -32602, "WrongType"),
        ({"userid": None}, -32602, "WrongType"),
        ({"groups": "a"}, -32602, "WrongType"),
        ({"claims": []}, -32602, "WrongType"),
        ({"userid": "a\0b"}, -32602, "InvalidText"),
        ({"userid": "\ud800"}, -32602, "InvalidText"),
        ({"userid": ""}, 1, "EmptyValue"),
        ({"expires": "soon"}, 1, "InvalidDuration"),
        ({"claims": {"userId": "x"}}, 1, "ReservedClaim"),
        ({"cert_privatekey_file": "/no/such.pem"}, 1, "FileMissing"),
        ({"cert_privatekey": "x"}, 1, "ConflictingOptions"),
    ],
)
def test_failures_of_a_command(
    engine: Engine, params: dict[str, Any], number: int, code: str
) -> None:
    error = engine.ask("create-qseow", **{**USER, **params})["error"]
    assert error["code"] == number
    assert error["data"]["code"] == code
    assert error["data"]["message"] == error["message"]
    # and the loop goes on
    assert engine.result("create-qseow", **USER)["user"] == "anna"


def test_null_is_an_option_that_was_not_given(engine: Engine, qs_jwt: Runner) -> None:
    """Never a text None, nor a default that is lost."""
    nulls = dict.fromkeys(
        ["userid_claim", "expires", "backdate", "algorithm", "claims", "key_size", "output_file"]
    )
    made = engine.result("create-qseow", **USER, **nulls)
    assert made["payload"]["userId"] == "anna"
    assert made["header"]["alg"] == "RS256"
    prefix = str(qs_jwt.folder / "new_")
    pair = engine.result("create-cert", cert_file_prefix=prefix, key_size=2048,
                         cert_common_name=None, cert_create_expires_days=None)  # fmt: skip
    assert pair["certificate"]["subject"] == "CN=qs-jwt"
    checked = engine.result("verify", jwt=made["token"], skip_signature=True, userid_claim=None)
    assert checked["valid"]
    assert engine.ask("create-qseow", **USER, bogus=None)["error"]["code"] == -32602


VERSION = b'{"jsonrpc":"2.0","id":1,"method":"version"}'
PROTOCOL_FAULTS = {
    b"nonsense": -32700,
    b"{": -32700,
    b'{"jsonrpc":"2.0","id":1,"method":"version"} {}': -32700,
    b'{"jsonrpc":"2.0","id":NaN,"method":"version"}': -32700,
    b'{"jsonrpc":"2.0","id":1,"method":"version","params":{"a":Infinity}}': -32700,
    b'{"jsonrpc":"2.0","id":1,"method":"version","params":{"a":1e999}}': -32700,
    b'{"jsonrpc":"2.0","id":1,"id":2,"method":"version"}': -32700,
    b'{"jsonrpc":"2.0","id":"\xff","method":"version"}': -32700,
    VERSION.decode().encode("utf-16"): -32700,
    b"\0": -32700,
    b"[" * 100_000: -32700,
    b'{"a":' * 100_000: -32700,
    b"x" * (LIMIT + 1): -32700,
    b" " * (LIMIT + 1): -32700,
    b"y" * (3 * LIMIT): -32700,
    b"[]": -32600,
    b"[" + VERSION + b"]": -32600,
    b"1": -32600,
    b'"text"': -32600,
    b"null": -32600,
    b"{}": -32600,
    b'{"id":1,"method":"version"}': -32600,
    b'{"jsonrpc":"1.0","id":1,"method":"version"}': -32600,
    b'{"jsonrpc":"2.0","id":1}': -32600,
    b'{"jsonrpc":"2.0","id":1,"method":7}': -32600,
    b'{"jsonrpc":"2.0","id":true,"method":"version"}': -32600,
    b'{"jsonrpc":"2.0","id":1.5,"method":"version"}': -32600,
    b'{"jsonrpc":"2.0","id":[1],"method":"version"}': -32600,
    b'{"jsonrpc":"2.0","id":{},"method":"version"}': -32600,
    b'{"jsonrpc":"2.0","id":1,"method":"nosuch"}': -32601,
    b'{"jsonrpc":"2.0","id":1,"method":"version","params":[]}': -32602,
    b'{"jsonrpc":"2.0","id":1,"method":"version","params":"a"}': -32602,
    b'{"jsonrpc":"2.0","id":1,"method":"version","params":null}': -32602,
    b'{"jsonrpc":"2.0","id":1,"method":"version","params":{"a":1}}': -32602,
}


def test_protocol_faults_do_not_end_the_loop(engine: Engine) -> None:
    for line, code in PROTOCOL_FAULTS.items():
        engine.send(line, VERSION)
        answer = engine.answer()
        assert answer["error"]["code"] == code, line[:80]
        # the id of what could not be read is null, as the specification has it
        known = b'"id":1' in line and not line.startswith(b"[") and code > -32700
        known = known and not any(bad in line for bad in (b'"id":1.5',))
        assert answer["id"] == (1 if known else None), line[:80]
        assert engine.answer()["result"]["protocol"] == 1
    assert engine.end() == (0, "")


def test_ids_come_back_as_they_were(engine: Engine) -> None:
    for id in (0, -1, 10**30, "", "7", "\u2028é\U0001f600", "\ud800", "x" * 10_000, None):
        assert engine.ask("version", id)["result"]["protocol"] == 1


def test_a_line_as_long_as_it_may_be(engine: Engine) -> None:
    line = VERSION[:-1] + b" " * (LIMIT - len(VERSION)) + b"}"
    assert len(line) == LIMIT
    for end in (b"", b"\r"):
        engine.send(line + end)
        assert engine.answer()["result"]["protocol"] == 1


def test_mark_line_ends_and_blank_lines(engine: Engine) -> None:
    engine.stdin.write(b"\xef\xbb\xbf" + VERSION + b"\r\n\r\n\n  \t\n" + VERSION)
    assert engine.process.communicate(timeout=SECONDS)[0].count(b'"protocol":1') == 2
    assert engine.process.returncode == 0


def test_a_notification_is_not_run(engine: Engine, qs_jwt: Runner) -> None:
    path = qs_jwt.folder / "token"
    notification = request("create-qseow", **USER, output_file=str(path))
    del notification["id"]
    engine.send(notification)
    assert engine.result("version")["protocol"] == 1
    code, said = engine.end()
    assert code == 0
    assert said == "warning: a request without id was not run\n"
    assert not path.exists()


def test_hundreds_sent_ahead_are_answered_in_order(engine: Engine) -> None:
    users = [f"user{number}" for number in range(500)]
    sent = [request("create-qseow", n, **{**USER, "userid": user}) for n, user in enumerate(users)]
    sent[250] = request("create-qseow", 250, userdir="LAB")
    writer = threading.Thread(target=engine.send, args=sent)
    writer.start()
    answers = [engine.answer() for _ in users]
    writer.join()
    assert [answer["id"] for answer in answers] == list(range(500))
    assert answers.pop(250)["error"]["data"]["code"] == "MissingOption"
    del users[250]
    assert [answer["result"]["user"] for answer in answers] == users
    assert len({answer["result"]["token"] for answer in answers}) == 499


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pipes are small elsewhere")
def test_a_thousand_may_be_sent_before_the_first_is_read(engine: Engine) -> None:
    engine.send(*[request("create-qseow", n, **USER) for n in range(1_000)])
    assert [engine.answer()["id"] for _ in range(1_000)] == list(range(1_000))


def test_what_was_asked_is_done_when_the_input_ends(engine: Engine) -> None:
    lines = b"".join(
        json.dumps(request("create-qseow", n, **USER)).encode() + b"\n" for n in range(100)
    )
    out, said = engine.process.communicate(lines.rstrip(), timeout=SECONDS)
    assert [json.loads(line)["id"] for line in out.splitlines()] == list(range(100))
    assert (engine.process.returncode, said) == (0, b"")


def test_an_answer_does_not_wait_for_more_input(engine: Engine) -> None:
    half = VERSION[:10]
    engine.stdin.write(VERSION + b"\n" + half)
    engine.stdin.flush()
    assert engine.answer()["id"] == 1
    engine.send(VERSION[10:])
    assert engine.answer()["id"] == 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals_end_it_at_once(engine: Engine, number: int, code: int) -> None:
    assert engine.result("version")
    engine.process.send_signal(number)
    assert engine.process.wait(timeout=SECONDS) == code


def test_the_answer_under_way_comes_before_the_end(qs_jwt: Runner) -> None:
    """The signal comes from inside the command."""
    script = (
        "import os, signal, sys\n"
        "from qs_jwt import __main__ as program, serve\n"
        "make = serve.Server._result\n"
        "def ended(self, request):\n"
        "    signal.raise_signal(signal.SIGTERM)\n"
        "    return make(self, request)\n"
        "serve.Server._result = ended\n"
        "sys.argv = ['qs-jwt', 'serve']\n"
        "program.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=VERSION + b"\n" + VERSION, capture_output=True,
        env=qs_jwt.environment, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 143
    (answer,) = done.stdout.splitlines()
    assert json.loads(answer)["result"]


def test_ctrl_c_is_left_to_the_program_that_asks(engine: Engine) -> None:
    """It goes to every program of a terminal: the one that asks ends the engine."""
    assert engine.result("version")
    engine.process.send_signal(signal.SIGINT)
    assert engine.result("version")
    assert engine.end() == (0, "")


def test_ctrl_c_at_a_terminal_ends_it(qs_jwt: Runner) -> None:
    pexpect = pytest.importorskip("pexpect")
    with pexpect.spawn(
        str(COMMAND), ["serve"], env=qs_jwt.environment, cwd=qs_jwt.folder, timeout=SECONDS
    ) as terminal:
        terminal.sendline(VERSION)
        terminal.expect_exact('"result"')
        terminal.sendintr()
        terminal.expect(pexpect.EOF)
        terminal.wait()
        assert (terminal.exitstatus, terminal.signalstatus) in [(130, None), (None, signal.SIGINT)]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals_end_it_while_nobody_reads(engine: Engine, number: int, code: int) -> None:
    assert engine.result("version")
    engine.send(*[request("version", "x" * 500_000) for _ in range(3)])
    wait_until(lambda: state(engine.process.pid) == "S")  # asleep: the pipe is full
    engine.process.send_signal(number)
    assert engine.process.wait(timeout=SECONDS) == code


def test_a_reader_that_is_gone_ends_it_quietly(engine: Engine) -> None:
    assert engine.result("version")
    engine.stdout.close()
    engine.send(VERSION)
    assert engine.process.wait(timeout=SECONDS) == 0
    assert engine.process.stderr
    assert engine.process.stderr.read() == b""


def test_a_full_disk_is_an_error(qs_jwt: Runner) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"{COMMAND}" serve > /dev/full'], input=VERSION, capture_output=True,
        env=qs_jwt.environment, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith(b"error: an answer could not be written")


@pytest.mark.parametrize("words", [("<&-",), (">&-",)])
def test_closed_streams_are_an_error(qs_jwt: Runner, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"{COMMAND}" serve {" ".join(words)}'], input=VERSION,
        capture_output=True, env=qs_jwt.environment, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == b"error: serve needs standard input and output\n"


def test_a_killed_engine_leaves_whole_files_or_none(engine: Engine, qs_jwt: Runner) -> None:
    params = {**USER, "output_file": str(qs_jwt.folder / "token")}
    engine.send(*[request("create-qseow", n, **params, force=True) for n in range(50)])
    engine.answer()
    engine.process.kill()
    assert engine.process.wait(timeout=SECONDS) == -signal.SIGKILL
    lines = (qs_jwt.folder / "token").read_text().splitlines()
    assert [line.count(".") for line in lines] == [2]


def test_claims_as_text(start: Callable[..., Engine]) -> None:
    engine = start("--claims-as-text")
    made = engine.result("create-qseow", **USER, claims={"Name": "x", "NAME": [1, {"é": None}]})
    assert json.loads(made["header"]) == {"alg": "RS256", "typ": "JWT"}
    payload = json.loads(made["payload"])
    assert (payload["Name"], payload["NAME"]) == ("x", [1, {"é": None}])
    read = engine.result("decode", jwt=made["token"])
    assert json.loads(read["payload"]) == payload
    verified = engine.result("verify", jwt="no token", skip_signature=True)
    assert verified["payload"] is None


def test_notes_are_on_stderr_by_level(start: Callable[..., Engine], qs_jwt: Runner) -> None:
    for level, said in (("warn", ""), ("info", "info: wrote"), ("verbose", "signed with an RSA")):
        engine = start("--loglevel", level)
        path = str(qs_jwt.folder / f"{level}.jwt")
        token = engine.result("create-qseow", **USER, output_file=path)["token"]
        code, lines = engine.end()
        assert code == 0
        assert said in lines
        assert bool(lines) == bool(said)
        assert token not in lines


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_memory_is_flat(engine: Engine) -> None:
    """Also with keys that differ: no more than some are kept."""
    text = Path(KEY).read_text()

    def ask(numbers: range) -> None:
        user = {"userdir": "L", "userid": "a"}
        lines: list[dict[str, Any] | bytes] = [
            request("create-qseow", n, **user, cert_privatekey=f"{n % 97}\n{text}") for n in numbers
        ]
        lines += [b"{", request("decode", jwt="x" * 50_000)]
        writer = threading.Thread(target=engine.send, args=lines)
        writer.start()
        assert all("jsonrpc" in engine.answer() for _ in lines)
        writer.join()

    ask(range(500))
    before = resident(engine.process.pid)
    ask(range(500, 2_500))
    assert resident(engine.process.pid) - before < 2_000  # KB: 1 for each request


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_an_idle_engine_never_wakes(engine: Engine) -> None:
    """It is given time to fall asleep; one that polls wakes within each of these times."""
    assert engine.result("create-qseow", **USER)
    for _ in range(20):
        wakings = switches(engine.process.pid)
        with pytest.raises(subprocess.TimeoutExpired):
            engine.process.wait(timeout=0.5)
        if switches(engine.process.pid) == wakings:
            break
    else:
        pytest.fail("it does not sleep")
    assert state(engine.process.pid) == "S"
    assert engine.result("version")


def resident(pid: int) -> int:
    """The memory that a process holds, in KB."""
    (memory,) = status(Path(f"/proc/{pid}"), "VmRSS")
    return memory


def switches(pid: int) -> int:
    """How often a processor has been given to, or taken from, a thread of a process."""
    names = ("voluntary_ctxt_switches", "nonvoluntary_ctxt_switches")
    return sum(sum(status(task, *names)) for task in Path(f"/proc/{pid}/task").iterdir())


def status(folder: Path, *names: str) -> list[int]:
    """The numbers that Linux tells of a process or thread under these names."""
    lines = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
    return [int(lines[name].split()[0]) for name in names]


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


def test_a_warning_is_of_the_request_that_gave_rise_to_it(
    start: Callable[..., Engine], qs_jwt: Runner
) -> None:
    profiles = qs_jwt.folder / "profiles.toml"
    profiles.write_text('[lab]\nplatform = "qseow"\nuserdir = "LAB"\n')
    profiles.chmod(0o666)
    qs_jwt.environment["QS_JWT_CONFIG"] = str(profiles)
    engine = start()
    user = {"userid": "anna", "cert_privatekey": Path(KEY).read_text()}
    told = engine.ask("create-qseow", **user, profile="lab")["result"]["warnings"]
    assert [warning["code"] for warning in told] == ["FileOpenToOthers"]
    assert engine.ask("create-qseow", **user, userdir="LAB")["result"]["warnings"] == []


def test_profiles_that_are_no_regular_file(start: Callable[..., Engine], qs_jwt: Runner) -> None:
    os.mkfifo(qs_jwt.folder / "profiles.toml")
    qs_jwt.environment["QS_JWT_CONFIG"] = str(qs_jwt.folder / "profiles.toml")
    error = start().ask("create-qseow", **USER, profile="lab")["error"]
    assert error["data"]["code"] == "FileUnreadable"
