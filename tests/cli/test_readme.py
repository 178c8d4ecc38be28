"""The README: its tables follow from the code, and each of its commands runs."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import COMMAND, SECONDS, Runner
from qlik_server import QlikServer
from readme_tables import README, TABLES, updated

TEXT = README.read_text(encoding="utf-8")
ROOT = README.parent
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
SETUP = [block for language, block in BLOCKS if language == "bash" and "-m venv" in block]


def test_tables_are_up_to_date() -> None:
    assert set(re.findall(r"<!-- table: (\w+) -->", TEXT)) == set(TABLES)
    assert updated(TEXT) == TEXT, "run: python tests/readme_tables.py"


class Qlik:
    """Both platforms under the names that the examples have, for whatever curl asks them."""

    site_name, tenant_name = "qlik.example.com", "lab.eu.qlikcloud.com"
    proxy_body, provider_body = "virtual-proxy.json", "identity-provider.json"

    def __init__(self, site: QlikServer, tenant: QlikServer, folder: Path):
        self._site = site
        self._tenant = tenant
        self._folder = folder
        self._ready = False

    def curl_settings(self) -> str:
        """What ~/.curlrc says, so that the examples' own curl comes here."""
        vouching = self._folder / "vouching.pem"
        vouching.write_bytes(self._site.cacert.read_bytes() + self._tenant.cacert.read_bytes())
        return (
            f'cacert = "{vouching}"\n'
            f'connect-to = "{self.site_name}:443:localhost:{self._site.port}"\n'
            f'connect-to = "{self.tenant_name}:443:localhost:{self._tenant.port}"\n'
        )

    def set_up(self, folder: Path) -> None:
        """Give both what an example has written for them."""
        if not self._ready:
            proxy, provider = (
                json.loads((folder / name).read_bytes())
                for name in (self.proxy_body, self.provider_body)
            )
            self._site.site.create_virtual_proxy(proxy)
            self._tenant.tenant.create_identity_provider(provider)
            self._ready = True


@pytest.fixture
def qlik(qs_jwt: Runner, tmp_path: Path) -> Iterator[Qlik]:
    with (
        QlikServer(tls_name=Qlik.site_name) as site,
        QlikServer(tls_name=Qlik.tenant_name) as cloud,
    ):
        both = Qlik(site, cloud, tmp_path)
        settings = Path(qs_jwt.environment["HOME"]) / ".curlrc"
        settings.write_text(both.curl_settings())
        yield both


def test_bash_and_python_examples_run_in_their_order(qs_jwt: Runner, qlik: Qlik) -> None:
    ran = 0
    for language, block in BLOCKS:
        if "https://" in block and language == "bash":
            qlik.set_up(qs_jwt.folder)
        if language == "bash" and block not in SETUP:
            words = ["bash", "-euo", "pipefail", "-c", block]
        elif language == "python":
            words = [sys.executable, "-c", block]
        else:
            continue
        done = subprocess.run(
            words, cwd=qs_jwt.folder, env=qs_jwt.environment, capture_output=True,
            timeout=SECONDS, check=False, text=True,
        )  # fmt: skip
        assert done.returncode == 0, f"{block}\n{done.stderr}"
        ran += 1
    assert ran >= 2


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
