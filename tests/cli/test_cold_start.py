"""A command imports what it uses: the names, not the time, which no test can hold."""

import subprocess
import sys
from pathlib import Path

import pytest

import qs_jwt as api
from conftest import KEYS, SECONDS
from qs_jwt import commands

KEY = str(KEYS / "rsa2048.pkcs8.pem")
PROGRAM = """
import sys
from qs_jwt.cli import main, startup
startup.prepare()
code = main(sys.argv[1:])
print(*(n for n, m in sys.modules.items() if type(m).__name__ != "_LazyModule"), file=sys.stderr)
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
    assert not imported("--version") & {"fire", "jwt", "cryptography"}


def test_a_host_keeps_its_own_asyncio_and_jwks_client() -> None:
    program = f"""
import qs_jwt
qs_jwt.create_qseow(userdir="LAB", userid="a", cert_privatekey_file={KEY!r})
import asyncio, jwt
asyncio.run(asyncio.sleep(0))
assert jwt.PyJWKClient.__module__ == "jwt.jwks_client"
"""
    subprocess.run([sys.executable, "-I", "-c", program], timeout=SECONDS, check=True)


def run(program: str) -> None:
    subprocess.run([sys.executable, "-I", "-c", program], timeout=SECONDS, check=True)


def test_the_command_line_in_a_host_leaves_nothing_hollow() -> None:
    run(f"""
import contextlib, io, sys
from qs_jwt import cli
before = list(sys.meta_path)
sys.stdout = io.TextIOWrapper(io.BytesIO())
assert cli.main({list(QSEOW)!r}) == 0
sys.stdout = sys.__stdout__
assert sys.meta_path == before
assert not [name for name, module in sys.modules.items() if type(module).__name__ == "_LazyModule"]
import asyncio, jwt, subprocess
asyncio.run(asyncio.sleep(0))
assert jwt.PyJWKClient.__module__ == "jwt.jwks_client"
""")


def test_the_stand_in_for_asyncio_hands_over_to_it() -> None:
    run("""
from qs_jwt.cli import startup
startup.prepare()
import asyncio
assert not asyncio.iscoroutinefunction(print)
assert type(asyncio).__name__ == "_Asyncio"
asyncio.run(asyncio.sleep(0))
import asyncio
import asyncio.events
assert type(asyncio).__name__ == "module"
""")


def test_what_is_deferred_is_loaded_when_it_is_used_or_completed() -> None:
    run("""
import sys
from qs_jwt.cli import startup
startup.prepare()
import subprocess
from cryptography import x509
assert type(subprocess).__name__ == "_LazyModule"
assert subprocess.run([sys.executable, "-c", ""]).returncode == 0
assert type(subprocess).__name__ == "module"
startup.complete()
assert type(x509).__name__ == "module"
""")


def test_an_import_error_of_a_deferred_module_is_itself(tmp_path: Path) -> None:
    package = tmp_path / "fire"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "interact.py").write_text("import nothing_of_that_name\n")
    run(f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from qs_jwt.cli import startup
startup.prepare()
from fire import interact
try:
    interact.Embed
except ModuleNotFoundError as error:
    assert error.name == "nothing_of_that_name"
else:
    raise AssertionError
""")


def test_fires_parse_functions_are_where_fire_puts_them() -> None:
    """Ours are set without Fire, which takes 30 ms to import."""
    from fire import decorators

    for name in commands.COMMANDS:
        definition = commands.load(name)
        found = decorators.GetParseFns(definition.checked)
        assert set(found["named"]) == set(definition.parameters)


def test_whoever_calls_fire_guesses_nothing() -> None:
    import fire

    key = f"--cert-privatekey-file={KEY}"
    for text in ("anna#admin", "1_000", "007", "1e5", "True", "a,b", "None", "(1)"):
        made = fire.Fire(
            api.create_qseow,
            command=["--userdir=LAB", f"--userid={text}", f"--groups={text}", key],
            serialize=lambda _: None,
        )
        assert made.payload["userId"] == text
        assert made.payload["group"] == [text]
