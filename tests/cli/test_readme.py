"""The README: its tables follow from the code, and each of its commands runs."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

import qs_jwt
from conftest import COMMAND, SECONDS, Runner
from qlik_server import QlikServer
from qs_jwt import tokens
from qs_jwt.commands.decode import Decoded
from qs_jwt.commands.login_qseow import QseowLogin
from qs_jwt.commands.logout_qseow import Logout
from qs_jwt.commands.profiles import Profiles
from qs_jwt.commands.qscloud_oauth_key import RegisteredKey
from qs_jwt.commands.verify import Verification
from qs_jwt.install.installation import Installed
from qs_jwt.keys.facts import CertificateFacts
from qs_jwt.qlik.access_token import AccessToken
from qs_jwt.qlik.bodies import RequestBody
from readme_tables import README, TABLES, updated

TEXT = README.read_text(encoding="utf-8")
ROOT = README.parent
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
SETUP = [block for language, block in BLOCKS if language == "bash" and "-m venv" in block]


def test_tables_are_up_to_date() -> None:
    assert set(re.findall(r"<!-- table: (\w+) -->", TEXT)) == set(TABLES)
    assert updated(TEXT) == TEXT, "run: python engine/tools/readme_tables.py"


# What the examples call Qlik: both platforms are one server, under these names.
SITE, TENANT = "qlik.example.com", "lab.eu.qlikcloud.com"


# The secrets that the CI examples count on.
SECRETS = 'export QLIK_KEY_FILE=privatekey.pem QLIK_KEY="$(cat privatekey.pem)"\n'


def example_scripts() -> Iterator[list[str]]:
    """The words that run each example, in the order of the page."""
    # what the page begins with, as far as it is not about this checkout
    yield ["bash", "-c", SETUP[0].rpartition(".venv/bin/")[2]]
    for language, block in BLOCKS:
        if language == "bash" and block not in SETUP:
            yield ["bash", "-euo", "pipefail", "-c", block]
        elif language == "python":
            yield [sys.executable, "-c", block]
        elif language == "yaml":  # the script of its last step; those before it install
            script = textwrap.dedent(re.split(r"(?:run:|-) \|\n", block)[-1])
            yield ["bash", "-euo", "pipefail", "-c", SECRETS + script]


def test_examples_run_in_their_order(qs_jwt: Runner) -> None:
    home = Path(qs_jwt.environment["HOME"])
    with QlikServer(tls_name=SITE, other_names=(TENANT,)) as server:
        (home / ".curlrc").write_text(
            f'cacert = "{server.cacert}"\n'
            f'connect-to = "{SITE}:443:localhost:{server.port}"\n'
            f'connect-to = "{TENANT}:443:localhost:{server.port}"\n'
        )
        qs_jwt.environment |= server.stand_in(home)
        server.tenant.oauth.users.append({"email": "anna@example.com", "subject": "anna"})
        # what a reader has of their own
        (qs_jwt.folder / "admin.curl").write_text('header = "Authorization: Bearer API-KEY"\n')
        shutil.copy(server.cacert, qs_jwt.folder / "root.pem")
        for words in example_scripts():
            done = subprocess.run(
                words, cwd=qs_jwt.folder, env=qs_jwt.environment, capture_output=True,
                timeout=SECONDS, check=False, text=True,
            )  # fmt: skip
            assert done.returncode == 0, f"{words[-1]}\n{done.stderr}"
            if (jwk := qs_jwt.folder / "jwk.json").exists():  # what an administrator registers
                server.tenant.oauth.register("0a1b2c3d", json.loads(jwk.read_text()))


def test_only_what_installs_is_not_run() -> None:
    kinds = {"bash", "python", "yaml", "powershell"}  # the last in tests/powershell
    others = [block for language, block in BLOCKS if language not in kinds]
    assert len(others) == 1
    assert "pipx install" in others[0]


RESULTS: dict[str, tuple[str, ...]] = {
    "create-qscloud": tokens.Token.fields,
    "decode": Decoded.fields,
    "verify": Verification.fields,
    "login-qseow": QseowLogin.fields,
    "logout-qseow": Logout.fields,
    "login-qscloud-oauth": AccessToken.fields,
    "qscloud-oauth-key": RegisteredKey.fields,
    "create-cert": ("files", "certificate"),
    "inspect-cert": (*CertificateFacts._fields, "privatekey_matches"),
    "qscloud-idp": RequestBody.fields,
    "profiles": Profiles.fields,
    "the installers": Installed.fields,
}


@pytest.mark.parametrize("command", RESULTS)
def test_every_field_of_a_result_is_told(command: str) -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and command in line]
    assert any(all(f"`{name}`" in row for name in RESULTS[command]) for row in rows)


def test_every_code_of_a_warning_is_told() -> None:
    codes = {
        node.args[0].value
        for path in Path(qs_jwt.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Notice"
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }
    assert len(codes) > 5
    assert not {code for code in codes if f"`{code}`" not in TEXT}


@pytest.mark.skipif(not shutil.which("git"), reason="needs git to copy the checkout")
def test_the_first_command_on_an_empty_checkout(tmp_path: Path) -> None:
    """A stranger's first command: it sets up, and a token is on stdout."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    first = SETUP[0]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", first], cwd=tmp_path, env=environment,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    if done.returncode and "Could not find a version" in done.stderr:
        pytest.skip("no package registry can be reached")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(".") == 2
    assert (tmp_path / "privatekey.pem").stat().st_mode & 0o777 == 0o600


def test_the_setup_commands_name_the_installed_command() -> None:
    assert len(SETUP) == 2
    assert ".venv/bin/qs-jwt create-qseow --userdir LAB --userid anna --cert-create" in SETUP[0]
    assert COMMAND.exists()
