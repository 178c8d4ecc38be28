"""Keys written as JWK or in a JWK set (RFC 7517, RFC 7518 section 6): read and checked."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateNumbers,
    RSAPublicNumbers,
    rsa_crt_dmp1,
    rsa_crt_dmq1,
    rsa_crt_iqmp,
    rsa_recover_prime_factors,
)

from qs_jwt import strict_json, wording
from qs_jwt.errors import (
    CertificateInvalid,
    KeyIsPublic,
    KeyNotFound,
    KeyNotRsa,
    QsJwtError,
    SeveralKeys,
)
from qs_jwt.keys import foreign, sizes
from qs_jwt.keys.kinds import PrivateKey, PublicKey

Key = TypeVar("Key")

_BASE64URL = re.compile(r"[A-Za-z0-9_-]{1,8192}={0,2}", re.ASCII)
_CURVE = "P-384"
_WIDEST_EXPONENT = 256  # bits of e


class Jwk(NamedTuple):
    """One key of a set, not looked into yet.

    Attributes:
        members: its own, by name.
        parameter: the option that it came by.
    """

    members: dict[str, Any]
    parameter: str

    @property
    def keyid(self) -> str | None:
        """Its ``kid``, or None."""
        found = self.members.get("kid")
        return found if isinstance(found, str) and found.strip() and found.isprintable() else None

    @property
    def is_private(self) -> bool:
        """Whether it has a private half."""
        return "d" in self.members

    def public(self) -> PublicKey:
        """Its public half.

        Raises:
            QsJwtError: it is not a key that could have signed a token for Qlik.
        """
        self._check_use()
        if self.members["kty"] == "EC":
            numbers = ec.EllipticCurvePublicNumbers(
                self._number("x"), self._number("y"), ec.SECP384R1()
            )
            return self._built(numbers.public_key)
        return self._built(self._public_numbers().public_key)

    def private(self, *, thorough: bool) -> PrivateKey:
        """Its private half; the relations between its numbers are not checked here.

        Args:
            thorough: with cryptography's own load checks too.

        Raises:
            QsJwtError: it is not a key that can sign a token for Qlik.
        """
        self._check_use()
        if not self.is_private:
            raise foreign.refusal(KeyIsPublic, "a public key (JWK)", self.parameter)
        if "oth" in self.members:
            raise foreign.more_primes(self.parameter)
        if self.members["kty"] == "EC":
            return self._p384()
        numbers = self._private_numbers()
        return self._built(lambda: numbers.private_key(unsafe_skip_rsa_key_validation=not thorough))

    def _check_use(self) -> None:
        kty, alg = self.members.get("kty"), self.members.get("alg")
        if kty == "oct":
            found = "a secret that is shared (JWK of type oct), which is no key pair"
        elif kty not in ("RSA", "EC"):
            found = f"a JWK of type {wording.shown(self.members.get('crv') or kty)}"
        elif kty == "EC" and self.members.get("crv") != _CURVE:
            found = f"an EC key of the curve {wording.shown(self.members.get('crv'))}"
        elif other := self._other_use():
            found = f"a key that is not for signatures ({other})"
        elif isinstance(alg, str) and alg.startswith("PS"):
            raise foreign.pss(self.parameter)
        else:
            return
        raise foreign.refusal(KeyNotRsa, found, self.parameter)

    def _other_use(self) -> str | None:
        """What says that it is for something else (RFC 7517, sections 4.2 to 4.4), or None."""
        use, alg = self.members.get("use", "sig"), self.members.get("alg")
        if use != "sig":
            return f"use is {wording.shown(use)}"
        operations = self.members.get("key_ops")
        if isinstance(operations, list) and "sign" not in operations and "verify" not in operations:
            return f"key_ops is {wording.shown(operations)}"
        if isinstance(alg, str) and alg.startswith(("RSA-OAEP", "RSA1_5", "ECDH")):
            return f"alg is {wording.shown(alg)}"
        return None

    def _public_numbers(self) -> RSAPublicNumbers:
        e = self._number("e")
        if e.bit_length() > _WIDEST_EXPONENT or e < 3 or e % 2 == 0:
            raise self._damaged("its public exponent is none")
        return RSAPublicNumbers(e, self._number("n"))

    def _private_numbers(self) -> RSAPrivateNumbers:
        public, d = self._public_numbers(), self._number("d")
        n, e = public.n, public.e
        if "p" in self.members or "q" in self.members:
            p, q = self._number("p"), self._number("q")
            if p < 3 or q < 3:
                raise self._damaged("its primes do not make its modulus")
        else:
            # what follows searches for long if they do not belong together
            if n < 9 or n % 2 == 0 or d >= n or pow(2, e * d, n) != 2:
                raise self._damaged("its private exponent does not belong to its public one")
            p, q = rsa_recover_prime_factors(n, e, d)
        try:
            return RSAPrivateNumbers(
                p, q, d,
                self._number("dp") if "dp" in self.members else rsa_crt_dmp1(d, p),
                self._number("dq") if "dq" in self.members else rsa_crt_dmq1(d, q),
                self._number("qi") if "qi" in self.members else rsa_crt_iqmp(p, q),
                public,
            )  # fmt: skip
        except ValueError:
            raise self._damaged("its primes do not belong together") from None

    def _p384(self) -> PrivateKey:
        public, secret = self.public(), self._number("d")
        key: PrivateKey = self._built(lambda: ec.derive_private_key(secret, ec.SECP384R1()))
        if key.public_key() != public:
            raise self._damaged("its private half does not belong to its public one")
        return key

    def _number(self, name: str) -> int:
        text = self.members.get(name)
        if not isinstance(text, str) or not _BASE64URL.fullmatch(text):
            raise self._damaged(f"its member {name} is missing or not base64url")
        from jwt.utils import from_base64url_uint

        try:
            number = from_base64url_uint(text.rstrip("="))
        except ValueError:
            raise self._damaged(f"its member {name} is not base64url") from None
        if number.bit_length() > sizes.MAX_BITS:
            raise sizes.too_large(number.bit_length(), self.parameter)
        return number

    def _built(self, make: Callable[[], Key]) -> Key:
        try:
            return make()
        except (ValueError, OverflowError):
            raise self._damaged("its numbers are no key") from None

    def _damaged(self, flaw: str) -> QsJwtError:
        if self.parameter.startswith("cert_publickey"):
            return CertificateInvalid(
                "{option}: the key (JWK) cannot be read: {value:flaw}",
                parameter=self.parameter,
                flaw=flaw,
            )
        return foreign.corrupt(flaw, self.parameter)


def keys_in(data: bytes, parameter: str) -> list[Jwk]:
    """The keys of a JWK or a JWK set.

    Raises:
        KeyNotFound, CertificateInvalid: there are none.
    """
    kind = CertificateInvalid if parameter.startswith("cert_publickey") else KeyNotFound
    try:
        value = strict_json.loads(data)
    except ValueError as error:
        raise kind(
            "{option}: is JSON that cannot be read: {value:error}",
            parameter=parameter,
            error=str(error),
        ) from None
    keys = value.get("keys") if "keys" in value else [value]
    if not isinstance(keys, list) or not keys or not all(_is_jwk(key) for key in keys):
        raise kind(
            "{option}: is JSON, but neither a JWK nor a JWK set",
            hint='a JWK is an object with kty and, for RSA, n and e; a JWK set is {"keys": [...]}',
            parameter=parameter,
        )
    return [Jwk(key, parameter) for key in keys]


def _is_jwk(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("kty"), str)


def signing_jwk(data: bytes, parameter: str) -> Jwk:
    """The key of a JWK or a set that is to sign.

    Raises:
        SeveralKeys: there are several private ones; and those of :func:`keys_in`.
    """
    keys = keys_in(data, parameter)
    private = [key for key in keys if key.is_private]
    if len(private) > 1:
        raise SeveralKeys(
            "{option}: holds {value:count} private keys ({value:keys})",
            hint="give the one to sign with a file of its own",
            parameter=parameter,
            count=len(private),
            keys=_named(private),
        )
    return private[0] if private else keys[0]


def verifying_jwk(data: bytes, parameter: str, keyid: object) -> Jwk:
    """The key of a JWK or a set that a token with the key id ``keyid`` is checked with.

    Raises:
        CertificateInvalid: there are several, and not one with that id.
    """
    keys = keys_in(data, parameter)
    if len(keys) == 1:
        return keys[0]
    found = [key for key in keys if keyid is not None and key.members.get("kid") == keyid]
    if len(found) == 1:
        return found[0]
    whose = "none" if keyid is None else wording.shown(keyid)
    raise CertificateInvalid(
        "{option}: holds {value:count} keys ({value:keys}), and not one of them can be told by"
        " the token's kid ({value:keyid})",
        hint="give the key that is meant in a file of its own",
        parameter=parameter,
        count=len(keys),
        keys=_named(keys),
        keyid=whose,
    )


def _named(keys: list[Jwk]) -> str:
    shown = [wording.shown(key.keyid) if key.keyid else "without kid" for key in keys[:10]]
    return ", ".join(shown) + (", ..." if len(keys) > len(shown) else "")
