"""A command imports what it uses: the names, not the time, which no test can hold."""

import subprocess
import sys

import pytest

from conftest import KEYS, SECONDS

KEY = str(KEYS / "rsa2048.pkcs8.pem")
PROGRAM = """
import sys
from qs_jwt.cli import main
code = main(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""
QSEOW = ("create-qseow", "--userdir", "LAB", "--userid", "a", "--cert-privatekey-file", KEY)
CLOUD = (
    "create-qscloud", "--issuer", "i", "--keyid", "k", "--sub", "s", "--username", "n",
    "--useremail", "a@b", "--useremail-verified", "true", "--cert-privatekey-file", KEY,
)  # fmt: skip

# What no token has a use for, and each would wait for.
NOT_USED = {
    "concurrent", "csv", "email", "http", "importlib.metadata", "ipaddress", "logging",
    "multiprocessing", "pathlib", "platformdirs", "socket", "ssl", "tempfile", "tomllib",
    "tqdm", "urllib", "uuid", "cryptography.x509",
    "cryptography.hazmat.primitives.serialization.pkcs12",
}  # fmt: skip


def imported(*words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-I", "-c", PROGRAM, *words], capture_output=True, text=True,
        timeout=SECONDS, check=True,
    )  # fmt: skip
    return set(done.stderr.split())


@pytest.mark.parametrize(("words", "platform"), [(QSEOW, "qseow"), (CLOUD, "qscloud")])
def test_a_token_imports_what_it_uses(words: tuple[str, ...], platform: str) -> None:
    found = imported(*words)
    assert f"qs_jwt.commands.create_{platform}" in found
    for name in sorted(found):
        parts = name.split(".")
        assert not {".".join(parts[:end]) for end in range(1, len(parts) + 1)} & NOT_USED, name
    # a placeholder, and so without modules of its own
    assert not {name for name in found if name.startswith("asyncio.")}


def test_the_version_imports_neither_fire_nor_cryptography() -> None:
    assert not imported("--version") & {"fire", "jwt", "cryptography", "asyncio"}


def test_a_host_keeps_its_own_asyncio_and_jwks_client() -> None:
    program = f"""
import qs_jwt
qs_jwt.create_qseow(userdir="LAB", userid="a", cert_privatekey_file={KEY!r})
import asyncio, jwt
asyncio.run(asyncio.sleep(0))
assert jwt.PyJWKClient.__module__ == "jwt.jwks_client"
"""
    subprocess.run([sys.executable, "-I", "-c", program], timeout=SECONDS, check=True)
