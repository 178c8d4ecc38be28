"""Make RSA keys with a number wrong, in corrupt/, from rsa2048.pkcs1.pem.

make-keys.sh runs this. openssl reads and writes the DER; only the numbers are changed here.
A file that exists is left alone.
"""

import subprocess
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent
SOURCE = FOLDER / "rsa2048.pkcs1.pem"
# The order in which RFC 8017, A.1.2 lists the numbers of an RSAPrivateKey.
NAMES = ("version", "n", "e", "d", "p", "q", "dp", "dq", "iqmp")
Numbers = dict[str, int]


def openssl(*arguments: str | Path) -> str:
    done = subprocess.run(["openssl", *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def read(path: Path) -> Numbers:
    lines = openssl("asn1parse", "-in", path).splitlines()
    values = [int(line.rpartition(":")[2], 16) for line in lines if "INTEGER" in line]
    return dict(zip(NAMES, values, strict=True))


def write(numbers: Numbers, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        recipe, der = Path(folder, "recipe"), Path(folder, "der")
        fields = "".join(f"{name}=INTEGER:{value:#x}\n" for name, value in numbers.items())
        recipe.write_text("asn1=SEQUENCE:key\n[key]\n" + fields)
        openssl("asn1parse", "-genconf", recipe, "-noout", "-out", der)
        body = openssl("base64", "-in", der)
    path.write_text(f"-----BEGIN RSA PRIVATE KEY-----\n{body}-----END RSA PRIVATE KEY-----\n")


def with_private_numbers(key: Numbers) -> Numbers:
    """Fill in d, dp, dq and iqmp so that they fit e, p and q."""
    p, q = key["p"], key["q"]
    d = pow(key["e"], -1, (p - 1) * (q - 1))
    return key | {"d": d, "dp": d % (p - 1), "dq": d % (q - 1), "iqmp": pow(q, -1, p)}


def even_modulus(key: Numbers) -> Numbers:
    """Give the key an even q, all other numbers in step with it."""
    q = key["q"] + 1
    while True:
        try:
            return with_private_numbers(key | {"q": q, "n": key["p"] * q})
        except ValueError:  # e or q has no inverse
            q += 2


def main() -> None:
    key = read(SOURCE)
    corrupt = {
        # Each is wrong in the named number only. OpenSSL signs with p, q, dp, dq and iqmp and
        # mends a bad result by way of d, so most of these make signatures that verify.
        "d": key | {"d": key["d"] + 2},
        "dp": key | {"dp": key["dp"] + 2},
        "dq": key | {"dq": key["dq"] + 2},
        "iqmp": key | {"iqmp": key["iqmp"] + 1},
        "p": key | {"p": key["p"] + 2},
        # These two agree with themselves: p q = n and all the rest.
        "even-n": even_modulus(key),
        "e1": key | {"e": 1, "d": 1, "dp": 1, "dq": 1},
    }
    folder = FOLDER / "corrupt"
    folder.mkdir(exist_ok=True)
    for name, numbers in corrupt.items():
        path = folder / f"{name}.pem"
        if not path.exists():
            write(numbers, path)
            print(f"made corrupt/{path.name}")


if __name__ == "__main__":
    main()
