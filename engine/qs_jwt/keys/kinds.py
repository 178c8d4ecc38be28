"""The kinds of keys that Qlik takes: RSA, and P-384 for OAuth."""

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP384R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey
PublicKey = RSAPublicKey | EllipticCurvePublicKey


def is_p384(key: PrivateKey | PublicKey) -> bool:
    """Whether a key is one of the curve P-384, which signs ES384 (RFC 7518, section 3.4)."""
    return not isinstance(key, RSAPrivateKey | RSAPublicKey) and isinstance(key.curve, SECP384R1)


def described(key: PrivateKey | PublicKey) -> str:
    """A key for people: ``an RSA key``, ``a P-384 key``."""
    return "a P-384 key" if is_p384(key) else f"an {key_type(key)} key"


def fits(algorithm: str, key: PrivateKey | PublicKey) -> bool:
    """Whether ``algorithm`` is one for such a key."""
    return algorithm == "ES384" if is_p384(key) else algorithm.startswith("RS")


def key_type(key: object) -> str:
    """What kind of key a private or public key is: ``RSA``, ``EC``, ``Ed25519``."""
    name = type(key).__name__
    return name.removesuffix("PublicKey").removesuffix("PrivateKey").strip("_")
