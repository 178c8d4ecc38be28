"""Memory that does not grow: batch over its users, serve over its requests."""

import tempfile
from pathlib import Path

from measure import Table, peak_megabytes
from rates import Server, batch_words, write_users

_USERS = (10_000, 100_000)
_LONG_USERS = 1_000_000
_REQUESTS = (1_000, 10_000)
_LONG_REQUESTS = 100_000


def tables(long: bool) -> list[Table]:
    return [_batch(long), _serve(long)]


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
