"""The examples of Get-Help run as they stand."""

import re
from collections.abc import Callable

import pytest

from qlik_examples import CERTIFICATE, ONE_LINE_CERTIFICATE, identity_provider, virtual_proxy
from qlik_server import QlikServer
from qs_jwt import qscloud_oauth_key

from .conftest import MODULE, Case, Shell

SITE, TENANT = "qlik.example.com", "tenant.eu.qlikcloud.com"
SOURCES = {path.stem: path.read_text("utf-8") for path in (MODULE / "Public").iterdir()}
EXAMPLES = [
    f"{name} {number}"
    for name, text in SOURCES.items()
    for number in range(1, text.count(".EXAMPLE") + 1)
]


@pytest.fixture(scope="module")
def cases(new_shell: Callable[[], Shell]) -> dict[str, Case]:
    shell = new_shell()
    profiles = shell.folder / "profiles.toml"
    profiles.write_text('[lab]\nplatform = "qseow"\nuserdir = "LAB"\n')
    with QlikServer(tls_name=SITE, other_names=(TENANT,)) as server:
        provider = identity_provider(kid="key-1", pem=ONE_LINE_CERTIFICATE)
        provider["options"]["issuer"] = "lab"
        server.tenant.create_identity_provider(provider)
        jwk = qscloud_oauth_key(cert_publickey=CERTIFICATE).jwk
        server.tenant.oauth.register("0a1b2c3d", jwk)
        server.site.create_virtual_proxy(virtual_proxy(jwtPublicKeyCertificate=CERTIFICATE))
        env = {"QS_JWT_CONFIG": str(profiles), **server.stand_in(shell.folder.parent)}
        found = shell.cases("help.ps1", env)
        logins = [request.path for request in server.requests]
    login = ["/jwt/qrs/about", "/jwt/qps/user", "/jwt/qps/csrftoken"]
    logout = ["/jwt/qps/csrftoken", "/jwt/qps/user"]
    assert logins == [
        *login, *logout, "/oauth/token", *login, *logout,  # Connect-QsJwtSession
        *login, *logout,  # Disconnect-QsJwtSession
        "/login/jwt-session", "/api/v1/csrf-token", *login,  # Test-QsJwtLogin
    ]  # fmt: skip
    return found


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs(cases: dict[str, Case], example: str) -> None:
    shown = cases[example].only["shown"]
    assert "eyJ" not in shown


def test_the_examples_do_what_they_say(cases: dict[str, Case]) -> None:
    assert "True" in cases["Test-QsJwt 1"].only["shown"]
    assert "anna" in cases["ConvertFrom-QsJwt 2"].only["shown"]
    assert re.search(r"Success +: True", cases["Test-QsJwtLogin 1"].only["shown"])
    assert cases["Test-QsJwtLogin 2"].only["shown"] == ""
    assert '"issuer":"lab"' in cases["New-QsJwtIdentityProviderBody 2"].only["shown"]
    assert len(cases["files"].out) == 3 + 5 + 3  # pairs of keys, and a renewed certificate


def test_every_file_that_the_help_names_is_one_that_is_made() -> None:
    from qs_jwt.keys.certificates import FILE_NAMES

    for name, text in SOURCES.items():
        for file in re.findall(r"<prefix>(\w+\.\w+)", text):
            assert file in FILE_NAMES.values(), f"{name}: {file}"
