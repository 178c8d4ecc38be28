"""Certificates, request bodies and profiles."""

import hashlib
import json
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import KEYS

from .conftest import Case, Shell


@pytest.fixture(scope="module")
def shell_folder(new_shell: Callable[[], Shell]) -> Shell:
    return new_shell()


@pytest.fixture(scope="module")
def cases(shell_folder: Shell) -> dict[str, Case]:
    profiles = shell_folder.folder.parent / "profiles.toml"
    key = KEYS / "rsa2048.pkcs8.pem"
    profiles.write_text(
        f'[lab]\nplatform = "qseow"\nuserdir = "LAB"\ncert_privatekey_file = "{key}"\n'
        f'[cloud]\nplatform = "qscloud"\nissuer = "i"\nkeyid = "k"\n'
        f'cert_privatekey_file = "{key}"\ncert_publickey_file = "{KEYS / "rsa2048.cer"}"\n'
    )
    return shell_folder.cases("certificates.ps1", {"QS_JWT_CONFIG": str(profiles)})


def test_make(cases: dict[str, Case], shell_folder: Shell) -> None:
    made, files = cases["make"].out
    names = ["lab_privatekey.pem", "lab_publickey.cer", "lab_publickey.pem"]
    assert files["files"] == names
    folder = shell_folder.folder
    assert made["type"] == "QsJwt.CertificateFiles"
    assert [made["key"], made["certificate"], made["public"]] == [str(folder / n) for n in names]
    assert made["pfx"] is None
    assert "Lab" in made["subject"]
    assert made["days"] in (59, 60)
    assert made["size"] == 2048
    assert "BEGIN" not in made["view"]
    assert (folder / "lab_privatekey.pem").stat().st_mode & 0o777 == 0o600


def test_files_are_replaced_by_force_only(cases: dict[str, Case]) -> None:
    thrown = cases["make-again"].thrown
    assert thrown is not None
    assert (thrown.id, thrown.category) == ("FileExists,New-QsJwtCertificate", "ResourceExists")
    assert thrown.message.startswith("-Prefix: ")
    assert cases["make-by-force"].only is True


def test_what_if_makes_nothing(cases: dict[str, Case]) -> None:
    assert cases["make-what-if"].only == {"files": []}


def test_files_go_to_the_current_folder(cases: dict[str, Case]) -> None:
    assert cases["make-here"].only["files"] == ["privatekey.pem", "publickey.cer", "publickey.pem"]


def test_encrypted_keys_and_pfx(cases: dict[str, Case]) -> None:
    assert cases["make-pfx"].out == ["a", "b"]


def test_renewal(cases: dict[str, Case]) -> None:
    assert cases["renew"].out == [{"same": True}, True, False]


def test_inspect(cases: dict[str, Case]) -> None:
    found = cases["inspect"].only
    pem = (KEYS / "rsa2048.cer").read_text()
    der = ssl.PEM_cert_to_DER_cert(pem[pem.index("-----BEGIN") :])
    assert found["type"] == "QsJwt.Certificate"
    assert found["sha1"] == hashlib.sha1(der, usedforsecurity=False).hexdigest().upper()
    assert found["sha256"].upper() == hashlib.sha256(der).hexdigest().upper()
    assert found["kind"] == "Utc"
    assert found["after"].endswith("Z")
    assert found["before"] < found["after"]
    assert found["whole"] is True
    assert found["size"] == 2048
    assert "\n" not in found["pem"]
    assert "BEGIN CERTIFICATE" in found["pem"]
    assert set(found["names"]) >= {
        *("Subject", "Issuer", "NotBefore", "NotAfter", "DaysLeft", "KeySize"),
        *("SignatureAlgorithm", "SerialNumber", "Thumbprint", "ThumbprintSha256", "OneLinePem"),
    }
    assert "PrivateKeyMatches" not in found["names"]
    assert cases["inspect-text"].only == found["sha1"]


def test_inspect_what_is_piped(cases: dict[str, Case]) -> None:
    assert cases["inspect-pipe"].out == [2048, 4096, 3072]


def test_one_path_that_is_none_does_not_stop_the_others(cases: dict[str, Case]) -> None:
    case = cases["inspect-many"]
    assert case.thrown is None
    assert len(case.out) == 3
    assert [error.id.partition(",")[0] for error in case.errors] == [
        *("InvalidPath", "InvalidPath", "InvalidPath", "FileMissing")
    ]


def test_a_prefix_that_is_a_folder(cases: dict[str, Case]) -> None:
    pair = ["privatekey.pem", "publickey.cer", "publickey.pem"]
    inner, outer = (set(found["files"]) for found in cases["make-in-a-folder"].out)
    assert inner == set(pair)
    assert outer == {*pair, "inner", "driven"}
    assert cases["inspect-literal"].out == [2048, 2048]


def test_one_bad_file_does_not_stop_the_others(cases: dict[str, Case]) -> None:
    case = cases["inspect-one-bad"]
    assert case.out == [2048, 4096]
    empty, missing = case.errors
    assert empty.id == "CertificateInvalid,Get-QsJwtCertificate"
    assert missing.id == "FileMissing,Get-QsJwtCertificate"
    assert missing.category == "ObjectNotFound"
    assert missing.message.startswith("-Path: ")
    assert missing.target == "./nowhere.cer"


def test_an_expired_certificate_is_warned_of(cases: dict[str, Case]) -> None:
    assert cases["inspect-expired"].only is True
    assert cases["inspect-expired"].warnings


def test_the_identity_provider(cases: dict[str, Case]) -> None:
    text, kid = cases["provider"].out
    body = json.loads(text)
    assert body["tenantIds"] == ["t1", "t2"]
    assert body["description"] == 'Asa \\"x"'
    assert body["options"]["issuer"] == "lab"
    assert body["options"]["staticKeys"][0]["kid"] == "key 'O' 1"
    assert body["interactive"] is False
    assert kid == "k"
    assert json.loads(cases["provider-pipe"].only)["provider"] == "external"
    thrown = cases["provider-no-issuer"].thrown
    assert thrown is not None
    assert thrown.id == "EmptyValue,New-QsJwtIdentityProviderBody"
    assert thrown.message.startswith("-Issuer: ")
    assert json.loads(cases["provider-profile"].only)["options"]["issuer"] == "i"


def test_the_virtual_proxy(cases: dict[str, Case]) -> None:
    text, prefix = cases["proxy"].out
    body = json.loads(text)
    assert body["authenticationMethod"] == 4
    assert (body["jwtAttributeUserId"], body["jwtAttributeUserDirectory"]) == ("uid", "udir")
    assert body["websocketCrossOriginWhiteList"] == ["a.example.com", "b.example.com"]
    assert body["sessionCookieHeaderName"] == "X-Lab"
    assert prefix == "jwt"


def test_profiles(cases: dict[str, Case]) -> None:
    lab, cloud = cases["profiles"].out
    assert lab["type"] == "QsJwt.Profile"
    assert (lab["name"], lab["platform"]) == ("lab", "qseow")
    assert lab["options"]["userdir"] == "LAB"
    assert (cloud["name"], cloud["platform"]) == ("cloud", "qscloud")
    by_name = cases["profiles-by-name"]
    assert by_name.out == ["qseow", "cloud", "lab", 0, "lab"]
    (unknown,) = by_name.errors
    assert (unknown.id, unknown.target) == ("UnknownProfile,Get-QsJwtProfile", "nobody")


def test_tokens_by_profile(cases: dict[str, Case]) -> None:
    anna, bo, cy, di = cases["profile-token"].out
    assert (anna["userId"], anna["userDirectory"]) == ("anna", "LAB")
    assert (bo["userId"], bo["exp"] - bo["iat"]) == ("bo", 60)
    assert (cy["userId"], cy["group"]) == ("cy", ["a", "b"])
    assert (di["email"], di["email_verified"], di["iss"]) == ("di@example.com", True, "i")
    assert cases["profile-own-wins"].only == "OTHER"
    unknown = cases["profile-unknown"].thrown
    assert unknown is not None
    assert (unknown.id, unknown.category) == ("UnknownProfile,New-QsJwt", "ObjectNotFound")
    (text,) = cases["profile-cloud-text"].errors
    assert text.id == "InvalidUser,New-QsJwt"


def test_what_is_written_stays_in_the_folder(cases: dict[str, Case], shell_folder: Shell) -> None:
    assert cases
    assert not list(Path("/").glob("*publickey*"))
    assert not list(shell_folder.folder.glob("never_*"))
