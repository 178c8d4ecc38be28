"""inspect-cert: what a certificate says, as openssl says it, and what to be warned of."""

import calendar
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509

from conftest import KEYS, PASSPHRASE, Runner
from qs_jwt.keys.facts import facts_of

CERTIFICATE = KEYS / "rsa2048.cer"
JSON = ("--output", "json")


def field(openssl: Callable[..., str], certificate: Path, *words: str) -> str:
    """What openssl says of a certificate, after the equals sign."""
    return openssl("x509", "-in", certificate, "-noout", *words).strip().partition("=")[2]


def test_the_facts_are_openssls(qs_jwt: Runner, openssl: Callable[..., str]) -> None:
    before = time.time()
    result = qs_jwt("inspect-cert", "--cert-publickey-file", CERTIFICATE, *JSON).result
    hexadecimal = {
        "serial_number": ("-serial",),
        "thumbprint": ("-fingerprint", "-sha1"),
        "thumbprint_sha256": ("-fingerprint", "-sha256"),
    }
    for name, words in hexadecimal.items():
        assert result[name] == field(openssl, CERTIFICATE, *words).replace(":", "")
    for name in ("subject", "issuer"):
        assert result[name] == field(openssl, CERTIFICATE, f"-{name}", "-nameopt", "RFC2253")
    for name, word in (("not_before", "-startdate"), ("not_after", "-enddate")):
        moment = time.strptime(field(openssl, CERTIFICATE, word), "%b %d %H:%M:%S %Y GMT")
        assert result[name] == calendar.timegm(moment)
    assert (result["key_type"], result["key_size"]) == ("RSA", 2048)
    assert result["signature_algorithm"] == "sha256"
    days_left = [int(result["not_after"] - now) // 86_400 for now in (before, time.time())]
    assert result["days_left"] in days_left  # which differ once a day
    assert result["warnings"] == []
    assert "privatekey_matches" not in result


@pytest.mark.windows
def test_the_one_line_pem(qs_jwt: Runner) -> None:
    expected = CERTIFICATE.read_text().replace("\n", "")
    for form in ("rsa2048.cer", "rsa2048.der.cer", "rsa2048.certfirst.pem"):
        result = qs_jwt("inspect-cert", "--cert-publickey-file", KEYS / form, *JSON).result
        assert result["one_line_pem"] == expected
    assert qs_jwt("inspect-cert", "--cert-publickey", expected, *JSON).result == result


@pytest.mark.windows
def test_for_people(qs_jwt: Runner) -> None:
    done = qs_jwt("inspect-cert", "--cert-publickey-file", KEYS / "rsa2048.expired.cer")
    assert done.code == 0
    assert "Valid until         2021-01-01 00:00:00 UTC" in done.out
    assert "Issuer              CN=rsa2048.qs-jwt.example (self-signed)" in done.out
    assert done.out.endswith("-----END CERTIFICATE-----\n")
    assert done.err.startswith("warning: the certificate expired on 2021-01-01 00:00:00 UTC\nhint:")


def test_the_certificate_itself(qs_jwt: Runner) -> None:
    text = CERTIFICATE.read_text()
    words = ("inspect-cert", "--cert-publickey")
    ways = (
        qs_jwt(*words, text),
        qs_jwt(*words, "stdin", stdin=text),
        qs_jwt(*words, "env:C", env={"C": text}),
        qs_jwt("inspect-cert", "--cert-publickey-file", CERTIFICATE),
    )
    assert {(done.code, done.err) for done in ways} == {(0, "")}
    assert len({done.out for done in ways}) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("rsa2048.expired.cer", "CertificateExpired"),
        ("rsa2048.sha1.cer", "CertificateWeakHash"),
        ("rsa1024.cer", "CertificateKeyTooSmall"),
        ("ec-p256.cer", "CertificateKeyNotRsa"),
    ],
)
def test_what_it_warns_of(qs_jwt: Runner, name: str, code: str) -> None:
    done = qs_jwt("inspect-cert", "--cert-publickey-file", KEYS / name, *JSON)
    assert done.code == 0
    assert [warning["code"] for warning in done.result["warnings"]] == [code]
    assert all(warning["hint"] for warning in done.result["warnings"])


@pytest.mark.parametrize(("days", "soon"), [(31, False), (30, True), (1, True)])
def test_soon_is_under_thirty_days(
    qs_jwt: Runner, openssl: Callable[..., str], days: int, soon: bool
) -> None:
    certificate = qs_jwt.folder / "c.cer"
    openssl(
        *("req", "-x509", "-key", KEYS / "rsa2048.pkcs8.pem", "-subj", "/CN=x"),
        *("-days", str(days), "-out", certificate),
    )
    result = qs_jwt("inspect-cert", "--cert-publickey-file", certificate, *JSON).result
    assert result["days_left"] == days - 1  # part of the first day is over
    codes = [warning["code"] for warning in result["warnings"]]
    assert codes == (["CertificateExpiresSoon"] if soon else [])


@pytest.mark.parametrize(
    ("after", "days", "told"),
    [
        (-86_520, 1, "1"),
        (-1, 0, "0"),
        (1, -1, "none: it ended 1 second ago"),
        (86_520, -1, "none: it ended 1 day ago"),
        (2 * 86_400, -2, "none: it ended 2 days ago"),
    ],
)
def test_the_days_left_around_its_end(after: int, days: int, told: str) -> None:
    """The number is negative whenever it has ended, and the text says how long ago."""
    certificate = x509.load_pem_x509_certificate(CERTIFICATE.read_bytes())
    at = certificate.not_valid_after_utc.timestamp() + after
    facts = facts_of(certificate, at)
    assert facts.days_left == days
    assert f"Days left           {told}" in facts.lines(at)


def test_unusual_certificates(qs_jwt: Runner, openssl: Callable[..., str]) -> None:
    """Ed25519 has one size and no hash of its own; a PSS key is RSA only by name."""
    subject = ("-subj", "/CN=\x1b[31mred/O=a,b", "-utf8", "-days", "99")
    for name, key in (("ed", "ed25519.pem"), ("pss", "rsapss2048.pem")):
        openssl("req", "-x509", "-key", KEYS / key, *subject, "-out", qs_jwt.folder / name)
    edwards = qs_jwt("inspect-cert", "--cert-publickey-file", "ed", *JSON).result
    assert (edwards["key_type"], edwards["key_size"]) == ("Ed25519", None)
    assert edwards["signature_algorithm"] is None
    assert edwards["subject"] == "O=a\\,b,CN=\x1b[31mred"
    assert "\x1b" not in qs_jwt("inspect-cert", "--cert-publickey-file", "ed").out
    pss = qs_jwt("inspect-cert", "--cert-publickey-file", "pss", *JSON).result
    assert [warning["code"] for warning in pss["warnings"]] == ["CertificateKeyNotRsa"]


@pytest.mark.parametrize(
    ("name", "matches"),
    [
        ("rsa2048.pkcs8.pem", True),
        ("rsa2048.pkcs1.der", True),
        ("rsa2048.pfx", True),
        ("rsa2048.pkcs8.encrypted.pem", True),
        ("other2048.pem", False),
    ],
)
def test_whether_a_private_key_belongs_to_it(qs_jwt: Runner, name: str, matches: bool) -> None:
    words = (
        *("inspect-cert", "--cert-publickey-file", CERTIFICATE),
        *("--matches-privatekey-file", KEYS / name, "--cert-passphrase", "env:P"),
    )
    done = qs_jwt(*words, *JSON, env={"P": PASSPHRASE})
    assert done.result["privatekey_matches"] is matches
    text = qs_jwt(*words, env={"P": PASSPHRASE})
    assert done.code == text.code == (0 if matches else 1)
    assert ("DOES NOT BELONG" in text.out) is not matches


@pytest.mark.parametrize(
    ("words", "status", "code", "parameter"),
    [
        ((), 2, "MissingOption", "cert_publickey_file"),
        (("--cert-publickey", "x", "--cert-publickey-file", "x"), 2, "ConflictingOptions", None),
        (("--cert-publickey-file", "nosuch"), 1, "FileMissing", "cert_publickey_file"),
        (("--cert-publickey-file", KEYS), 1, "FileIsFolder", "cert_publickey_file"),
        (("--cert-publickey", "nonsense"), 1, "CertificateInvalid", "cert_publickey"),
        *(
            (("--cert-publickey-file", KEYS / name), 1, "CertificateInvalid", "cert_publickey_file")
            for name in (
                *("rsa2048.public.pem", "rsa2048.public.der", "rsa2048.pkcs8.pem", "rsa2048.csr"),
                *("empty.pem", "garbage.bin", "rsa2048.pfx"),
            )
        ),
    ],
)
def test_no_certificate(
    qs_jwt: Runner, words: tuple[str, ...], status: int, code: str, parameter: str | None
) -> None:
    done = qs_jwt("inspect-cert", *words, *JSON)
    assert (done.code, done.error["code"]) == (status, code)
    assert parameter in (None, done.error["parameter"])
    assert done.error["hint"]
    assert "Traceback" not in done.err


@pytest.mark.parametrize("name", ["rsa2048.pfx", "rsa2048.3des.pfx", "rsa2048.certonly.pfx"])
def test_a_pfx_gives_its_certificate(qs_jwt: Runner, name: str) -> None:
    words = ("inspect-cert", "--cert-publickey-file", KEYS / name)
    opened = qs_jwt(*words, "--cert-passphrase", "env:P", *JSON, env={"P": PASSPHRASE})
    expected = qs_jwt("inspect-cert", "--cert-publickey-file", CERTIFICATE, *JSON)
    assert opened.result == expected.result
    assert "PRIVATE" not in opened.out
    locked = qs_jwt(*words, *JSON)
    assert locked.error["code"] == "CertificateInvalid"
    assert "openssl pkcs12 -in FILE -nokeys" in locked.error["hint"]
    wrong = qs_jwt(*words, "--cert-passphrase", "env:P", *JSON, env={"P": "wrong"})
    assert (wrong.error["code"], wrong.error["parameter"]) == (
        "PassphraseWrong",
        "cert_publickey_file",
    )


def test_a_pfx_without_a_passphrase_will_do_for_any_certificate(qs_jwt: Runner) -> None:
    pfx = KEYS / "rsa2048.nopassphrase.pfx"
    key = ("--cert-privatekey-file", KEYS / "rsa2048.pkcs8.pem")
    token = qs_jwt("create-qseow", "--userdir", "LAB", "--userid", "a", *key, *JSON).result["token"]
    given = ("--cert-publickey-file", pfx)
    assert qs_jwt("verify", "--jwt", token, *given).code == 0
    assert qs_jwt("decode", "--jwt", token, *given, *JSON).result["valid"]
    proxy = qs_jwt("qseow-virtual-proxy", "--prefix", "jwt", *given)
    with_cer = qs_jwt(
        "qseow-virtual-proxy", "--prefix", "jwt", "--cert-publickey-file", CERTIFICATE
    )
    assert proxy.out == with_cer.out
    # a passphrase that is for the private key does not stand in its way
    words = ("inspect-cert", *given, "--matches-privatekey-file", KEYS / "rsa2048.pfx")
    both = qs_jwt(*words, "--cert-passphrase", "env:P", *JSON, env={"P": PASSPHRASE})
    assert both.result["privatekey_matches"] is True


def test_the_certificate_of_a_pfx_is_that_of_its_key(
    qs_jwt: Runner, openssl: Callable[..., str]
) -> None:
    chain = qs_jwt.folder / "chain.pfx"
    words = ("-in", CERTIFICATE, "-inkey", KEYS / "rsa2048.pkcs8.pem", "-passout", "pass:")
    openssl("pkcs12", "-export", *words, "-certfile", KEYS / "other2048.cer", "-out", chain)
    done = qs_jwt("inspect-cert", "--cert-publickey-file", chain, *JSON)
    assert done.result["subject"] == "CN=rsa2048.qs-jwt.example"


def test_a_pfx_that_takes_for_ever_to_open_is_refused(qs_jwt: Runner) -> None:
    # version 3, and a MAC whose key takes 11 million rounds: no more is looked at
    slow = bytes.fromhex("300f 020103 300a 3000 0400 020400a7d8c0")
    (qs_jwt.folder / "slow.pfx").write_bytes(slow)
    done = qs_jwt("inspect-cert", "--cert-publickey-file", "slow.pfx", *JSON)
    assert done.error["code"] == "KeyTooCostly"


def test_a_public_key_is_told_from_a_certificate(qs_jwt: Runner) -> None:
    done = qs_jwt("inspect-cert", "--cert-publickey-file", KEYS / "rsa2048.public.pem")
    assert "holds a public key, not a certificate" in done.err


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("rsa2048.pkcs8.encrypted.pem", "PassphraseMissing"),
        ("rsa2048.cer", "KeyIsCertificate"),
        ("corrupt/p.pem", "KeyCorrupt"),
        ("ec-p256.pem", "KeyNotRsa"),
        ("nosuch.pem", "FileMissing"),
    ],
)
def test_no_private_key(qs_jwt: Runner, name: str, code: str) -> None:
    words = ("--cert-publickey-file", CERTIFICATE, "--matches-privatekey-file", KEYS / name)
    done = qs_jwt("inspect-cert", *words, *JSON)
    assert (done.code, done.error["code"]) == (1, code)
    assert done.error["parameter"] in ("matches_privatekey_file", "cert_passphrase")
    assert done.error["message"].startswith("--matches-privatekey-file: ")


def test_every_path(qs_jwt: Runner) -> None:
    folder = qs_jwt.folder / 'O\'Brien $x "q"'
    folder.mkdir()
    shutil.copy(CERTIFICATE, folder / "ä.cer")
    path = f"{folder.name}/ä.cer"
    assert qs_jwt("inspect-cert", "--cert-publickey-file", path).code == 0


@pytest.mark.windows
def test_the_python_api() -> None:
    import qs_jwt as api

    inspected = api.inspect_cert(cert_publickey=CERTIFICATE.read_text())
    serial = x509.load_pem_x509_certificate(CERTIFICATE.read_bytes()).serial_number
    assert int(inspected.certificate.serial_number, 16) == serial
    assert inspected.privatekey_matches is None
