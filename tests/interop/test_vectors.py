"""Public test vectors: the RFCs' RSA signatures, and the key files of the cryptography project."""

import base64
import importlib.util
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_pem_private_key,
    pkcs12,
)

import qs_jwt
from qs_jwt import verification
from qs_jwt.errors import TokenMalformed
from qs_jwt.keys import private as private_keys
from qs_jwt.keys import public as public_keys
from qs_jwt.keys import sizes

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "jws_vectors.json").read_text(encoding="utf-8")
)
A_2, SECTION_4_1 = VECTORS


def private_key(vector: dict[str, Any]) -> rsa.RSAPrivateKey:
    """The key of a vector, its primes recovered from n, e and d."""
    n, e, d = (
        int.from_bytes(base64.urlsafe_b64decode(vector["key"][name] + "=="), "big")
        for name in ("n", "e", "d")
    )
    p, q = rsa.rsa_recover_prime_factors(n, e, d)
    exponents = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    return rsa.RSAPrivateNumbers(p, q, d, *exponents, rsa.RSAPublicNumbers(e, n)).private_key()


def pems(vector: dict[str, Any]) -> tuple[str, str]:
    """The private and the public key of a vector as PEM."""
    key = private_key(vector)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


def test_the_token_of_rfc_7515() -> None:
    """Its signature holds; what is wrong with it is its age."""
    vector = VECTORS[A_2]
    _, public = pems(vector)
    decoded = qs_jwt.decode(jwt=vector["token"], cert_publickey=public)
    assert decoded.payload == json.loads(vector["payload"])
    assert {finding.rule for finding in decoded.findings} == {"Expired"}
    assert decoded.expires_at == 1_300_819_380


def signed_text(token: str) -> verification.ParsedToken:
    """A token of which only the signature matters: the RFCs sign texts that are no JSON."""
    return verification.ParsedToken(token, {"alg": "RS256"}, {})


@pytest.mark.parametrize("name", VECTORS)
def test_signatures_of_the_rfcs(name: str) -> None:
    vector = VECTORS[name]
    token = vector["token"]
    _, public = pems(vector)
    key, _ = public_keys.read_public_key(None, public)
    assert verification.check_signature(signed_text(token), key) is None
    signed, _, signature = token.rpartition(".")
    for text in (
        f"{signed}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}",
        f"{signed[:-1]}{'A' if signed[-1] != 'A' else 'B'}.{signature}",
        f"{signed}.",
    ):
        finding = verification.check_signature(signed_text(text), key)
        assert finding is not None, text


def test_the_text_of_rfc_7520_is_signed_and_no_token() -> None:
    with pytest.raises(TokenMalformed, match="payload that is not JSON"):
        qs_jwt.decode(jwt=VECTORS[SECTION_4_1]["token"])


@pytest.mark.parametrize("name", VECTORS)
def test_keys_of_the_rfcs_sign(name: str) -> None:
    private, public = pems(VECTORS[name])
    token = qs_jwt.create_qseow(userdir="LAB", userid="anna", cert_privatekey=private)
    assert qs_jwt.decode(jwt=token.token, cert_publickey=public).valid


# The key files of cryptography's own tests. The package is 56 MB, and most of it is about
# ciphers and hashes, so it is an extra of its own (vectors), not one of test.

PASSPHRASES = (None, b"password", b"123456", b"foobar", b"a123456", b"cryptography", b"")


def key_files() -> Iterator[Path]:
    """Files that hold a key or a certificate, or were made to look as if they did."""
    found = importlib.util.find_spec("cryptography_vectors")
    if found is None or found.origin is None:
        pytest.skip("run: pip install -e '.[vectors]'")
    root = Path(found.origin).parent
    for pattern in ("asymmetric/**/*", "pkcs12/**/*", "x509/custom/**/*", "x509/*"):
        for path in sorted(root.glob(pattern)):
            if path.suffix in (".pem", ".der", ".key", ".pub", ".p12", ".crt", ".cer"):
                yield path


def reference(data: bytes, passphrase: bytes | None) -> rsa.RSAPrivateKey | None:
    """The RSA key that cryptography itself finds in ``data``, with all of its checks."""
    for load in (load_pem_private_key, load_der_private_key, pkcs12.load_key_and_certificates):
        try:
            loaded: Any = load(data, passphrase)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            continue
        key = loaded[0] if isinstance(loaded, tuple) else loaded
        if isinstance(key, rsa.RSAPrivateKey):
            return key
    return None


def parsed(data: bytes, passphrase: bytes | None) -> tuple[rsa.RSAPrivateKey | None, str]:
    """The key that is read here, and how that ended."""
    try:
        return private_keys.parse(data, passphrase, "key", thorough=True), "read"
    except qs_jwt.QsJwtError as error:
        return None, error.code


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # cryptography's, of files that are odd on purpose
def test_the_key_files_of_cryptography() -> None:
    """A good key gives the same numbers here as there; anything else a named error."""
    outcomes: Counter[str] = Counter()
    for path in key_files():
        data = path.read_bytes()
        for passphrase in PASSPHRASES:
            theirs = reference(data, passphrase)
            good = (
                theirs is not None
                and theirs.key_size >= sizes.MIN_BITS
                and theirs.public_key().public_numbers().e >= private_keys.MIN_EXPONENT
                # the library drops the mark that such a key makes no RS256 signatures
                and "pss" not in path.name
            )
            ours, code = parsed(data, passphrase)
            outcomes[code] += 1
            if good:
                assert ours is not None, f"{path}: {code}"
                assert theirs is not None
                assert ours.private_numbers() == theirs.private_numbers(), path
        try:
            public_keys.read_public_key(str(path), None)
            outcomes["public key read"] += 1
        except qs_jwt.QsJwtError as error:
            outcomes[error.code] += 1
    assert outcomes["read"] > 20
    assert len(outcomes) > 8, outcomes
