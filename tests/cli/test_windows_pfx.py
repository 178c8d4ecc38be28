"""A PFX that its reader can open, P-384 keys made here, and a certificate's key as JWK."""

import json
import subprocess

import pytest
from joserfc.jwk import ECKey, RSAKey

from conftest import KEYS, PASSPHRASE, SECONDS, Runner

PFX = ("create-cert", "--pfx", "--cert-passphrase", "env:SECRET")
SECRET = {"SECRET": PASSPHRASE}


def info(qs_jwt: Runner) -> str:
    done = subprocess.run(
        ["openssl", "pkcs12", "-legacy", "-info", "-nodes", "-in", "certificate.pfx", "-passin",
         f"pass:{PASSPHRASE}"],
        cwd=qs_jwt.folder, capture_output=True, check=True, timeout=SECONDS, text=True,
    )  # fmt: skip
    assert "PRIVATE KEY" in done.stdout
    return done.stderr


def test_a_pfx_for_old_windows(qs_jwt: Runner) -> None:
    done = qs_jwt(*PFX, "--key-size", "2048", "--pfx-encryption", "legacy", env=SECRET)
    assert done.code == 0
    assert "3DES and SHA-1" in done.err
    said = info(qs_jwt)
    assert "MAC: sha1" in said
    assert said.count("pbeWithSHA1And3-KeyTripleDES-CBC") == 2
    assert "PBES2" not in said


def test_a_pfx_for_all_others(qs_jwt: Runner) -> None:
    done = qs_jwt(*PFX, "--key-size", "2048", env=SECRET)
    assert (done.code, done.err) == (0, "")
    said = info(qs_jwt)
    assert "MAC: sha256" in said
    assert said.count("AES-256-CBC") == 2


def test_it_goes_with_a_pfx(qs_jwt: Runner) -> None:
    assert qs_jwt("create-cert", "--pfx-encryption", "legacy").code == 2
    assert not qs_jwt.files()


def test_a_p384_key_is_made(qs_jwt: Runner) -> None:
    done = qs_jwt("create-cert", "--key-type", "ec-p384", "--output", "json")
    assert done.code == 0
    assert "for OAuth only" in done.err
    assert done.result["certificate"]["key_type"] == "EC"
    assert done.result["certificate"]["signature_algorithm"] == "sha384"
    words = ("verify", "-CAfile", "publickey.cer", "publickey.cer")
    subprocess.run(["openssl", *words], cwd=qs_jwt.folder, check=True, timeout=SECONDS)
    done = qs_jwt("create-cert", "--key-type", "ec-p384", "--key-size", "2048", "--force")
    assert done.code == 2


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_certificates_key_as_jwk(qs_jwt: Runner, kind: str) -> None:
    path = KEYS / "rsa2048.cer"
    if kind == "ec":
        assert qs_jwt("create-cert", "--key-type", "ec-p384").code == 0
        path = qs_jwt.folder / "publickey.cer"
    done = qs_jwt("inspect-cert", "--cert-publickey-file", path, "--output", "jwk")
    assert done.code == 0
    found = json.loads(done.out)
    names = {"kty", "kid", "n", "e"} if kind == "rsa" else {"kty", "kid", "crv", "x", "y"}
    assert set(found) == names
    key = (RSAKey if kind == "rsa" else ECKey).import_key(found)
    assert found["kid"] == key.thumbprint()


def test_a_key_that_qlik_does_not_take_is_no_jwk(qs_jwt: Runner) -> None:
    path = KEYS / "ec-p256.cer"
    done = qs_jwt("inspect-cert", "--cert-publickey-file", path, "--output", "jwk")
    assert (done.code, done.out) == (1, "")
    assert "EC public key" in done.err
