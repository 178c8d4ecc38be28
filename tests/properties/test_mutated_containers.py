"""Ten thousand damaged containers: each signs, or is refused by a name that there is."""

import base64
import json
import random
import warnings

import pytest
from joserfc.jwk import ECKey, RSAKey

from conftest import KEYS, PASSPHRASE
from hostile import CODES
from qs_jwt.errors import QsJwtError
from qs_jwt.keys import private as private_keys
from qs_jwt.keys import public as public_keys

SEED, MANY = 20_261_126, 10_000
RSA = RSAKey.import_key((KEYS / "rsa2048.pkcs8.pem").read_text(), {"kid": "a"})
EC = ECKey.generate_key("P-384", {"kid": "b"})
NAMES = (
    "rsa2048.pkcs8.pem", "rsa2048.pkcs1.pem", "rsa2048.pkcs8.der", "rsa2048.pkcs1.der",
    "rsa2048.pfx", "rsa2048.nopassphrase.pfx", "rsa2048.pkcs8.encrypted.pem", "rsa2048.openssh",
    "rsa2048.pkcs1.aes256.pem", "rsa2048.cer", "rsa2048.der.cer", "ec-p256.sec1.pem",
)  # fmt: skip


def containers() -> list[bytes]:
    found = [(KEYS / name).read_bytes() for name in NAMES]
    found += [base64.b64encode(data) for data in found[:6]]
    jwks = [RSA.as_dict(private=True), EC.as_dict(private=True), RSA.as_dict(private=False)]
    found += [json.dumps(key).encode() for key in (*jwks, {"keys": jwks})]
    return found


def damaged(data: bytes, chance: random.Random) -> bytes:
    """``data`` with some bytes changed, taken out, put in or doubled."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(changed) + 1)
        what = chance.randrange(5)
        if what == 0 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        elif what == 1:
            del changed[at : at + chance.randrange(1, 9)]
        elif what == 2:
            changed[at:at] = chance.randbytes(chance.randrange(1, 9))
        elif what == 3:
            changed[at:at] = changed[at : at + chance.randrange(1, 60)]
        else:
            del changed[at + len(changed) // 2 :]
    return bytes(changed)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_each_is_a_key_or_an_error_with_a_name(part: int) -> None:
    chance = random.Random(SEED + part)  # noqa: S311 - the same ones each time
    whole, found = containers(), list[QsJwtError]()
    for number in range(MANY // 4):
        data = damaged(chance.choice(whole), chance)
        passphrase = chance.choice((None, PASSPHRASE))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            try:
                if number % 3:
                    private_keys.load(None, data, passphrase, p384=True)
                else:
                    text = data.decode("latin-1")
                    public_keys.read_public_key(None, text)
            except QsJwtError as error:
                found.append(error)
    assert len(found) > MANY // 20
    assert not [error for error in found if not error.message.isprintable()]
    assert {error.code for error in found} <= CODES - {"InternalError"}
