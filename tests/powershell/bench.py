"""How long New-QsJwt takes beside the engine alone, and what a script's first token costs.

Run it by hand, on a machine that does nothing else: ``python tests/powershell/bench.py``, without
PYTHONDONTWRITEBYTECODE. First a script that makes one token in a new PowerShell, with the module
as a wheel has it, beside a cold ``qs-jwt`` and the import of a module that is empty; then the same
thousand requests to ``qs-jwt serve`` at once and through New-QsJwt. All in turn, medians.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
CHECKOUT = HERE.parent.parent
MODULE = CHECKOUT / "powershell" / "QsJwt"
KEYS = HERE.parent / "keys"
COMMAND = Path(sys.executable).parent / "qs-jwt"
USERS = 1000
ROUNDS = 5
COLD = 11

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

ONE_TOKEN = """
$clock = [Diagnostics.Stopwatch]::StartNew()
foreach ($step in {{ Import-Module '{module}' }}, {{ {call} }}, {{ {call} }}) {{
    $clock.Restart()
    $null = & $step
    $clock.Elapsed.TotalSeconds.ToString([Globalization.CultureInfo]::InvariantCulture)
}}
"""
NEW = f"New-QsJwt LAB anna -PrivateKeyPath '{KEYS}/rsa2048.pkcs8.pem'"
EMPTY = {
    "psd1": "@{ RootModule = 'Empty.psm1'; ModuleVersion = '1.0'; FunctionsToExport = 'Get-None' }"
}
EMPTY["psm1"] = "function Get-None { }"


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


def seconds_of_a_token() -> float:
    """A token by a cold qs-jwt."""
    words = ("--userdir", "LAB", "--userid", "anna", "--cert-privatekey-file")
    start = time.perf_counter()
    subprocess.run(
        [COMMAND, "create-qseow", *words, KEYS / "rsa2048.pkcs8.pem"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    return time.perf_counter() - start


def one_token(folder: Path) -> None:
    """What a script pays that makes one token in a new PowerShell."""
    tool = CHECKOUT / "engine" / "tools" / "powershell_module.py"
    subprocess.run([sys.executable, tool, folder], check=True)
    (folder / "Empty").mkdir()
    for ending, text in EMPTY.items():
        (folder / "Empty" / f"Empty.{ending}").write_text(text)
    cold, empty, steps = [], [], []
    seconds_of_a_token()
    for _ in range(COLD):
        cold.append(seconds_of_a_token())
        empty.append(
            float(powershell(ONE_TOKEN.format(module=folder / "Empty", call="1")).split()[0])
        )
        told = powershell(ONE_TOKEN.format(module=folder / "QsJwt", call=NEW)).split()
        steps.append([float(one) for one in told])
    loaded, first, second = (median(times) for times in zip(*steps, strict=True))
    start = median(cold)
    print(f"a cold qs-jwt {start:.3f} s, the import of an empty module {median(empty):.3f} s")
    print(f"import {loaded:.3f} s, first call {first:.3f} s, second {second:.3f} s")
    print(f"import and first call: {(loaded + first) / start:.1f} cold qs-jwt")


def main() -> None:
    if shutil.which("pwsh") is None:
        sys.exit("no PowerShell: pwsh is not on the PATH")
    with tempfile.TemporaryDirectory() as folder:
        one_token(Path(folder))
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


if __name__ == "__main__":
    main()
