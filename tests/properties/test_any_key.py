"""Whatever is given as a key or certificate: a key that may sign, or an error that says why not."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPrivateNumbers,
    RSAPublicNumbers,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conftest import KEYS, PASSPHRASE
from handmade import encoded
from hostile import attempt, changed, fixtures, texts
from qs_jwt import reading
from qs_jwt.errors import QsJwtError
from qs_jwt.keys import private as private_keys
from qs_jwt.keys import public as public_keys
from qs_jwt.keys.facts import facts_of

PRIVATE = fixtures(KEYS, "rsa2048*.pem", "rsa2048*.der", "*.pfx", "ec*.pem", "ed*.pem", "*.openssh")
PUBLIC = fixtures(KEYS, "*.cer", "*public*", "*.csr")
LABELS = ["PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "CERTIFICATE", "PUBLIC KEY",
          "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "X", "RSA PUBLIC KEY"]  # fmt: skip


@st.composite
def wrapped(draw: st.DrawFn) -> bytes:
    """Something between BEGIN and END lines, which may not even be a pair."""
    body = draw(st.one_of(st.binary(), texts.map(lambda text: text.encode(errors="replace"))))
    if draw(st.booleans()):
        body = encoded(body).encode()
    begin, end = draw(st.sampled_from(LABELS)), draw(st.sampled_from(LABELS))
    end = draw(st.sampled_from([begin, begin, end]))
    around = draw(st.sampled_from([b"", b"text\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b"\\n"]))
    line = draw(st.sampled_from([b"\n", b"\r\n", b"\\n", b" ", b""]))
    return b"%b-----BEGIN %b-----%b%b%b-----END %b-----%b" % (
        around, begin.encode(), line, body, line, end.encode(), line,
    )  # fmt: skip


passphrases = st.sampled_from([None, PASSPHRASE.encode(), b"", b"wrong", b"\xff" * 2000])


def holds(data: bytes, passphrase: bytes | None) -> None:
    """Read ``data`` as a private key: it signs, or the error names it and shows none of it."""
    answer = attempt(private_keys.parse, data, passphrase, "cert_privatekey")
    if isinstance(answer, QsJwtError):
        assert answer.message.startswith(("cert_privatekey", "cert_passphrase"))
        assert answer.message.isprintable()
        assert answer.exit_code == 1
    else:
        assert answer.key_size >= 2048
        signature = answer.sign(b"text", padding.PKCS1v15(), hashes.SHA256())
        answer.public_key().verify(signature, b"text", padding.PKCS1v15(), hashes.SHA256())


@given(st.binary(), passphrases)
def test_any_bytes(data: bytes, passphrase: bytes | None) -> None:
    holds(data, passphrase)


@given(wrapped(), passphrases)
def test_anything_between_begin_and_end(data: bytes, passphrase: bytes | None) -> None:
    holds(data, passphrase)


@given(changed(PRIVATE + PUBLIC), passphrases)
def test_a_key_that_was_damaged(data: bytes, passphrase: bytes | None) -> None:
    holds(data, passphrase)


@pytest.mark.slow
@settings(max_examples=10_000)
@given(changed(PRIVATE + PUBLIC), passphrases)
def test_ten_thousand_damaged_ones(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, passphrase: bytes | None
) -> None:
    """Keys, certificates and PFX files, each as both."""
    holds(data, passphrase)
    holds_public(tmp_path_factory, data)


@given(st.one_of(changed(PUBLIC + PRIVATE[:4]), wrapped(), st.binary()))
def test_any_public_key(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    holds_public(tmp_path_factory, data)


def holds_public(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Read ``data`` as a certificate or public key: one that can be described, or an error."""
    path = tmp_path_factory.getbasetemp() / "any.cer"
    path.write_bytes(data)
    answer = attempt(public_keys.read_public_key, str(path), None)
    if isinstance(answer, QsJwtError):
        assert answer.message.isprintable()
    else:
        key, certificate = answer
        assert key.key_size
        if certificate is not None:
            assert facts_of(certificate, 0).lines(0)


@pytest.mark.parametrize(
    "line",
    [b"-----BEGIN PRIVATE KEY-----\n", b"-----BEGIN X-----", b"-----", b"-", b"----\n", b"\\n",
     b"\x30\x80", b"\xff\xfe",
     pytest.param(b"-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
                  marks=pytest.mark.slow)],
)  # fmt: skip
def test_a_file_of_the_same_over_and_over(line: bytes) -> None:
    """As large as a key may be: an answer after one pass, not one for each line."""
    holds((line * (reading.MAX_BYTES // len(line) + 1))[: reading.MAX_BYTES], None)


@given(
    st.sampled_from([b"\n", b"\r\n", b"\\n", b"\\r\\n", b" ", b"\n\n", b"\n \t"]),
    st.sampled_from(
        [b"", b"\xef\xbb\xbf", b"Bag Attributes\n    a: b\n", b"\n\n", b"# comment: x\n"]
    ),
    st.sampled_from(["", "utf-16", "utf-16-le-bom"]),
)
def test_a_key_however_it_was_folded(line: bytes, before: bytes, utf16: bool) -> None:
    """The same numbers out of every form that editors, secret stores and shells make."""
    original = (KEYS / "rsa2048.pkcs8.pem").read_bytes()
    data = before + original.strip().replace(b"\n", line)
    if utf16 and not before.startswith(b"\xef"):
        data = data.decode().encode("utf-16")
    read = private_keys.parse(data, None, "key").private_numbers()
    assert read == private_keys.parse(original, None, "key").private_numbers()


NUMBERS = ("n", "e", "d", "p", "q", "dmp1", "dmq1", "iqmp")


@given(st.sampled_from(NUMBERS), st.integers(0, 2047))
def test_every_bit_of_every_number_matters(name: str, bit: int) -> None:
    """None is recomputed without a word, as OpenSSL does with the CRT numbers."""
    right = private_keys.parse(
        (KEYS / "rsa2048.pkcs8.pem").read_bytes(), None, "key"
    ).private_numbers()
    public = right.public_numbers
    values = {field: getattr(public if field in "ne" else right, field) for field in NUMBERS}
    values[name] ^= 1 << bit % values[name].bit_length()
    n, e = values.pop("n"), values.pop("e")
    data = _pem(RSAPrivateNumbers(**values, public_numbers=RSAPublicNumbers(e, n)))
    assume(data is not None)
    assert attempt(private_keys.parse, data, None, "key").code in ("KeyCorrupt", "KeyTooSmall")


def _pem(numbers: RSAPrivateNumbers) -> bytes | None:
    """The key as PEM, or None where the library cannot even write it."""
    try:
        key: RSAPrivateKey = numbers.private_key(unsafe_skip_rsa_key_validation=True)
    except ValueError:
        return None
    return key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
