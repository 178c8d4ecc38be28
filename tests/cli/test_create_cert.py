"""create-cert: openssl reads all that it writes; a renewed certificate fits its old key."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import KEYS, PASSPHRASE, Runner
from handmade import openssl_verifies

NEW = ("create-cert", "--key-size", "2048")
PAIR = {"privatekey.pem", "publickey.pem", "publickey.cer"}
JSON = ("--output", "json")
SECRET = {"P": "O'Brien's $x ä"}
PASSIN = ("-passin", f"pass:{SECRET['P']}")


def modes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


def test_a_new_pair(qs_jwt: Runner, openssl: Callable[..., str]) -> None:
    result = qs_jwt(*NEW, *JSON).result
    assert result["files"] == [
        {"path": "privatekey.pem", "kind": "privatekey"},
        {"path": "publickey.pem", "kind": "publickey"},
        {"path": "publickey.cer", "kind": "certificate"},
    ]
    assert modes(qs_jwt.folder) == {
        "privatekey.pem": 0o600,
        "publickey.pem": 0o644,
        "publickey.cer": 0o644,
    }
    certificate = qs_jwt.folder / "publickey.cer"
    assert "OK" in openssl("verify", "-CAfile", certificate, certificate)
    public = openssl("x509", "-in", certificate, "-noout", "-pubkey")
    assert public == (qs_jwt.folder / "publickey.pem").read_text()
    assert openssl("pkey", "-in", qs_jwt.folder / "privatekey.pem", "-pubout") == public
    inspected = qs_jwt("inspect-cert", "--cert-publickey-file", "publickey.cer", *JSON).result
    assert inspected.pop("warnings") == []
    assert result["certificate"] == inspected
    assert inspected["subject"] == "CN=qs-jwt"
    assert inspected["days_left"] == 364


@pytest.mark.windows
def test_for_people(qs_jwt: Runner) -> None:
    done = qs_jwt(*NEW)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Wrote privatekey    privatekey.pem\n")
    assert "Days left           364\n" in done.out
    assert "PRIVATE" not in done.out


def test_name_days_and_prefix(qs_jwt: Runner, openssl: Callable[..., str]) -> None:
    (qs_jwt.folder / "O'Brien $x").mkdir()
    prefix = "O'Brien $x/lab_"
    name = "Ångström, lab + co"
    done = qs_jwt(
        *NEW, "--cert-file-prefix", prefix, "--cert-common-name", name,
        "--cert-create-expires-days", "7", *JSON,
    )  # fmt: skip
    certificate = qs_jwt.folder / f"{prefix}publickey.cer"
    subject = openssl("x509", "-in", certificate, "-noout", "-subject", "-nameopt", "utf8")
    assert name in subject.replace("\\", "").replace('"', "")
    openssl("x509", "-in", certificate, "-noout", "-checkend", str(6 * 86_400))
    assert [warning["code"] for warning in done.result["warnings"]] == ["CertificateExpiresSoon"]


def test_an_encrypted_pair_with_a_pfx(qs_jwt: Runner, openssl: Callable[..., str]) -> None:
    result = qs_jwt(*NEW, "--pfx", "--cert-passphrase", "env:P", *JSON, env=SECRET).result
    assert {"path": "certificate.pfx", "kind": "pfx"} in result["files"]
    assert modes(qs_jwt.folder)["certificate.pfx"] == 0o600
    key, pfx = qs_jwt.folder / "privatekey.pem", qs_jwt.folder / "certificate.pfx"
    public = openssl("pkey", "-in", key, *PASSIN, "-pubout")
    assert public == (qs_jwt.folder / "publickey.pem").read_text()
    form = openssl("asn1parse", "-in", key)
    assert "PBES2" in form
    assert "aes-256-cbc" in form

    bags = openssl("pkcs12", "-in", pfx, *PASSIN, "-nodes")
    assert "friendlyName: qs-jwt" in bags
    unpacked = qs_jwt.folder / "unpacked.pem"
    unpacked.write_text(bags)
    assert openssl("pkey", "-in", unpacked, "-pubout") == public
    assert openssl("x509", "-in", unpacked) == (qs_jwt.folder / "publickey.cer").read_text()
    structure = openssl("asn1parse", "-inform", "DER", "-in", pfx)
    assert "sha256" in structure  # of the MAC


def test_the_pfx_is_encrypted_with_aes(qs_jwt: Runner) -> None:
    qs_jwt(*NEW, "--pfx", "--cert-passphrase", "env:P", env=SECRET)
    words = ("openssl", "pkcs12", "-info", "-noout", "-in", "certificate.pfx", *PASSIN)
    told = subprocess.run(words, cwd=qs_jwt.folder, capture_output=True, check=True).stderr.decode()
    assert told.count("PBES2, PBKDF2, AES-256-CBC") == 2
    assert "MAC: sha256" in told


@pytest.mark.windows
def test_its_own_files_sign(qs_jwt: Runner) -> None:
    """Each private key that it writes can be given to create-qseow."""
    qs_jwt(*NEW, "--pfx", "--cert-passphrase", "env:P", env=SECRET)
    for name in ("privatekey.pem", "certificate.pfx"):
        token = qs_jwt(
            *("create-qseow", "--userdir", "LAB", "--userid", "anna"),
            *("--cert-privatekey-file", name, "--cert-passphrase", "env:P"),
            env=SECRET,
        ).out
        checked = qs_jwt("decode", "--jwt", token, "--cert-publickey-file", "publickey.cer")
        assert checked.code == 0


@pytest.mark.parametrize("name", ["rsa2048.pkcs8.pem", "rsa2048.pkcs8.encrypted.pem",
                                  "rsa2048.pkcs1.der", "rsa2048.pfx"])  # fmt: skip
def test_renewal(qs_jwt: Runner, openssl: Callable[..., str], tmp_path: Path, name: str) -> None:
    """The key stays: tokens made before fit the new certificate."""
    shutil.copy(KEYS / name, qs_jwt.folder / "mine")
    os.chmod(qs_jwt.folder / "mine", 0o400)
    key = ("--cert-privatekey-file", "mine", "--cert-passphrase", "env:P")
    passphrase = {"P": PASSPHRASE}
    before = (qs_jwt.folder / "mine").stat()
    token = qs_jwt("create-qseow", "--userdir", "LAB", "--userid", "anna", *key, env=passphrase).out
    result = qs_jwt("create-cert", *key, "--cert-file-prefix", "new_", *JSON, env=passphrase).result
    assert [file["kind"] for file in result["files"]] == ["publickey", "certificate"]
    assert qs_jwt.files() == {"mine", "new_publickey.pem", "new_publickey.cer"}
    openssl_verifies(openssl, token, qs_jwt.folder / "new_publickey.pem", tmp_path)
    checked = qs_jwt("decode", "--jwt", token, "--cert-publickey-file", "new_publickey.cer")
    assert checked.code == 0
    words = ("inspect-cert", "--cert-publickey-file", "new_publickey.cer")
    same = qs_jwt(*words, "--matches-privatekey-file", *key[1:], *JSON, env=passphrase).result
    assert same.pop("privatekey_matches") is True
    assert same == {**result["certificate"], "warnings": []}
    after = (qs_jwt.folder / "mine").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_mode) == (
        *(before.st_ino, before.st_mtime_ns, before.st_mode),
    )
    assert (qs_jwt.folder / "mine").read_bytes() == (KEYS / name).read_bytes()


@pytest.mark.parametrize("way", ["env:KEY", "stdin"])
def test_renewal_of_a_key_that_is_in_no_file(qs_jwt: Runner, way: str) -> None:
    key = (KEYS / "rsa2048.pkcs8.encrypted.pem").read_text()
    words = ("--cert-privatekey", way, "--cert-passphrase", "env:P", *JSON)
    made = qs_jwt("create-cert", *words, stdin=key, env={"P": PASSPHRASE, "KEY": key}).result
    assert [file["kind"] for file in made["files"]] == ["publickey", "certificate"]
    assert (qs_jwt.folder / "publickey.pem").read_text() == (
        KEYS / "rsa2048.public.pem"
    ).read_text()
    for other in (("--cert-privatekey-file", KEYS / "rsa3072.pem"), ("--key-size", "2048")):
        done = qs_jwt("create-cert", "--cert-privatekey", "stdin", *other, *JSON, stdin=key)
        assert (done.code, done.error["code"]) == (2, "ConflictingOptions")


def test_renewal_with_a_pfx(qs_jwt: Runner, openssl: Callable[..., str]) -> None:
    """A key that is not encrypted needs no passphrase, but the PFX has one all the same."""
    key = ("--cert-privatekey-file", KEYS / "rsa4096.pem")
    done = qs_jwt("create-cert", *key, "--pfx", "--cert-passphrase", "env:P", env=SECRET)
    assert done.code == 0
    assert qs_jwt.files() == {"publickey.pem", "publickey.cer", "certificate.pfx"}
    bags = openssl("pkcs12", "-in", qs_jwt.folder / "certificate.pfx", *PASSIN, "-nodes")
    (qs_jwt.folder / "unpacked").write_text(bags)
    public = openssl("pkey", "-in", qs_jwt.folder / "unpacked", "-pubout")
    assert public == (KEYS / "rsa4096.public.pem").read_text()


@pytest.mark.windows
def test_renewal_in_place_needs_force(qs_jwt: Runner) -> None:
    qs_jwt(*NEW)
    old = (qs_jwt.folder / "publickey.cer").read_text()
    key = (qs_jwt.folder / "privatekey.pem").read_text()
    words = ("create-cert", "--cert-privatekey-file", "privatekey.pem")
    assert qs_jwt(*words, *JSON).error["code"] == "FileExists"
    assert (qs_jwt.folder / "publickey.cer").read_text() == old
    assert qs_jwt(*words, "--force").code == 0
    assert (qs_jwt.folder / "publickey.cer").read_text() != old
    assert (qs_jwt.folder / "privatekey.pem").read_text() == key
    assert qs_jwt.files() == PAIR


@pytest.mark.parametrize("linked", [False, True])
def test_the_existing_key_is_never_replaced(qs_jwt: Runner, linked: bool) -> None:
    """Not even where its file has the name of one to be written, by itself or by a link."""
    shutil.copy(KEYS / "rsa2048.pkcs8.pem", qs_jwt.folder / "publickey.cer")
    name = "publickey.cer"
    if linked:
        name = "link.pem"
        (qs_jwt.folder / name).symlink_to("publickey.cer")
    done = qs_jwt("create-cert", "--cert-privatekey-file", name, "--force", *JSON)
    assert (done.code, done.error["code"]) == (1, "FileExists")
    assert "--force" not in done.error["hint"]
    kept = (qs_jwt.folder / "publickey.cer").read_bytes()
    assert kept == (KEYS / "rsa2048.pkcs8.pem").read_bytes()
    assert qs_jwt.files() == {"publickey.cer", name}


@pytest.mark.parametrize("name", [*sorted(PAIR), "certificate.pfx"])
def test_all_or_none(qs_jwt: Runner, name: str) -> None:
    (qs_jwt.folder / name).write_text("mine")
    words = (*NEW, "--pfx", "--cert-passphrase", "env:P")
    done = qs_jwt(*words, *JSON, env=SECRET)
    assert (done.code, done.error["code"]) == (1, "FileExists")
    assert qs_jwt.files() == {name}
    assert (qs_jwt.folder / name).read_text() == "mine"
    assert qs_jwt(*words, "--force", env=SECRET).code == 0
    assert qs_jwt.files() == {*PAIR, "certificate.pfx"}


@pytest.mark.parametrize(
    ("words", "status", "code", "parameter"),
    [
        (("--pfx",), 2, "MissingOption", "cert_passphrase"),
        (("--key-size", "1024"), 2, "InvalidValue", "key_size"),
        (("--cert-create-expires-days", "0"), 2, "InvalidValue", "cert_create_expires_days"),
        (("--cert-create-expires-days", "36501"), 2, "InvalidValue", "cert_create_expires_days"),
        (("--cert-common-name", ""), 2, "EmptyValue", "cert_common_name"),
        (("--cert-common-name", "a\tb"), 2, "ControlCharacter", "cert_common_name"),
        (("--cert-common-name", "é" * 33), 2, "InvalidValue", "cert_common_name"),
        (("--cert-passphrase", "literal"), 2, "LiteralPassphrase", "cert_passphrase"),
        (("--cert-passphrase", "env:EMPTY"), 2, "MissingVariable", "cert_passphrase"),
        (("--cert-passphrase", "env:LONG"), 2, "InvalidValue", "cert_passphrase"),
        (("--cert-file-prefix", "nosuch/"), 1, "FileMissing", "cert_file_prefix"),
        (("--cert-privatekey-file", "nosuch"), 1, "FileMissing", "cert_privatekey_file"),
        *(
            (("--cert-privatekey-file", KEYS / name), 1, code, "cert_privatekey_file")
            for name, code in (
                ("ec-p256.pem", "KeyNotRsa"),
                ("rsa1024.pem", "KeyTooSmall"),
                ("corrupt/p.pem", "KeyCorrupt"),
                ("corrupt/dp.pem", "KeyCorrupt"),
                ("rsa2048.cer", "KeyIsCertificate"),
                ("rsa2048.public.pem", "KeyIsPublic"),
                ("empty.pem", "KeyEmpty"),
            )
        ),
        (
            ("--cert-privatekey-file", KEYS / "rsa2048.pkcs8.encrypted.pem"),
            *(1, "PassphraseMissing", "cert_passphrase"),
        ),
        (
            ("--cert-privatekey-file", KEYS / "rsa2048.pfx", "--cert-passphrase", "env:WRONG"),
            *(1, "PassphraseWrong", "cert_passphrase"),
        ),
        (
            ("--cert-privatekey-file", KEYS / "rsa2048.pkcs8.pem", "--key-size", "2048"),
            *(2, "ConflictingOptions", "key_size"),
        ),
    ],
)
def test_refusals(
    qs_jwt: Runner, words: tuple[str, ...], status: int, code: str, parameter: str
) -> None:
    done = qs_jwt("create-cert", *words, *JSON, env={"LONG": "x" * 1024, "WRONG": "other"})
    assert (done.code, done.error["code"]) == (status, code)
    assert done.error["parameter"] == parameter
    assert "Traceback" not in done.err
    assert qs_jwt.files() == set()


def test_a_folder_that_cannot_be_written(qs_jwt: Runner, as_nobody: tuple[str, ...]) -> None:
    os.chmod(qs_jwt.folder.parent, 0o755)
    qs_jwt.folder.chmod(0o555)
    done = qs_jwt(*NEW, *JSON, prefix=as_nobody)
    qs_jwt.folder.chmod(0o755)
    assert (done.code, done.error["code"]) == (1, "WriteFailed")
    assert qs_jwt.files() == set()
