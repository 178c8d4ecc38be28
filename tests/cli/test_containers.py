"""Keys and certificates in every wrapping that people have them in, and what is none of them."""

import base64
import json
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509

from conftest import KEYS, PASSPHRASE, Outcome, Runner

ANNA = ("create-qseow", "--userdir", "LAB", "--userid", "anna", "--output", "json")
KEY = KEYS / "rsa2048.pkcs8.pem"
CERTIFICATE = KEYS / "rsa2048.cer"
SECRET = {"SECRET": PASSPHRASE}

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")


def openssl(*words: str | Path, stdin: bytes = b"") -> bytes:
    done = subprocess.run(["openssl", *words], input=stdin, capture_output=True, check=True)
    return done.stdout


def relabelled(pem: bytes, label: str) -> bytes:
    """PEM text under another label."""
    lines = pem.strip().splitlines()
    lines[0], lines[-1] = f"-----BEGIN {label}-----".encode(), f"-----END {label}-----".encode()
    return b"\n".join(lines) + b"\n"


def body(pem: bytes) -> bytes:
    return b"".join(pem.strip().splitlines()[1:-1])


def pkcs1() -> bytes:
    return openssl("rsa", "-in", KEY, "-traditional")


def pfx() -> bytes:
    return openssl("pkcs12", "-export", "-inkey", KEY, "-in", CERTIFICATE, "-passout",
                   f"pass:{PASSPHRASE}")  # fmt: skip


def ssh() -> bytes:
    return (KEYS / "rsa2048.openssh").read_bytes()


# Each of the same key.
SIGNING: dict[str, Callable[[], bytes]] = {
    "PKCS#8 labelled RSA": lambda: relabelled(KEY.read_bytes(), "RSA PRIVATE KEY"),
    "PKCS#1 labelled PKCS#8": lambda: relabelled(pkcs1(), "PRIVATE KEY"),
    "PKCS#8 labelled EC": lambda: relabelled(KEY.read_bytes(), "EC PRIVATE KEY"),
    "base64 of PEM": lambda: base64.b64encode(KEY.read_bytes()),
    "base64 of PEM on lines": lambda: base64.encodebytes(KEY.read_bytes()),
    "base64url of PEM": lambda: base64.urlsafe_b64encode(KEY.read_bytes()).rstrip(b"="),
    "base64 of DER": lambda: body(KEY.read_bytes()),
    "the body on lines": lambda: b"\n".join(KEY.read_bytes().strip().splitlines()[1:-1]),
    "newlines escaped": lambda: KEY.read_bytes().strip().replace(b"\n", rb"\n"),
    "newlines escaped twice": lambda: KEY.read_bytes().strip().replace(b"\n", rb"\\n"),
    "CRLF escaped twice": lambda: KEY.read_bytes().strip().replace(b"\n", rb"\\r\\n"),
    "the same key twice": lambda: KEY.read_bytes() + pkcs1(),
    "a secret store's answer": lambda: json.dumps({"SecretString": KEY.read_text()}).encode(),
    "UTF-16 without its mark": lambda: KEY.read_text().encode("utf-16-le"),
    "UTF-16, big end first": lambda: KEY.read_text().encode("utf-16-be"),
    "OpenSSH": ssh,
}
LOCKED: dict[str, Callable[[], bytes]] = {
    "encrypted, labelled PKCS#8": lambda: relabelled(
        openssl("pkcs8", "-topk8", "-in", KEY, "-passout", f"pass:{PASSPHRASE}"), "PRIVATE KEY"
    ),
    "base64 of PFX": lambda: base64.b64encode(pfx()),
}


def sign(qs_jwt: Runner, data: bytes, *words: str) -> Outcome:
    (qs_jwt.folder / "key").write_bytes(data)
    (qs_jwt.folder / "key").chmod(0o600)
    return qs_jwt(*ANNA, "--cert-privatekey-file", "key", *words, env=SECRET)


def check(qs_jwt: Runner, done: Outcome) -> None:
    """The token was signed with the one key."""
    verified = qs_jwt("verify", "--jwt", done.result["token"], "--cert-publickey-file", CERTIFICATE)
    assert verified.code == 0, verified.err


@pytest.mark.parametrize("form", SIGNING)
def test_it_signs(qs_jwt: Runner, form: str) -> None:
    check(qs_jwt, sign(qs_jwt, SIGNING[form]()))


@pytest.mark.parametrize("form", LOCKED)
def test_it_signs_with_its_passphrase(qs_jwt: Runner, form: str) -> None:
    data = LOCKED[form]()
    check(qs_jwt, sign(qs_jwt, data, "--cert-passphrase", "env:SECRET"))
    assert sign(qs_jwt, data).error["code"] == "PassphraseMissing"


@pytest.mark.parametrize("form", ["base64 of PEM", "the body on lines", "newlines escaped twice"])
@pytest.mark.parametrize("way", ["env:KEY", "stdin"])
def test_it_signs_from_a_variable_and_stdin(qs_jwt: Runner, form: str, way: str) -> None:
    text = SIGNING[form]().decode()
    check(qs_jwt, qs_jwt(*ANNA, "--cert-privatekey", way, env={"KEY": text}, stdin=text))


PSS = KEYS / "rsapss2048.pem"
# What it is: the error's code, and a word of what mends it.
AES = KEYS / "rsa2048.pkcs1.aes256.pem"
FOREIGN: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "two keys": (
        lambda: KEY.read_bytes() + (KEYS / "other2048.pem").read_bytes(), "SeveralKeys", "its own"),
    "an RSA-PSS key": (PSS.read_bytes, "KeyNotRsa", "create-cert"),
    "a Java keystore": (lambda: b"\xfe\xed\xfe\xed\0\0\0\2" + b"x" * 99, "KeyUnsupported",
                        "keytool"),
    "a PuTTY key": (lambda: b"PuTTY-User-Key-File-3: ssh-rsa\n", "KeyUnsupported", "puttygen"),
    "a PVK key": (lambda: b"\x1e\xf1\xb5\xb0" + b"\0" * 99, "KeyUnsupported", "PVK"),
    "an XML key": (lambda: b"<RSAKeyValue><Modulus>x</Modulus></RSAKeyValue>", "KeyUnsupported",
                   "FromXmlString"),
    "a vector that is cut": (
        lambda: re.sub(rb"(DEK-Info: .{20}).*", rb"\1", AES.read_bytes()), "KeyCorrupt", "backup"),
    "no vector": (lambda: re.sub(rb"(DEK-Info: .*,).*", rb"\1", AES.read_bytes()), "KeyCorrupt",
                  "backup"),
    "a variable's name": (lambda: b"$MY_KEY", "KeyNotFound", "export"),
    "a variable of cmd": (lambda: b"%MY_KEY%", "KeyNotFound", "export"),
    "a certificate labelled as a key": (
        lambda: relabelled(CERTIFICATE.read_bytes(), "PRIVATE KEY"), "KeyIsCertificate", "belongs"),
    "many rounds": ((KEYS / "rsa2048.rounds.pem").read_bytes, "KeyTooCostly", "-iter"),
}  # fmt: skip


@pytest.mark.parametrize("form", FOREIGN)
def test_it_is_refused_by_name(qs_jwt: Runner, form: str) -> None:
    make, code, mend = FOREIGN[form]
    done = sign(qs_jwt, make(), "--cert-passphrase", "env:SECRET")
    assert (done.code, done.error["code"]) == (1, code)
    assert mend in done.error["hint"]
    assert ("make a new one" in done.error["hint"]) == (code == "KeyCorrupt")
    assert done.error["message"].startswith("--cert-privatekey-file: ")


# What mails, editors and shells make of a PEM, and what is said of each.
DAMAGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "quoted in a mail": (lambda pem: pem.replace(b"\nM", b"\n> M"), "holds '>', which is not"),
    "no-break spaces": (lambda pem: pem.replace(b"\n", b"\xc2\xa0\n"), "holds U+00A0, which"),
    "carets of cmd.exe": (lambda pem: pem.replace(b"\n", b"^\n"), "holds '^', which is not"),
    "%0A of a web address": (lambda pem: pem.replace(b"\n", b"%0A"), "holds '%', which is not"),
    "shortened by hand": (lambda pem: pem[:300] + b"...\n" + pem[-26:], "holds '.', which is not"),
    "dashes of Word": (lambda pem: pem.replace(b"--", "\u2013".encode()), "five hyphens each"),
    "four hyphens": (lambda pem: pem.replace(b"-----", b"----"), "five hyphens each"),
    "six hyphens": (lambda pem: pem.replace(b"-----", b"------"), "its END line does not"),
    "small letters": (lambda pem: pem.replace(b"BEGIN", b"begin"), "in capitals between"),
    "another END line": (lambda pem: pem.replace(b"END ", b"END RSA "), "its END line does not"),
    "no END line": (lambda pem: pem.partition(b"-----END")[0], "cut off before the END line"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_text_that_was_changed_on_its_way(qs_jwt: Runner, what: str) -> None:
    """Its own text is at fault, not the key: nobody is told to make a new one."""
    damage, told = DAMAGED[what]
    done = sign(qs_jwt, damage(KEY.read_bytes()))
    assert (done.code, done.error["code"]) == (1, "KeyCorrupt")
    assert told in done.error["message"]
    assert "copy the file itself" in done.error["hint"]
    (qs_jwt.folder / "cer").write_bytes(damage(CERTIFICATE.read_bytes()))
    done = qs_jwt("inspect-cert", "--cert-publickey-file", "cer", "--output", "json")
    assert (done.code, done.error["code"]) == (1, "CertificateInvalid")
    assert told in done.error["message"]
    assert "copy the file itself" in done.error["hint"]


@pytest.mark.parametrize(
    ("label", "code", "told"),
    [
        ("TSS2 PRIVATE KEY", "KeyUnsupported", "only its TPM can use"),
        ("OpenVPN Static key V1", "KeyNotFound", "a PEM block 'OpenVPN Static key V1'"),
        ("PGP PRIVATE KEY BLOCK", "KeyNotFound", "a PEM block 'PGP PRIVATE KEY BLOCK'"),
    ],
)
def test_a_key_of_another_kind(qs_jwt: Runner, label: str, code: str, told: str) -> None:
    done = sign(qs_jwt, relabelled(KEY.read_bytes()[:400] + b"\n-----", label))
    assert (done.code, done.error["code"]) == (1, code)
    assert told in done.error["message"]


def test_a_request_is_no_certificate(qs_jwt: Runner) -> None:
    done = qs_jwt("inspect-cert", "--cert-publickey-file", KEYS / "rsa2048.csr", "--output", "json")
    assert done.error["message"].endswith("a PEM block 'CERTIFICATE REQUEST', which is neither")
    assert done.error["hint"].startswith("give the certificate (publickey.cer) or the public key")


def test_two_keys_are_both_named(qs_jwt: Runner) -> None:
    done = sign(qs_jwt, KEY.read_bytes() + b"\n" + (KEYS / "other2048.pem").read_bytes())
    lines = KEY.read_bytes().count(b"\n") + 2
    assert (
        f"'PRIVATE KEY' in line 1 (RSA, 2048 bits) and 'PRIVATE KEY' in line {lines}"
        in (done.error["message"])
    )


@pytest.mark.parametrize("command", ["create-cert", "inspect-cert"])
def test_a_huge_key_is_refused_before_it_is_tested(qs_jwt: Runner, command: str) -> None:
    bits = 32_768
    e, n = 65537, (1 << bits) - 1

    def integer(value: int) -> bytes:
        data = value.to_bytes(value.bit_length() // 8 + 1, "big")
        return tlv(2, data)

    half = (1 << bits // 2) - 1
    numbers = [0, n, e, n - 2, half, half - 2, half - 4, half - 6, half - 8]
    key = tlv(0x30, b"".join(map(integer, numbers)))
    (qs_jwt.folder / "key").write_bytes(key)
    words = {
        "create-cert": ("create-cert", "--cert-privatekey-file", "key"),
        "inspect-cert": ("inspect-cert", "--cert-publickey-file", CERTIFICATE,
                         "--matches-privatekey-file", "key"),
    }[command]  # fmt: skip
    done = qs_jwt(*words, "--output", "json")
    assert (done.code, done.error["code"]) == (1, "KeyTooLarge")


def tlv(tag: int, content: bytes) -> bytes:
    """A value in DER."""
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x83" + size.to_bytes(3, "big")
    return bytes([tag]) + length + content


def values(data: bytes) -> list[bytes]:
    """The values in DER that follow each other in ``data``, whole."""
    found = []
    while data:
        size, at = data[1], 2
        if size & 0x80:
            at = 2 + (size & 0x7F)
            size = int.from_bytes(data[2:at], "big")
        found.append(data[: at + size])
        data = data[at + size :]
    return found


def content(value: bytes) -> bytes:
    (first, *_) = values(value)
    size = first[1]
    return first[2 + (size & 0x7F if size & 0x80 else 0) :]


def certificate_with(*, serial: bytes | None = None, validity: bytes | None = None,
                     subject: bytes | None = None) -> bytes:  # fmt: skip
    """The certificate with some fields of it replaced: (its signature fits no more)."""
    (outer,) = values(openssl("x509", "-in", CERTIFICATE, "-outform", "DER"))
    tbs, algorithm, signature = values(content(outer))
    fields = values(content(tbs))
    for at, new in ((1, serial), (3, subject), (4, validity), (5, subject)):
        if new is not None:
            fields[at] = new
    return tlv(0x30, tlv(0x30, b"".join(fields)) + algorithm + signature)


def name(tag: int, text: bytes) -> bytes:
    oid = bytes.fromhex("0603550403")
    return tlv(0x30, tlv(0x31, tlv(0x30, oid + tlv(tag, text))))


def times(start: bytes, end: bytes) -> bytes:
    return tlv(0x30, tlv(0x18, start) + tlv(0x18, end))


ODD = {
    "T61String": {"subject": name(0x14, b"M\xfcller")},
    "bad UTF-8": {"subject": name(0x0C, b"M\xfc\xff")},
    "GeneralString": {"subject": name(0x1B, b"abc")},
    "a number for a name": {"subject": name(0x02, b"\x07")},
    "a bit string for a name": {"subject": name(0x03, b"\0abc")},
    "the year 0": {"validity": times(b"00000101000000Z", b"99991231235959Z")},
    "the year 9999": {"validity": times(b"20200101000000Z", b"99991231235959Z")},
    "a negative serial": {"serial": b"\x02\x01\xff"},
    "the serial 0": {"serial": b"\x02\x01\x00"},
    "a serial of 40 bytes": {"serial": tlv(2, b"\x7f" * 40)},
}
READERS: dict[str, tuple[str, ...]] = {
    "inspect-cert": ("inspect-cert",),
    "verify": ("verify", "--jwt", "{token}"),
    "decode": ("decode", "--jwt", "{token}"),
    "qscloud-idp": ("qscloud-idp", "--issuer", "i", "--keyid", "k"),
    "qseow-virtual-proxy": ("qseow-virtual-proxy", "--prefix", "jwt"),
}


ODD_FOR_EACH = [
    pytest.param(
        odd,
        command,
        marks=[] if command == "inspect-cert" or odd == "T61String" else pytest.mark.slow,
    )
    for command in READERS
    for odd in ODD
]


@pytest.mark.parametrize(("odd", "command"), ODD_FOR_EACH)
def test_an_odd_certificate(qs_jwt: Runner, odd: str, command: str) -> None:
    """It is described, or refused by name; what the library parses late is no surprise."""
    (qs_jwt.folder / "odd.cer").write_bytes(certificate_with(**ODD[odd]))
    token = qs_jwt(*ANNA, "--cert-privatekey-file", KEY).result["token"]
    words = [word.format(token=token) for word in READERS[command]]
    done = qs_jwt(*words, "--cert-publickey-file", "odd.cer", "--output", "json")
    answer = json.loads(done.out)
    assert answer["ok"] or answer["error"]["code"] == "CertificateInvalid", done.err
    assert "Deprecat" not in done.err


def chain(qs_jwt: Runner) -> tuple[bytes, bytes]:
    """A root, and a certificate of :data:`KEY` that it has issued."""
    folder = qs_jwt.folder
    root = KEYS / "other2048.pem"
    openssl("req", "-x509", "-key", root, "-out", folder / "root.cer", "-subj", "/CN=Root",
            "-days", "30")  # fmt: skip
    request = openssl("req", "-new", "-key", KEY, "-subj", "/CN=Leaf")
    leaf = openssl("x509", "-req", "-CA", folder / "root.cer", "-CAkey", root,
                   "-days", "20", "-set_serial", "77", stdin=request)  # fmt: skip
    return (folder / "root.cer").read_bytes(), leaf


@pytest.mark.parametrize("order", ["root first", "leaf first", "leaf twice", "PKCS#7"])
def test_the_leaf_of_a_chain_is_taken(qs_jwt: Runner, order: str) -> None:
    root, leaf = chain(qs_jwt)
    data = {"root first": root + leaf, "leaf first": leaf + root, "leaf twice": leaf + leaf + root,
            "PKCS#7": b""}[order]  # fmt: skip
    path = qs_jwt.folder / "chain.cer"
    path.write_bytes(data)
    if order == "PKCS#7":
        (qs_jwt.folder / "leaf.cer").write_bytes(leaf)
        path.write_bytes(
            openssl("crl2pkcs7", "-nocrl", "-certfile", qs_jwt.folder / "leaf.cer", "-certfile",
                    qs_jwt.folder / "root.cer")
        )  # fmt: skip
    result = qs_jwt("inspect-cert", "--cert-publickey-file", path, "--output", "json").result
    assert result["subject"] == "CN=Leaf"
    codes = [warning["code"] for warning in result["warnings"]]
    assert "OtherCertificates" in codes
    (warning,) = [warning for warning in result["warnings"] if warning["code"] == codes[-1]]
    assert "CN=Root" in warning["message"]


def test_the_same_certificate_twice_is_one(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "twice.cer").write_bytes(CERTIFICATE.read_bytes() * 2)
    words = ("inspect-cert", "--cert-publickey-file", "twice.cer", "--output", "json")
    assert "OtherCertificates" not in str(qs_jwt(*words).result["warnings"])


def test_certificates_that_do_not_belong_together(qs_jwt: Runner) -> None:
    both = CERTIFICATE.read_bytes() + (KEYS / "rsa3072.cer").read_bytes()
    (qs_jwt.folder / "both.cer").write_bytes(both)
    words = ("inspect-cert", "--cert-publickey-file", "both.cer", "--output", "json")
    done = qs_jwt(*words)
    assert (done.code, done.error["code"]) == (1, "SeveralCertificates")
    for part in both.split(b"-----END CERTIFICATE-----\n")[:2]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            one = x509.load_pem_x509_certificate(part + b"-----END CERTIFICATE-----\n")
        assert f"{one.serial_number:X}" in done.error["message"]
    taken = qs_jwt(*words, "--matches-privatekey-file", KEY).result
    assert taken["privatekey_matches"] is True
    assert taken["key_size"] == 2048


def test_a_public_key_before_the_certificate(qs_jwt: Runner) -> None:
    """As ``openssl x509 -pubkey`` writes them."""
    (qs_jwt.folder / "pub.pem").write_bytes(openssl("x509", "-pubkey", "-in", CERTIFICATE))
    words = ("--cert-publickey-file", "pub.pem", "--output", "json")
    assert qs_jwt("inspect-cert", *words).result["key_size"] == 2048
    assert qs_jwt("qscloud-idp", "--issuer", "i", "--keyid", "k", *words).code == 0


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize("what", ["certificate", "public key"])
def test_a_restricted_public_key_is_refused(qs_jwt: Runner, command: str, what: str) -> None:
    """No token that Qlik takes verifies with it; a certificate signed by one is fine."""
    if what == "certificate":
        openssl("req", "-x509", "-key", PSS, "-subj", "/CN=x", "-out",
                qs_jwt.folder / "pss.cer")  # fmt: skip
    else:
        openssl("pkey", "-in", PSS, "-pubout", "-out",
                qs_jwt.folder / "pss.cer")  # fmt: skip
    token = qs_jwt(*ANNA, "--cert-privatekey-file", KEY).result["token"]
    words = [word.format(token=token) for word in READERS[command]]
    done = qs_jwt(*words, "--cert-publickey-file", "pss.cer", "--output", "json")
    if command == "inspect-cert" and what == "certificate":
        assert done.result["key_type"] == "RSA-PSS"  # it tells what there is
        assert "CertificateKeyNotRsa" in str(done.result["warnings"])
    else:
        assert done.error["code"] == "KeyNotRsa"


@pytest.mark.parametrize("form", ["body", "base64 of PEM"])
def test_a_certificate_in_base64(qs_jwt: Runner, form: str) -> None:
    pem = CERTIFICATE.read_bytes()
    (qs_jwt.folder / "c").write_bytes(body(pem) if form == "body" else base64.b64encode(pem))
    assert qs_jwt("inspect-cert", "--cert-publickey-file", "c").code == 0


def test_an_encrypted_pss_key_beside_its_certificate(qs_jwt: Runner) -> None:
    certificate = openssl("req", "-x509", "-key", PSS, "-subj", "/CN=x")
    locked = openssl("pkcs8", "-topk8", "-in", PSS, "-passout",
                     f"pass:{PASSPHRASE}")  # fmt: skip
    done = sign(qs_jwt, locked + certificate, "--cert-passphrase", "env:SECRET")
    assert done.error["code"] == "KeyNotRsa"
