"""Test-QsJwtLogin, against a server that answers as Qlik documents."""

import json
import subprocess
from collections.abc import Callable, Iterator

import pytest

from conftest import COMMAND, KEYS
from qlik_server import QlikServer

from .conftest import Case, Shell

CERTIFICATE = KEYS / "rsa2048.cer"


def body(*words: str) -> dict[str, object]:
    done = subprocess.run(
        [COMMAND, *words, "--cert-publickey-file", CERTIFICATE, "--output", "json"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    made: dict[str, object] = json.loads(done.stdout)["result"]["body"]
    return made


@pytest.fixture(scope="module")
def server() -> Iterator[QlikServer]:
    with QlikServer() as running:
        running.tenant.create_identity_provider(
            body("qscloud-idp", "--issuer", "lab", "--keyid", "key-1")
        )
        running.site.create_virtual_proxy(body("qseow-virtual-proxy", "--prefix", "jwt"))
        yield running


@pytest.fixture(scope="module")
def cases(new_shell: Callable[[], Shell], server: QlikServer) -> dict[str, Case]:
    env = {"TEST_URL": server.url, "TEST_CACERT": str(server.cacert)}
    return new_shell().cases("login.ps1", env)


def test_a_login_to_qlik_cloud(cases: dict[str, Case]) -> None:
    login = cases["cloud"].only
    assert login["type"] == "QsJwt.LoginResult"
    assert (login["success"], login["status"], login["code"]) == (True, 200, None)
    assert "UserId" not in login["names"]
    assert {"Success", "StatusCode", "QlikCode", "Cause", "WebSession"} <= set(login["names"])


def test_a_token_is_spent(cases: dict[str, Case]) -> None:
    first, second = cases["cloud-spent"].out
    assert first is True
    assert second["success"] is False
    assert second["status"] in (400, 401)
    assert second["code"]
    assert second["causes"]


def test_a_refusal_is_explained(cases: dict[str, Case]) -> None:
    key_id = cases["cloud-wrong-key-id"].only
    assert key_id["success"] is False
    assert key_id["causes"]
    assert "KeyId" in key_id["findings"]
    assert "-KeyId" in "".join(key_id["causes"])
    assert "--" not in "".join(key_id["causes"])
    expired = cases["qseow-expired"].only
    assert (expired["success"], expired["status"]) == (False, 401)
    assert "Expired" in expired["findings"]
    other = cases["qseow-other-key"].only
    assert other["success"] is False


@pytest.mark.parametrize("name", ["qseow", "qseow-text"])
def test_a_login_to_qseow(cases: dict[str, Case], name: str) -> None:
    login = cases[name].only
    assert (login["success"], login["status"]) == (True, 200)
    assert login["user"] == "LAB\\anna"
    assert "eyJ" not in login["view"]


def test_a_cookie_file(cases: dict[str, Case]) -> None:
    case = cases["cookie-file"]
    absent, login = case.out
    assert absent is False
    assert login["file"].endswith("cookies.txt")
    assert case.thrown is not None
    assert case.thrown.id == "FileExists,Test-QsJwtLogin"


def test_an_answer_that_was_not_had_is_an_error(cases: dict[str, Case]) -> None:
    for name, code, category in (
        ("not-trusted", "TlsNotTrusted", "SecurityError"),
        ("nobody-there", "ConnectionFailed", "ConnectionError"),
    ):
        thrown = cases[name].thrown
        assert thrown is not None, name
        assert (thrown.id, thrown.category) == (f"{code},Test-QsJwtLogin", category)
        assert thrown.target.startswith("https://localhost")
    assert cases["not-checked"].only["success"] is True
    assert cases["not-checked"].warnings
    for name in ("no-token", "no-address"):
        case = cases[name]
        (error,) = [*case.errors, *([case.thrown] if case.thrown else [])]
        assert error.category == "InvalidArgument"


def test_the_session_goes_on(cases: dict[str, Case]) -> None:
    session = cases["session"].only
    if session == "no sessions":
        pytest.skip("this PowerShell has no WebRequestSession")
    assert session["type"] == "WebRequestSession"
    assert session["cookies"]


def test_the_server_found_no_fault_in_itself(cases: dict[str, Case], server: QlikServer) -> None:
    assert cases
    assert not server.errors
