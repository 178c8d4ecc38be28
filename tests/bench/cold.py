"""Whole processes: one token, one certificate, and what an import takes."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from measure import BIN, COMMAND, KEY_FILES, Table, in_turn, ratio, seconds

_ROUNDS = 25
_CERTIFICATES = 30
# src/qs-jwt.js of the Node tool, which no registry serves: from its repository
_NODE_TOOL = os.environ.get("NODE_QS_JWT")
_NODE_PROGRAM = """
const jwt = require('jsonwebtoken');
const key = require('fs').readFileSync(process.argv[2]);
const claims = { userId: 'anna', userDirectory: 'LAB' };
process.stdout.write(jwt.sign(claims, key, { algorithm: 'RS256', expiresIn: '1h' }));
"""


def tables(long: bool) -> list[Table]:
    with tempfile.TemporaryDirectory() as folder:
        return [_token(Path(folder)), _certificate(Path(folder)), _imports()]


def _token(folder: Path) -> Table:
    words = {"`python -c 0`": [sys.executable, "-c", "0"]}
    node = shutil.which("node")
    if node:
        words["`node -e 0`"] = [node, "-e", "0"]
    data = folder / "signed"
    data.write_bytes(b"x" * 300)
    for bits, key in KEY_FILES.items():
        words[f"`openssl dgst -sign`, RSA-{bits}"] = [
            "openssl", "dgst", "-sha256", "-sign", str(key), "-out", "/dev/null", str(data),
        ]  # fmt: skip
        words[f"`qs-jwt create-qseow`, RSA-{bits}"] = [
            str(COMMAND), "create-qseow", "--userdir", "LAB", "--userid", "anna",
            "--cert-privatekey-file", str(key),
        ]  # fmt: skip
        if node and _has_jsonwebtoken(folder):
            program = folder / "sign.js"
            program.write_text(_NODE_PROGRAM)
            words[f"Node, jsonwebtoken, RSA-{bits}"] = [node, str(program), str(key)]
        if node and _NODE_TOOL:
            words[f"Node's qs-jwt, RSA-{bits}"] = [
                node, _NODE_TOOL, "create-qseow", "--userdir", "LAB", "--userid", "anna",
                "--username", "Anna", "--useremail", "anna@example.com", "--groups", "sales",
                "--audience", "qlik", "--expires", "1h", "--cert-privatekey-file", str(key),
                "--minimal-output",
            ]  # fmt: skip
    found = in_turn({name: partial(seconds, given) for name, given in words.items()}, _ROUNDS)
    table = Table("One token, whole process", "what", "ms", "of `python -c 0`", "of `node -e 0`")
    for name, times in found.items():
        to_node = ratio(found, name, "`node -e 0`") if node else "-"
        table.add(name, f"{median(times) * 1e3:.0f}", ratio(found, name, "`python -c 0`"), to_node)
    return table


def _has_jsonwebtoken(folder: Path) -> bool:
    if not (folder / "node_modules").exists() and shutil.which("npm"):
        words = ["npm", "install", "--silent", "--no-audit", "--no-fund", "jsonwebtoken"]
        subprocess.run(words, cwd=folder, capture_output=True, check=False)
    return (folder / "node_modules" / "jsonwebtoken").exists()


def _certificate(folder: Path) -> Table:
    bare = "bare `rsa.generate_private_key`"
    prefix = str(folder / "new-")
    words = [str(COMMAND), *_certificate_words(), "--cert-file-prefix", prefix, "--force"]
    ours = f"`qs-jwt {words[1]}`"
    program = [
        str(BIN / "python"), "-c",
        "from cryptography.hazmat.primitives.asymmetric import rsa;"
        "rsa.generate_private_key(65537, 4096)",
    ]  # fmt: skip
    what: dict[str, Callable[[], float]] = {
        bare: _generate,
        f"{bare}, whole process": partial(seconds, program),
        ours: partial(seconds, words),
    }
    found = in_turn(what, _CERTIFICATES)
    table = Table(f"RSA-4096 key pair and certificate, {_CERTIFICATES} times", "what", "s", "more")
    for name, times in found.items():
        more = median(times) - median(found[bare])
        table.add(name, f"{median(times):.3f}", f"{more:+.3f}")
    return table


def _certificate_words() -> list[str]:
    """create-cert; where this version has none, a token with a new certificate."""
    from qs_jwt import commands

    if "create-cert" in commands.COMMANDS:
        return ["create-cert"]
    return ["create-qseow", "--userdir", "LAB", "--userid", "anna", "--cert-create"]


def _generate() -> float:
    import time

    start = time.perf_counter()
    generate_private_key(65537, 4096)
    return time.perf_counter() - start


def _imports() -> Table:
    """What the cold path imports, by the package that is asked for (``-X importtime``)."""
    words = [
        sys.executable, "-X", "importtime", "-m", "qs_jwt", "create-qseow", "--userdir", "LAB",
        "--userid", "anna", "--cert-privatekey-file", str(KEY_FILES[4096]),
    ]  # fmt: skip
    runs = []
    for _ in range(5):
        done = subprocess.run(words, capture_output=True, check=True, text=True)
        runs.append(_by_package(done.stderr))
    table = Table("Imports of that process (`-X importtime`)", "package", "ms of its own")
    packages = sorted(runs[0], key=lambda name: -median(run.get(name, 0) for run in runs))
    for name in packages[:10]:
        table.add(name, f"{median(run.get(name, 0) for run in runs) / 1e3:.1f}")
    table.add("all", f"{median(sum(run.values()) for run in runs) / 1e3:.1f}")
    return table


def _by_package(report: str) -> dict[str, int]:
    found: dict[str, int] = {}
    # among them stands what the program itself says
    for line in [line for line in report.splitlines() if line.startswith("import time:")][1:]:
        own, _, name = line.removeprefix("import time:").split("|")
        package = name.strip().partition(".")[0]
        package = (
            package if package in ("qs_jwt", "fire", "jwt", "cryptography") else "Python's own"
        )
        found[package] = found.get(package, 0) + int(own)
    return found
