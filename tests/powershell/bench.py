"""How long New-QsJwt takes beside the engine alone, and what importing the module costs.

Run it by hand: ``python tests/powershell/bench.py``. The same requests go to
``qs-jwt serve`` at once and through New-QsJwt, in turn, medians of five rounds; the first
call in a session pays for starting the engine and for PowerShell's own compiling, the
second does not.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
MODULE = HERE.parent.parent / "powershell" / "QsJwt"
KEYS = HERE.parent / "keys"
COMMAND = Path(sys.executable).parent / "qs-jwt"
USERS = 1000
ROUNDS = 5
IMPORTS = 11

CALLS = f"""
Import-Module '{MODULE}'
$users = 1..{USERS} | ForEach-Object {{
    [pscustomobject] @{{ UserDirectory = "D$_"; UserId = "u$_"; UserName = "N $_" }}
}}
foreach ($call in 1, 2) {{
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $tokens = $users | New-QsJwt -PrivateKeyPath '{{key}}'
    if (@($tokens).Count -ne {USERS}) {{ throw 'tokens are missing' }}
    $clock.Elapsed.TotalSeconds.ToString([Globalization.CultureInfo]::InvariantCulture)
}}
"""


def powershell(script: str) -> str:
    """What a script prints."""
    done = subprocess.run(
        [str(shutil.which("pwsh")), "-NoProfile", "-NonInteractive", "-Command", script],
        env={**os.environ, "QS_JWT_ENGINE": str(COMMAND)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def seconds_of_serve(key: Path) -> float:
    """The engine alone, from its start to its end."""
    requests = [
        {
            "jsonrpc": "2.0",
            "id": number,
            "method": "create-qseow",
            "params": {
                "cert_privatekey_file": str(key),
                "userdir": f"D{number}",
                "userid": f"u{number}",
                "username": f"N {number}",
            },
        }
        for number in range(1, USERS + 1)
    ]
    lines = b"".join(json.dumps(request).encode() + b"\n" for request in requests)
    start = time.perf_counter()
    words = [str(COMMAND), "serve", "--claims-as-text"]
    subprocess.run(words, input=lines, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def seconds_to_run(script: str) -> float:
    start = time.perf_counter()
    powershell(script)
    return time.perf_counter() - start


def main() -> None:
    if shutil.which("pwsh") is None:
        sys.exit("no PowerShell: pwsh is not on the PATH")
    print(f"{USERS} users        serve   first call      second call")
    for name, file in (("RSA-4096", "rsa4096.pem"), ("RSA-2048", "rsa2048.pkcs8.pem")):
        serve, first, second = [], [], []
        for _ in range(ROUNDS):
            serve.append(seconds_of_serve(KEYS / file))
            calls = powershell(CALLS.replace("{key}", str(KEYS / file))).split()
            first.append(float(calls[0]))
            second.append(float(calls[1]))
        alone = median(serve)
        row = "".join(f"{median(s):8.2f} s {median(s) / alone:4.2f}x" for s in (first, second))
        print(f"{name}      {alone:8.2f} s{row}")
    bare, loaded = [], []
    for _ in range(IMPORTS):
        bare.append(seconds_to_run("1"))
        loaded.append(seconds_to_run(f"Import-Module '{MODULE}'"))
    print(f"import over an empty session: {median(loaded) - median(bare):.3f} s")


if __name__ == "__main__":
    main()
