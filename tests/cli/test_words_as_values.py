"""The words of the command line, given where they are only text."""

from pathlib import Path

import pytest

import qs_jwt as api
from conftest import KEYS, Runner

LOCKED = str(KEYS / "rsa2048.pkcs8.encrypted.pem")
WORDS = ("env:HOME", "file:/etc/passwd", "stdin")


@pytest.mark.parametrize("word", WORDS)
def test_nothing_new_is_encrypted_with_a_word(tmp_path: Path, word: str) -> None:
    prefix = f"{tmp_path}/"
    for create in (
        lambda: api.create_cert(cert_passphrase=word, cert_file_prefix=prefix, key_size=2048),
        lambda: api.create_cert(
            cert_privatekey_file=str(KEYS / "rsa2048.pkcs8.pem"), cert_passphrase=word, pfx=True,
            cert_file_prefix=prefix,
        ),
        lambda: api.create_qseow(
            userdir="L", userid="a", cert_create=True, cert_passphrase=word, key_size=2048,
            cert_file_prefix=prefix,
        ),
    ):  # fmt: skip
        with pytest.raises(api.QsJwtError) as caught:
            create()
        assert caught.value.code == "InvalidValue"
        assert caught.value.parameter == "cert_passphrase"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("word", WORDS)
def test_a_word_that_opens_nothing_is_explained(word: str) -> None:
    with pytest.raises(api.QsJwtError) as caught:
        api.create_qseow(userdir="L", userid="a", cert_privatekey_file=LOCKED, cert_passphrase=word)
    assert caught.value.code == "PassphraseWrong"
    assert "words of the command line" in (caught.value.hint or "")


def test_a_word_as_a_key_a_token_and_a_certificate() -> None:
    for code, call in (
        ("KeyNotFound", lambda: api.create_qseow(userdir="L", userid="a", cert_privatekey="env:K")),
        ("TokenMalformed", lambda: api.decode(jwt="stdin")),
        ("CertificateInvalid", lambda: api.inspect_cert(cert_publickey="env:C")),
    ):
        with pytest.raises(api.QsJwtError) as caught:
            call()
        assert caught.value.code == code
        assert "words of the command line" in (caught.value.hint or "")


def test_bytes_are_a_passphrase_of_python(tmp_path: Path) -> None:
    prefix = f"{tmp_path}/"
    secret = b"env:\xff"
    api.create_cert(cert_passphrase=secret, cert_file_prefix=prefix, key_size=2048)
    api.create_qseow(
        userdir="L", userid="a", cert_privatekey_file=f"{prefix}privatekey.pem",
        cert_passphrase=secret,
    )  # fmt: skip


def test_what_a_word_led_to_is_never_looked_at_again(qs_jwt: Runner) -> None:
    words = ("create-cert", "--key-size", "2048", "--cert-passphrase", "env:SECRET")
    assert qs_jwt(*words, env={"SECRET": "env:HOME"}).code == 0
    key = qs_jwt.folder / "privatekey.pem"
    signed = ("create-qseow", "--userdir", "L", "--userid", "a", "--cert-privatekey-file", key)
    assert qs_jwt(*signed, "--cert-passphrase", "env:S", env={"S": "env:HOME"}).code == 0


@pytest.mark.parametrize(
    "words",
    [("create-qseow", "-h"), ("create-qseow", "--userid", "anna", "-h"),
     ("create-qseow", "--groups", "a", "-h"), ("create-qseow", "--cert-create", "-h"),
     ("create-qseow", "--nosuch", "x", "--help"), ("batch", "--input", "x", "--help")],
)  # fmt: skip
def test_help_wherever_an_option_may_stand(qs_jwt: Runner, words: tuple[str, ...]) -> None:
    done = qs_jwt(*words)
    assert (done.code, done.out.startswith("Usage: qs-jwt")) == (0, True)


def test_h_is_a_value_where_one_is_due(qs_jwt: Runner) -> None:
    key = KEYS / "rsa2048.pkcs8.pem"
    words = ("create-qseow", "--userdir", "-h", "--userid=-h", "--cert-privatekey-file", key)
    assert qs_jwt(*words, "--output", "json").result["payload"]["userId"] == "-h"


ODD = "a\x1b]0;x\x07\u202eb\u2028c\x9bd"


def test_nothing_reaches_a_terminal_that_it_acts_on(qs_jwt: Runner) -> None:
    """Paths, claims, subjects: on stdout for people, on stderr, and in JSON."""
    name = "a\u202eb\u2028c"  # a claim's name holds no control characters
    made = api.create_qseow(
        userdir="LAB", userid="anna", claims={"odd": ODD, name: 1},
        cert_privatekey_file=str(KEYS / "rsa2048.pkcs8.pem"),
    )  # fmt: skip
    outcomes = [
        qs_jwt("decode", "--jwt", made.token),
        qs_jwt("decode", "--jwt", made.token, "--output", "json"),
        qs_jwt("decode", "--jwt", made.token, "--minimal-output"),
        qs_jwt("verify", "--jwt", made.token, "--skip-signature"),
        qs_jwt("decode", "--jwt-file", ODD),
        qs_jwt("create-qseow", f"--{ODD}"),
        qs_jwt(ODD),
    ]
    for done in outcomes:
        for text in (done.out, done.err):
            for character in "\x1b\x07\u202e\u2028\x9b":
                assert character not in text, done
