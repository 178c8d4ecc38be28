"""How many bits an RSA key may have, and what is said of one that has others."""

from qs_jwt.errors import KeyTooLarge, KeyTooSmall

MIN_BITS = 2048  # RFC 7518, section 3.3
MAX_BITS = 16_384  # OpenSSL verifies no larger ones


def check(bits: int, parameter: str) -> None:
    """Refuse an RSA key that is too small to sign with, or too large to work with.

    Raises:
        KeyTooSmall, KeyTooLarge
    """
    if bits < MIN_BITS:
        raise KeyTooSmall(
            "{option}: the RSA key has {value:bits} bits; {value:least} is the least",
            hint="make a new one: {command:create-cert}",
            parameter=parameter,
            bits=bits,
            least=MIN_BITS,
        )
    if bits > MAX_BITS:
        raise too_large(bits, parameter)


def too_large(bits: int, parameter: str) -> KeyTooLarge:
    """The error for a key that would keep a server busy for minutes."""
    return KeyTooLarge(
        "{option}: the RSA key has {value:bits} bits; {value:most} is the most",
        hint="make a smaller one: {command:create-cert}",
        parameter=parameter,
        bits=bits,
        most=MAX_BITS,
    )
