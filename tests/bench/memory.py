"""Memory that does not grow: batch over its users, serve over its requests, all over bad input."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import COMMAND, KEY_FILES, Table, Words, peak_megabytes
from rates import Server, batch_words, write_users

sys.path.insert(0, str(Path(__file__).parent.parent))

from qlik_server import Fault, QlikServer

_USERS = (10_000, 100_000)
_LONG_USERS = 1_000_000
_REQUESTS = (1_000, 10_000)
_LONG_REQUESTS = 100_000


def tables(long: bool) -> list[Table]:
    return [_batch(long), _serve(long), _hostile()]


def _batch(long: bool) -> Table:
    table = Table("batch: memory, RSA-2048, all cores", "users", "MB at most", "s")
    with tempfile.TemporaryDirectory() as folder:
        for count in (*_USERS, _LONG_USERS) if long else _USERS:
            users = Path(folder, "users.csv")
            write_users(users, count)
            megabytes, took = peak_megabytes(batch_words(users, 2048))
            table.add(f"{count:,}", f"{megabytes:.0f}", f"{took:.0f}")
    return table


def _serve(long: bool) -> Table:
    table = Table("serve: memory, RSA-2048", "requests answered", "MB")
    server = Server(2048)
    done = 0
    for total in (*_REQUESTS, _LONG_REQUESTS) if long else _REQUESTS:
        server.rate(total - done)
        done = total
        status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
        kilobytes = next(line.split()[1] for line in status.splitlines() if "VmRSS" in line)
        table.add(f"{done:,}", f"{int(kilobytes) / 1024:.1f}")
    server.end()
    return table


_ROW_MEGABYTES = 150
_VAST_BITS = 131_072
_CHUNK_MEGABYTES = 3 * 1024


def _hostile() -> Table:
    table = Table("memory of what refuses", "input", "MB at most", "s")
    with tempfile.TemporaryDirectory() as name, QlikServer() as server:
        folder = Path(name)
        for what, words in (
            (f"a CSV row of {_ROW_MEGABYTES} MB", _vast_row(folder)),
            (f"a key of {_VAST_BITS:,} bits", _vast_key(folder)),
            ("an answer in a chunk of size -1", _vast_answer(folder, server)),
        ):
            megabytes, took = peak_megabytes(words, code=None)
            table.add(what, f"{megabytes:.0f}", f"{took:.1f}")
    return table


def _vast_row(folder: Path) -> Words:
    users = folder / "users.csv"
    with users.open("w", encoding="ascii") as file:
        file.write("userdir,userid\nLAB,")
        for _ in range(_ROW_MEGABYTES):  # piece by piece: a child's peak begins with ours
            file.write("x" * 2**20)
        file.write("\n")
    return batch_words(users, 2048)


def _vast_key(folder: Path) -> Words:
    key = folder / "key.der"
    vast = _der(0x02, (1 << (_VAST_BITS - 1) | 1).to_bytes(_VAST_BITS // 8 + 1, "big"))
    small = _der(0x02, b"\x03")
    numbers = [_der(0x02, b"\0"), vast, small, vast, *[small] * 5]
    key.write_bytes(_der(0x30, b"".join(numbers)))
    key.chmod(0o600)
    words = [str(COMMAND), "create-qseow", "--userdir", "LAB", "--userid", "anna"]
    return [*words, "--cert-privatekey-file", str(key)]


def _vast_answer(folder: Path, server: QlikServer) -> Words:
    token = folder / "token.jwt"
    words = [str(COMMAND), "create-qseow", "--userdir", "LAB", "--userid", "anna"]
    key = ["--cert-privatekey-file", str(KEY_FILES[2048]), "--output-file", str(token)]
    subprocess.run([*words, *key], check=True)

    def raw() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"
        for _ in range(_CHUNK_MEGABYTES):
            yield b" " * 2**20

    server.fail(Fault.RAW, raw=raw())
    where = ["--url", f"{server.url}/jwt", "--cacert", str(server.cacert)]
    return [str(COMMAND), "login-qseow", *where, "--jwt-file", str(token)]


def _der(tag: int, content: bytes) -> bytes:
    """One value in DER (X.690)."""
    length = len(content).to_bytes(4, "big")
    return bytes([tag, 0x84]) + length + content
