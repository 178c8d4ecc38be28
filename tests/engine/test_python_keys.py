"""Keys as a program in Python has them: objects, bytes, paths, and words of a program."""

import copy
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

import qs_jwt
from conftest import KEYS, PASSPHRASE, SECONDS
from qs_jwt import errors

PEM = KEYS / "rsa2048.pkcs8.pem"
CERTIFICATE = KEYS / "rsa2048.cer"
# The commands that sign a token, each with what it needs besides a key.
CREATE: dict[str, Callable[..., Any]] = {
    "qseow": partial(qs_jwt.create_qseow, userdir="LAB", userid="anna"),
    "qscloud": partial(qs_jwt.create_qscloud, issuer="i", keyid="k", sub="s"),
    "oauth": partial(qs_jwt.create_qscloud_oauth, url="https://t.example", client_id="0a1b"),
}
oauth = CREATE["oauth"]


def rsa_key(name: str = "rsa2048.pkcs8.pem") -> rsa.RSAPrivateKey:
    key = load_pem_private_key((KEYS / name).read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


class Vault:
    """A key that shows what a vault shows of it: its public half, and signatures."""

    def __init__(self, key: Any):
        self._key = key

    def public_key(self) -> Any:
        return self._key.public_key()

    def sign(self, *words: Any) -> bytes:
        return bytes(self._key.sign(*words))

    @property
    def key_size(self) -> NoReturn:
        raise NotImplementedError

    @property
    def curve(self) -> NoReturn:
        raise NotImplementedError

    def nothing(self, *_: object) -> NoReturn:
        raise NotImplementedError

    decrypt = exchange = private_numbers = private_bytes = __copy__ = __deepcopy__ = nothing


class RsaVault(Vault, rsa.RSAPrivateKey):
    """As azure-keyvault-keys has it."""


class EcVault(Vault, ec.EllipticCurvePrivateKey):
    """The same, for an elliptic curve."""


def holds(token: Any, key: RSAKey | ECKey) -> bool:
    """Whether another library verifies the token."""
    read = jwt.decode(token.token, key, algorithms=["RS256", "ES384"])
    return bool(read.claims == token.payload)


FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    "cryptography's own": lambda: {"cert_privatekey": rsa_key()},
    "an object": lambda: {"cert_privatekey": RsaVault(rsa_key())},
    "PEM": lambda: {"cert_privatekey": PEM.read_text()},
    "PEM in bytes": lambda: {"cert_privatekey": PEM.read_bytes()},
    "DER in bytes": lambda: {"cert_privatekey": (KEYS / "rsa2048.pkcs8.der").read_bytes()},
    "PFX in bytes": lambda: {
        "cert_privatekey": (KEYS / "rsa2048.pfx").read_bytes(),
        "cert_passphrase": PASSPHRASE.encode(),
    },
    "a path": lambda: {"cert_privatekey_file": PEM},
    "a program": lambda: {
        "sign_command": ["openssl", "dgst", "-{hash}", "-sign", str(PEM)],
        "cert_publickey_file": CERTIFICATE,
    },
    "a program, in a tuple": lambda: {
        "sign_command": ("openssl", "dgst", "-{hash}", "-sign", str(PEM)),
        "cert_publickey": CERTIFICATE.read_text(),
    },
}


needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl is not on the PATH"
)
EVERY_FORM = [
    pytest.param(form, marks=needs_openssl) if form.startswith("a program") else form
    for form in FORMS
]


@pytest.mark.parametrize("form", EVERY_FORM)
@pytest.mark.parametrize("command", CREATE)
def test_every_form_signs_for_every_platform(command: str, form: str) -> None:
    public = RSAKey.import_key((KEYS / "rsa2048.public.pem").read_text())
    assert holds(CREATE[command](**FORMS[form]()), public)


@pytest.mark.parametrize("wrapped", [False, True])
def test_p384_objects_are_for_oauth(wrapped: bool) -> None:
    own = ec.generate_private_key(ec.SECP384R1())
    given = EcVault(own) if wrapped else own
    pem = own.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert holds(oauth(cert_privatekey=given), ECKey.import_key(pem))
    for command in ("qseow", "qscloud"):
        with pytest.raises(errors.KeyNotRsa):
            CREATE[command](cert_privatekey=given)


def test_p384_in_bytes() -> None:
    own = ec.generate_private_key(ec.SECP384R1())
    pem = own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    assert holds(oauth(cert_privatekey=pem), ECKey.import_key(pem))


@pytest.mark.parametrize(
    ("key", "error"),
    [
        (lambda: ec.generate_private_key(ec.SECP256R1()), errors.KeyNotRsa),
        (lambda: EcVault(ec.generate_private_key(ec.SECP256R1())), errors.KeyNotRsa),
        (lambda: rsa_key("rsa1024.pem"), errors.KeyTooSmall),
        (lambda: RsaVault(rsa_key("rsa1024.pem")), errors.KeyTooSmall),
        (lambda: rsa_key().public_key(), errors.WrongType),
        (lambda: PEM, errors.KeyNotFound),
        (lambda: b"", errors.KeyEmpty),
        (lambda: bytearray(PEM.read_bytes()), errors.WrongType),
        (lambda: 7, errors.WrongType),
    ],
)
@pytest.mark.parametrize("command", CREATE)
def test_what_cannot_sign(
    command: str, key: Callable[[], object], error: type[errors.QsJwtError]
) -> None:
    with pytest.raises(error):
        CREATE[command](cert_privatekey=key())


class Misbehaving(RsaVault):
    """An object whose signatures are what a test says."""

    def __init__(self, sign: Callable[..., object]):
        super().__init__(rsa_key())
        self.sign = sign  # type: ignore[assignment]


def fail(*_: object) -> NoReturn:
    raise ConnectionError("vault.example: \x1b[31mdoor closed")


@pytest.mark.parametrize(
    ("sign", "error", "said"),
    [
        (fail, errors.SignerFailed, r"ConnectionError: vault\.example: \\x1b\[31mdoor closed"),
        (lambda *_: bytes(256), errors.SignatureUnusable, "not one of this text"),
        (lambda *_: bytes(255), errors.SignatureUnusable, "255 bytes"),
        (lambda *_: b"", errors.SignatureUnusable, "0 bytes"),
        (lambda *_: None, errors.SignerFailed, "TypeError"),
        (rsa_key("other2048.pem").sign, errors.SignatureUnusable, "not one of this text"),
    ],
    ids=["fails", "zeros", "short", "empty", "None", "another key"],
)
def test_an_object_that_signs_wrong(
    sign: Callable[..., object], error: type[errors.QsJwtError], said: str
) -> None:
    with pytest.raises(error, match=said):
        CREATE["qseow"](cert_privatekey=Misbehaving(sign))


def test_the_adapters_may_be_copied_and_keep_their_key() -> None:
    """cryptography's abstract classes ask for it, and some libraries do it."""
    from qs_jwt.keys import signers

    key = signers.by_object(RsaVault(rsa_key()), "cert_privatekey")
    assert copy.deepcopy(key) is copy.copy(key) is key
    with pytest.raises(TypeError, match="stays where it is"):
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@needs_openssl
@pytest.mark.parametrize("form", FORMS)
def test_a_certificate_for_each(tmp_path: Path, form: str) -> None:
    made = qs_jwt.create_cert(cert_file_prefix=tmp_path / "new_", **FORMS[form]())
    (path,) = [file.path for file in made.files if file.kind == "certificate"]
    words = ["openssl", "verify", "-check_ss_sig", "-CAfile", path, path]
    subprocess.run(words, check=True, capture_output=True, timeout=SECONDS)
    matches = qs_jwt.inspect_cert(cert_publickey_file=path, matches_privatekey_file=PEM)
    assert matches.privatekey_matches is True


@needs_openssl
def test_a_certificate_for_a_p384_object(tmp_path: Path) -> None:
    own = ec.generate_private_key(ec.SECP384R1())
    made = qs_jwt.create_cert(cert_file_prefix=tmp_path / "new_", cert_privatekey=EcVault(own))
    assert made.certificate.signature_algorithm == "sha384"
    (path,) = [file.path for file in made.files if file.kind == "certificate"]
    words = ["openssl", "verify", "-check_ss_sig", "-CAfile", path, path]
    subprocess.run(words, check=True, capture_output=True, timeout=SECONDS)


def test_a_pfx_needs_the_private_key_itself(tmp_path: Path) -> None:
    words: dict[str, Any] = {"pfx": True, "cert_passphrase": "x", "cert_file_prefix": tmp_path}
    with pytest.raises(errors.ConflictingOptions, match="stays where it is"):
        qs_jwt.create_cert(cert_privatekey=RsaVault(rsa_key()), **words)
    assert not list(tmp_path.iterdir())
    words["cert_file_prefix"] = tmp_path / "new_"
    made = qs_jwt.create_cert(cert_privatekey=PEM.read_bytes(), **words)
    assert "pfx" in [file.kind for file in made.files]


@needs_openssl
@pytest.mark.skipif(os.name == "nt", reason="no name on Windows holds such characters")
def test_a_program_of_this_python_signs(tmp_path: Path) -> None:
    """The words go over as they are: blanks, quotes, backslashes and all."""
    folder = tmp_path / 'it\'s a "folder" \\ $HOME'
    folder.mkdir()
    program = folder / "sign me.py"
    program.write_text(
        "import subprocess, sys\n"
        "subprocess.run(['openssl', 'dgst', '-sha256', '-sign', sys.argv[1]], check=True)\n"
    )
    key = folder / "my key.pem"
    key.write_bytes(PEM.read_bytes())
    token = CREATE["qseow"](
        sign_command=[sys.executable, str(program), str(key)], cert_publickey_file=CERTIFICATE
    )
    assert holds(token, RSAKey.import_key((KEYS / "rsa2048.public.pem").read_text()))
