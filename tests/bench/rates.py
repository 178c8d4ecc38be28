"""Tokens in a second: serve and batch beside bare signatures."""

import json
import re
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from jwt.utils import base64url_decode
from measure import COMMAND, KEY_FILES, KEYS, Table, cores, in_turn, ratio, use_cores

_ROUNDS = 7
_BATCH_ROUNDS = 5
_SIGNATURES = {2048: 4_000, 4096: 800}  # for a second or so
_USERS = {2048: 40_000, 4096: 8_000}  # so that starting the process is a small part
_SIZES = tuple(f"RSA-{bits}" for bits in KEY_FILES)
_PROGRAMS = 500
_ALL = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
_SIGNED = b"x" * 300  # the size of a token's header and payload


def tables(long: bool) -> list[Table]:
    with tempfile.TemporaryDirectory() as folder:
        batches = [_batch(count, Path(folder)) for count in sorted({1, cores()})]
        return [_serve(), _api(), _sign_command(Path(folder)), *batches]


def _serve() -> Table:
    table = Table("serve: tokens in a second, one core", "what", *_SIZES)
    cells: dict[str, list[str]] = {"bare `key.sign`": [], "serve": [], "ratio": []}
    for bits in KEY_FILES:
        server = Server(bits)
        found = in_turn(
            {"bare": partial(_bare, bits, 1), "serve": partial(server.rate, _SIGNATURES[bits])},
            _ROUNDS,
        )
        server.end()
        cells["bare `key.sign`"].append(f"{median(found['bare']):.0f}")
        cells["serve"].append(f"{median(found['serve']):.0f}")
        cells["ratio"].append(ratio(found, "serve", "bare"))
    for name, row in cells.items():
        table.add(name, *row)
    table.add("`openssl speed`", *_openssl(1))
    return table


def _api() -> Table:
    """Rates of processor time, for nothing is waited for: a busy neighbour costs less."""
    table = Table("the Python API: tokens in a second, one key", "what", *_SIZES)
    names = ("bare `key.sign`", "`jwt.encode`", "`create_qseow`, PEM text", "`create_qseow`, file")
    cells: dict[str, list[str]] = {name: [] for name in names}
    for bits in KEY_FILES:
        found = in_turn(dict(zip(names, _loops(bits), strict=True)), _ROUNDS)
        for name in names:
            cells[name].append(f"{median(found[name]):.0f}")
        for name in names[1:]:
            cells[name][-1] += f" = {ratio(found, name, names[0])}"
    for name, row in cells.items():
        table.add(name, *row)
    return table


def _sign_command(folder: Path) -> Table:
    """A program that has the signature ready: what is left is ours and the system's.

    On a busy machine a process that has just computed waits when it starts another, and
    longer if that one has a session of its own, as ours has. So the bare program is started
    so, too, and what all of it keeps a processor busy is told beside the time.
    """
    import qs_jwt
    from qs_jwt import times

    user: dict[str, Any] = {"userdir": "LAB", "userid": "anna"}
    ready = folder / "signature"
    words = ["cat", str(ready)]
    public = KEYS / "rsa2048.public.pem"
    bare = partial(subprocess.run, words, input=_SIGNED, capture_output=True, check=True)
    read = partial(qs_jwt.create_qseow, **user, cert_privatekey_file=str(KEY_FILES[2048]))
    ours = partial(qs_jwt.create_qseow, **user, sign_command=words, cert_publickey_file=str(public))
    own = partial(bare, start_new_session=True)
    with patch.object(times, "now", lambda: 1_800_000_000.0):  # so that all tokens are one
        ready.write_bytes(base64url_decode(str(read()).rpartition(".")[2]))
        what: dict[str, Callable[[], object]] = {
            "the bare program": bare,
            "a token of a key that is read, then the bare program": lambda: (read(), bare()),
            "the same, in a session of its own": lambda: (read(), own()),
            "a token by `--sign-command`": ours,
        }
        found = in_turn({name: partial(_busy, make) for name, make in what.items()}, _PROGRAMS)
    table = Table("a program that signs, RSA-2048", "what", "ms", "ms of a processor")
    for name, both in found.items():
        cells = (f"{median(column) * 1e3:.2f}" for column in zip(*both, strict=True))
        table.add(name, *cells)
    return table


def _busy(make: Callable[[], object]) -> tuple[float, float]:
    """How long it takes, and how long a processor is busy with it and with what it starts."""
    usages = [resource.getrusage(of) for of in _ALL]
    before, start = sum(u.ru_utime + u.ru_stime for u in usages), time.perf_counter()
    make()
    took = time.perf_counter() - start
    usages = [resource.getrusage(of) for of in _ALL]
    return took, sum(u.ru_utime + u.ru_stime for u in usages) - before


def _loops(bits: int) -> list[Callable[[], float]]:
    """Tokens in a second of a bare signature, of PyJWT and of ours, in this process."""
    import jwt

    import qs_jwt

    user: dict[str, Any] = {"userdir": "LAB", "userid": "anna"}
    file = str(KEY_FILES[bits])
    text = KEY_FILES[bits].read_text()
    key = load_pem_private_key(KEY_FILES[bits].read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    padding, digest = PKCS1v15(), hashes.SHA256()
    header = {"alg": "RS256", "typ": "JWT"}
    claims = {"userDirectory": "LAB", "userId": "anna", "iat": 1, "exp": 3601}

    def rate(make: Callable[[], object]) -> float:
        start = time.process_time()
        for _ in range(_SIGNATURES[bits]):
            make()
        return _SIGNATURES[bits] / (time.process_time() - start)

    return [
        partial(rate, lambda: key.sign(_SIGNED, padding, digest)),
        partial(rate, lambda: jwt.encode(claims, key, "RS256", header)),
        partial(rate, lambda: qs_jwt.create_qseow(**user, cert_privatekey=text)),
        partial(rate, lambda: qs_jwt.create_qseow(**user, cert_privatekey_file=file)),
    ]


def _batch(count: int, folder: Path) -> Table:
    table = Table(f"batch: tokens in a second, {count} core(s)", "what", *_SIZES)
    cells: dict[str, list[str]] = {"bare `key.sign`": [], "batch": [], "ratio": []}
    for bits in KEY_FILES:
        users = folder / f"{bits}.csv"
        write_users(users, _USERS[bits])
        found = in_turn(
            {"bare": partial(_bare, bits, count), "batch": partial(_run_batch, users, bits, count)},
            _BATCH_ROUNDS,
        )
        cells["bare `key.sign`"].append(f"{median(found['bare']):.0f}")
        cells["batch"].append(f"{median(found['batch']):.0f}")
        cells["ratio"].append(ratio(found, "batch", "bare"))
    for name, row in cells.items():
        table.add(name, *row)
    table.add("`openssl speed`", *_openssl(count))
    return table


def _bare(bits: int, threads: int) -> float:
    """Signatures in a second by a loop that does nothing else, in each of some threads."""
    key = load_pem_private_key(KEY_FILES[bits].read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)

    def sign() -> None:
        for _ in range(_SIGNATURES[bits]):
            key.sign(_SIGNED, PKCS1v15(), hashes.SHA256())

    workers = [threading.Thread(target=sign) for _ in range(threads)]
    start = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return threads * _SIGNATURES[bits] / (time.perf_counter() - start)


class Server:
    """A serve process that is asked for tokens ahead of its answers."""

    def __init__(self, bits: int):
        self._request = request(bits)
        self._process = subprocess.Popen(
            [COMMAND, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.rate(20)

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def rate(self, count: int) -> float:
        """Tokens in a second."""
        start = time.perf_counter()
        writer = threading.Thread(target=self._ask, args=(count,))
        writer.start()
        assert self._process.stdout
        for _ in range(count):
            if b'"token"' not in self._process.stdout.readline():
                raise RuntimeError("no token")
        writer.join()
        return count / (time.perf_counter() - start)

    def _ask(self, count: int) -> None:
        assert self._process.stdin
        for _ in range(count):
            self._process.stdin.write(self._request)
        self._process.stdin.flush()

    def end(self) -> None:
        """Let it end."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def request(bits: int) -> bytes:
    """A request for a token."""
    options = {
        "userdir": "LAB",
        "userid": "anna",
        "username": "Anna Berg",
        "useremail": "anna@example.com",
        "groups": ["sales", "north"],
        "cert_privatekey_file": str(KEY_FILES[bits]),
    }
    message = {"jsonrpc": "2.0", "id": 1, "method": "create-qseow", "params": options}
    return json.dumps(message).encode() + b"\n"


def write_users(path: Path, count: int) -> None:
    """A CSV file with ``count`` users."""
    with path.open("w", encoding="utf-8") as file:
        file.write("userdir,userid,username,useremail,groups\n")
        for n in range(count):
            file.write(f"LAB,user{n},User {n},user{n}@example.com,sales;region {n % 9}\n")


def batch_words(users: Path, bits: int) -> list[str]:
    """The command line of a batch."""
    return [
        str(COMMAND), "batch", "--platform", "qseow", "--input", str(users), "--output-file",
        str(users.with_suffix(".jsonl")), "--force", "--cert-privatekey-file", str(KEY_FILES[bits]),
    ]  # fmt: skip


def _run_batch(users: Path, bits: int, count: int) -> float:
    """Tokens in a second of a whole batch process, its start and end included."""
    limit: Callable[[], None] = use_cores(count)
    start = time.perf_counter()
    subprocess.run(
        batch_words(users, bits), stderr=subprocess.DEVNULL, check=True, preexec_fn=limit
    )
    return _USERS[bits] / (time.perf_counter() - start)


def _openssl(processes: int) -> list[str]:
    words = ["openssl", "speed", "-seconds", "3", "-multi", str(processes), "rsa2048", "rsa4096"]
    if processes == 1:
        del words[4:6]
    report = subprocess.run(words, capture_output=True, check=True, text=True).stdout
    found = re.findall(r"^rsa +(\d+) bits +\S+ +\S+ +([\d.]+)", report, re.MULTILINE)
    rates = {int(bits): float(rate) for bits, rate in found}
    return [f"{rates[bits]:.0f}" for bits in KEY_FILES]
