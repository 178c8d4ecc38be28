"""The READMEs: tables follow from the code, commands run, links lead somewhere."""

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
import readmes
from conftest import COMMAND, KEYS, SECONDS, Runner
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
ROOT = readmes.ROOT
FRONT = readmes.text_of(readmes.FRONT)
# In the order in which somebody reads them.
PAGES = (readmes.FRONT, readmes.REFERENCE, readmes.COMPLETION)

# The front page's logins run last: only the reference tells Qlik the certificate.
_LOGINS = FRONT[FRONT.index("## From a token to a working login") :].count("```") // 2 - 1
_FRONT, _REFERENCE, _COMPLETION = map(readmes.blocks, PAGES)
_LAST = len(_FRONT) - 1 - _LOGINS
BLOCKS = [*_FRONT[:_LAST], *_REFERENCE, *_COMPLETION, *_FRONT[_LAST:]]
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
    yield [sys.executable, "-m", "venv", "--without-pip", ".venv"]  # as the front page made one
    installing = {line for row in readmes.ways_to_install() for line in row}
    for page in readmes.PAGES:
        for line in readmes.spans(page, "bash"):
            if line not in installing and not readmes.elsewhere(line):
                own = line.removeprefix(".venv/bin/").replace("COMMAND", "decode")
                yield ["bash", "-euo", "pipefail", "-c", own]


def test_examples_run_in_their_order(qs_jwt: Runner) -> None:
    home = Path(qs_jwt.environment["HOME"])
    with QlikServer(tls_name=SITE, other_names=(TENANT,)) as server:
        (home / ".curlrc").write_text(
            f'cacert = "{server.cacert}"\n'
            f'connect-to = "{SITE}:443:localhost:{server.port}"\n'
            # the repository's own port
            f'connect-to = "{SITE}:4242:localhost:{server.port}"\n'
            f'connect-to = "{TENANT}:443:localhost:{server.port}"\n'
        )
        qs_jwt.environment |= server.stand_in(home)
        server.tenant.oauth.users.append({"email": "anna@example.com", "subject": "anna"})
        # what a reader has of their own
        (qs_jwt.folder / "admin.curl").write_text('header = "Authorization: Bearer API-KEY"\n')
        shutil.copy(server.cacert, qs_jwt.folder / "root.pem")
        shutil.copy(KEYS / "rsa2048.cer", qs_jwt.folder / "client.pem")
        shutil.copy(KEYS / "rsa2048.pkcs8.pem", qs_jwt.folder / "client_key.pem")
        for words in example_scripts():
            done = subprocess.run(
                words, cwd=qs_jwt.folder, env=qs_jwt.environment, capture_output=True,
                timeout=SECONDS, check=False, text=True, stdin=subprocess.DEVNULL,
            )  # fmt: skip
            assert done.returncode == 0, f"{words[-1]}\n{done.stderr}"
            if (jwk := qs_jwt.folder / "jwk.json").exists():  # what an administrator registers
                server.tenant.oauth.register("0a1b2c3d", json.loads(jwk.read_text()))
        # without which the repository of a real site lets nobody in
        [creation] = [one for one in server.requests if one.path == "/qrs/virtualproxyconfig"]
        assert creation.headers["host"] == f"{SITE}:4242"
        assert creation.headers["x-qlik-user"] == "UserDirectory=INTERNAL; UserId=sa_api"
    if shutil.which("git") and (ROOT / ".git").exists():
        made = [f"{path.name}{'/' if path.is_dir() else ''}" for path in qs_jwt.folder.iterdir()]
        ignored = subprocess.run(
            ["git", "check-ignore", "--no-index", *made], cwd=ROOT, capture_output=True,
            check=False, text=True, timeout=SECONDS,
        )  # fmt: skip
        assert sorted(ignored.stdout.split()) == sorted(made), "somebody could commit a key"


def test_every_way_to_install_is_shown_or_says_that_it_is_not() -> None:
    rows = re.findall(r"(?m)^\| .* \| (.*) \|$", FRONT[: FRONT.index("## The two commands")])[1:]
    assert len(rows) > 5
    for shown in rows:
        if shown not in ("---", *readmes.MARKS):
            assert (ROOT / shown.strip("`")).exists(), shown


def test_a_virtual_proxy_made_by_hand_is_the_one_that_the_command_makes() -> None:
    table = FRONT.partition("| field | value |")[2].partition("\n\n")[0]
    made = qs_jwt.qseow_virtual_proxy(prefix="jwt", cert_publickey_file=KEYS / "rsa2048.cer").body
    rows = dict(re.findall(r"(?m)^\| (.*?) \| (.*) \|$", table))
    assert rows["Prefix"].startswith(f"`{made['prefix']}`")
    assert rows["Session cookie header name"].startswith(f"`{made['sessionCookieHeaderName']}`")
    names = [f"`{made[name]}`" for name in ("jwtAttributeUserId", "jwtAttributeUserDirectory")]
    assert rows["JWT attribute for user ID, for user directory"] == ", ".join(names)
    [mapped] = made["jwtAttributeMap"]
    pair = f"`{mapped['jwtAttribute']}` to `{mapped['senseAttribute']}`"
    assert rows["JWT attribute mapping"].startswith(pair)
    # what the body has no value for
    assert {"Authentication method", "JWT certificate", "Host allow list"} < set(rows)


def test_one_key_has_one_name_on_every_page() -> None:
    """Others are the encrypted ones, of the profile and of the scheduled task."""
    pages = (*readmes.PAGES, "powershell/QsJwt/en-US/about_QsJwt.help.txt")
    texts = "".join(map(readmes.text_of, [*pages, "engine/tools/windows-readme.txt"]))
    assert set(re.findall(r"(\w*)privatekey\.pem", texts)) == {"", "locked_", "task_"}


@pytest.mark.parametrize("page", readmes.PAGES)
def test_the_zip_is_called_what_it_is(page: str) -> None:
    """Its name has the version in it (tests/distribution/test_release.py), which no page has."""
    named = re.findall(r"[\w.-]*windows-x64\.zip", readmes.text_of(page))
    assert set(named) <= {"qs-jwt-VERSION-windows-x64.zip"}


def test_the_front_page_is_short() -> None:
    assert len(FRONT.encode()) <= 10_000


def anchors(text: str) -> set[str]:
    """What links into a page may name: its headings, as GitHub writes them."""
    headings = re.findall(r"(?m)^#+ (.*)$", text)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", readmes.PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        linked = (ROOT / page).parent / path if path else ROOT / page
        assert linked.exists(), target
        if anchor:
            assert anchor in anchors(linked.read_text(encoding="utf-8")), target


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


@pytest.mark.slow
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
    again = subprocess.run(
        ["bash", "-c", first.rpartition("&& ")[2]], cwd=tmp_path, env=environment,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    error, hint = again.stderr.splitlines()
    assert error == "error: --cert-create: 'privatekey.pem' exists already"
    # and what the hint names works
    use = "--cert-privatekey-file 'privatekey.pem'"
    assert f"with {use}" in hint
    line = first.rpartition("&& ")[2].replace("--cert-create", use)
    subprocess.run(["bash", "-c", line], cwd=tmp_path, env=environment, check=True)


def test_the_setup_commands_name_the_installed_command() -> None:
    assert len(SETUP) == 2
    assert ".venv/bin/qs-jwt create-qseow --userdir LAB --userid anna --cert-create" in SETUP[0]
    assert COMMAND.exists()
