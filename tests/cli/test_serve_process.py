"""serve as a process: signals, streams that fail, memory and idleness."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from conftest import COMMAND, SECONDS, Runner
from engines import KEY, USER, VERSION, Engine, request
from waiting import state, wait_until

if os.name == "nt":
    pytest.skip("signals and pipes as POSIX has them", allow_module_level=True)


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
