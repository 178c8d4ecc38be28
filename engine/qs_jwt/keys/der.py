"""What must be known of a key or PFX before a library works on it, read off its DER.

cryptography derives a key's key with as many rounds as the file asks for, and does not
tell an RSA key that is marked for RSA-PSS from any other. Sources: X.690 (DER), RFC 8018
(PBES1, PBES2), RFC 7914 (scrypt), RFC 7292 (PKCS#12), RFC 4055 (RSASSA-PSS).
"""

from collections.abc import Iterator
from math import prod

MAX_ROUNDS = 10_000_000  # of PBKDF2: some seconds; OpenSSL's own files have 2,048 to 600,000
MAX_SCRYPT = 256 * 2**20  # bytes of memory: 128 N r p

_PSS = bytes.fromhex("2a864886f70d01010a")
_PBKDF2 = bytes.fromhex("2a864886f70d01050c")
_SCRYPT = bytes.fromhex("2b06010401da47040b")
_PBE = (bytes.fromhex("2a864886f70d010c01"), bytes.fromhex("2a864886f70d0105"))  # 12.1, 5
_SECRET_BAG = bytes.fromhex("060b2a864886f70d010c0a0105")  # of Java, with a key bag's name in it
_KEY_BAGS = tuple(bytes.fromhex(f"060b2a864886f70d010c0a010{kind}") for kind in (1, 2))
_SEQUENCE, _OCTETS, _INTEGER, _OID = 0x30, 0x04, 0x02, 0x06
_DEEPEST, _MOST = 24, 4096  # levels and values looked at, far more than any key has


def is_pss(data: bytes) -> bool:
    """Whether a PKCS#8 or SubjectPublicKeyInfo structure is marked for RSA-PSS only."""
    (_, outer), *_ = [*_values(data), (0, b"")]
    for tag, content in list(_values(outer))[:2]:
        algorithm = next(_values(content), None) if tag == _SEQUENCE else None
        if algorithm:
            return algorithm == (_OID, _PSS)
    return False


def has_more_primes(data: bytes) -> bool:
    """Whether a private key is one of RSA with more than two primes (RFC 8017, A.1.2)."""
    forms = ([tag for tag, _ in _values(content)] for content in _sequences(data))
    return [_INTEGER] * 9 + [_SEQUENCE] in forms


def count_key_bags(pfx: bytes) -> int:
    """How many private keys stand in a PFX, as far as it can be seen without its passphrase.

    Of several cryptography gives one.
    """
    return sum(pfx.count(bag) for bag in _KEY_BAGS) - pfx.count(_SECRET_BAG)


def largest(data: bytes) -> int:
    """The size in bits, to the byte, of the largest number in a private key."""
    numbers = (item for content in _sequences(data) for item in _values(content))
    return 8 * max(
        (len(value.lstrip(b"\0")) for tag, value in numbers if tag == _INTEGER), default=0
    )


def excess(data: bytes) -> str | None:
    """Which cap the derivation of a key's or PFX's own key is over, in words, or None."""
    for content in _sequences(data):
        fields, rounds = list(_values(content)), 0
        if len(fields) > 1 and fields[0][0] == _OID:
            oid, inner = fields[0][1], _values(fields[1][1])
            numbers = [int.from_bytes(value, "big") for tag, value in inner if tag == _INTEGER]
            if oid == _SCRYPT and 128 * prod(numbers[:3]) > MAX_SCRYPT:
                return f"scrypt with over {MAX_SCRYPT // 2**20} MiB of memory"
            if oid == _PBKDF2 or oid.startswith(_PBE):
                rounds = max(numbers, default=0)
        elif [tag for tag, _ in fields] == [_SEQUENCE, _OCTETS, _INTEGER]:  # the MAC of a PFX
            rounds = int.from_bytes(fields[2][1], "big")
        if rounds > MAX_ROUNDS:
            return f"over {MAX_ROUNDS:,} rounds"
    return None


def _sequences(data: bytes) -> Iterator[bytes]:
    """The content of every SEQUENCE, those within octet strings included."""
    todo, seen = [(data, 0)], 0
    while todo:
        text, depth = todo.pop()
        for tag, content in _values(text):
            seen += 1
            if seen > _MOST or depth > _DEEPEST:
                return
            if tag == _SEQUENCE:
                yield content
            if tag & 0x20 or tag == _OCTETS:
                todo.append((content, depth + 1))


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The values that follow each other in ``data``, up to the first that is not DER."""
    at = 0
    while at + 2 <= len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(data[at : at + size], "big"), at + size
        if at + length > len(data):
            return
        yield tag, data[at : at + length]
        at += length
