"""The PowerShell examples of the READMEs run as they stand, in one session.

Qlik Sense is not there, so Invoke-RestMethod is a function that notes its calls; and none knows
the certificate that the examples make, so a session is stood in for (Help.Tests.ps1 has real ones).
"""

import json
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from jwt.types import Options

import readmes
from qlik_examples import virtual_proxy
from qlik_server import QlikServer

from .conftest import MODULE, Shell

# each page makes its key, which nothing overwrites
FOLDERS = {readmes.FRONT: "front", readmes.MODULE: "module"}
EXAMPLES = [
    text
    for page, folder in FOLDERS.items()
    for text in (
        f"Set-Location (New-Item -ItemType Directory $root/{folder})",
        *(text for language, text in readmes.blocks(page) if language == "powershell"),
    )
]
EXAMPLES += [
    line
    for page in readmes.PAGES
    for line in readmes.spans(page, "powershell")
    if not readmes.elsewhere(line)
]
PROFILE = """
[lab]
platform = "qseow"
userdir = "LAB"
cert_privatekey_file = "module/privatekey.pem"
"""

BEFORE = """
$ErrorActionPreference = 'Stop'
$root = $PWD
$calls = [Collections.ArrayList]::new()
function Invoke-RestMethod {
    param($Uri, $Method, $ContentType, $Body, $Headers, $SessionVariable, $WebSession, $Certificate)
    [void] $calls.Add(@{ uri = $Uri; authorization = $Headers.Authorization; body = $Body })
    if ($SessionVariable) { Set-Variable -Name $SessionVariable -Value 'a session' -Scope 1 }
}
# an alias comes before the module's function
function Connect-StandIn {
    param(
        $Url, $UserDirectory, $UserId, $ClientId, $Issuer, $KeyId, $UserName, $UserEmail,
        [switch] $EmailVerified, $PrivateKeyPath, $Passphrase
    )
    # what a login needs is there: the key opens
    $key = @{ PrivateKeyPath = $PrivateKeyPath; Passphrase = $Passphrase }
    $null = New-QsJwtCertificate @key -Prefix ./opened_ -Force
    $session = @{ WebSession = 'a session' }
    $session | Add-Member -PassThru ScriptMethod Uri { "https://qlik.example.com$($args[0])" }
}
function Disconnect-StandIn { param($Session) if ($Session.Keys -ne 'WebSession') { throw } }
Set-Alias Connect-QsJwtSession Connect-StandIn
Set-Alias Disconnect-QsJwtSession Disconnect-StandIn
function Read-Host {
    param($Prompt, [switch] $AsSecureString)
    [Net.NetworkCredential]::new('', 'correct horse').SecurePassword
}
$apiKey = 'an API key'
$clientCertificate = 'a certificate'
"""
AFTER = """
ConvertTo-Json -Depth 5 -InputObject @{
    calls = $calls; loaded = (Get-Module QsJwt).Path; login = $login.Success
    tokens = @($tokens | ForEach-Object { @{ user = $_.User; token = $_.Token } })
} | Set-Content -LiteralPath $env:TEST_RESULTS -Encoding utf8
"""


@pytest.fixture(scope="module")
def session(new_shell: Callable[[], Shell]) -> dict[str, Any]:
    shell = new_shell()
    script, results = shell.folder.parent / "readme.ps1", shell.folder.parent / "readme.json"
    profiles = shell.folder / "profiles.toml"
    profiles.write_text(PROFILE)
    script.write_text(BEFORE + "\n".join(EXAMPLES) + AFTER, encoding="utf-8-sig")
    with QlikServer(tls_name="qlik.example.com") as server:
        # knows a certificate, though not the one that the examples make
        server.site.create_virtual_proxy(virtual_proxy())
        env = server.stand_in(shell.folder.parent)
        env |= {"PSModulePath": str(MODULE.parent), "TEST_RESULTS": str(results)}
        env["QS_JWT_CONFIG"] = str(profiles)
        printed = shell.run("-File", str(script), env=env)
    found: dict[str, Any] = json.loads(results.read_text(encoding="utf-8"))
    found["printed"] = printed
    folder = shell.folder / FOLDERS[readmes.MODULE]
    found["public_key"] = (folder / "publickey.pem").read_text()
    found["files"] = {path.stem: path.read_text() for path in folder.glob("*.jwt")}
    found["task_key"] = (folder / "task_privatekey.pem").read_text()
    return found


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 8


def test_the_module_is_the_one_of_this_checkout(session: dict[str, Any]) -> None:
    assert session["loaded"].startswith(str(MODULE))


def test_the_calls_carry_their_tokens(session: dict[str, Any]) -> None:
    calls = {call["uri"].partition("?")[0]: call for call in session["calls"]}
    qrs = calls["https://qlik.example.com/jwt/qrs/about"]["authorization"]
    options: Options = {"verify_aud": False}
    claims = jwt.decode(qrs.removeprefix("Bearer "), session["public_key"], ["RS256"], options)
    assert claims["userId"] == "anna"
    login = calls["https://tenant.eu.qlikcloud.com/login/jwt-session"]["authorization"]
    claims = jwt.decode(login.removeprefix("Bearer "), session["public_key"], ["RS256"], options)
    assert claims["email"] == "anna@example.com"
    provider = calls["https://tenant.eu.qlikcloud.com/api/v1/identity-providers"]
    assert json.loads(provider["body"])["options"]["issuer"] == "lab"
    proxy = calls["https://qlik.example.com:4242/qrs/virtualproxyconfig"]
    assert json.loads(proxy["body"])["prefix"] == "jwt"


def test_a_login_that_fails_says_why(session: dict[str, Any]) -> None:
    assert session["login"] is False
    assert "holds another certificate than the one given here" in session["printed"]


def test_the_users_of_the_table(session: dict[str, Any]) -> None:
    assert [pair["user"] for pair in session["tokens"]] == ["anna", "bo"]
    for pair in session["tokens"]:
        assert jwt.decode(pair["token"], session["public_key"], ["RS256"])["userId"] == pair["user"]


def test_a_file_for_each_user_of_the_table(session: dict[str, Any]) -> None:
    for user in ("anna", "bo"):
        token = session["files"][user].strip()
        assert jwt.decode(token, session["public_key"], ["RS256"])["userId"] == user


def test_the_key_of_the_scheduled_task_is_encrypted(session: dict[str, Any]) -> None:
    assert "BEGIN ENCRYPTED PRIVATE KEY" in session["task_key"]


def test_no_token_is_printed(session: dict[str, Any]) -> None:
    assert "eyJ" not in session["printed"]
    assert "anna" in session["printed"]
