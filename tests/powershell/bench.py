"""How long New-QsJwt takes beside the engine alone, and what a script's first token costs.

Run it by hand, on a machine that does nothing else: ``python tests/powershell/bench.py``, without
PYTHONDONTWRITEBYTECODE. First a script that makes one token in a new PowerShell, with the module
as a wheel has it, beside a cold ``qs-jwt``, a module that is empty, and the least that a module can
take which asks the same engine (``least.psm1``); then the same thousand requests to ``qs-jwt
serve`` at once and through New-QsJwt. All in turn, medians.
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
CALL = "{name} LAB anna -PrivateKeyPath '{key}'"
# The modules that are measured, each with its one function; ours comes from a tool.
EMPTY, LEAST, OURS = "Empty", "Least", "QsJwt"
FUNCTIONS = {EMPTY: "Get-None", LEAST: "New-LeastJwt", OURS: "New-QsJwt"}
MANIFEST = """@{{
    RootModule = '{name}.psm1'; ModuleVersion = '1.0'; FunctionsToExport = '{function}'
    CmdletsToExport = @(); VariablesToExport = @(); AliasesToExport = @()
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


def seconds_of_a_token(key: Path) -> float:
    """A token by a cold qs-jwt."""
    words = ("--userdir", "LAB", "--userid", "anna", "--cert-privatekey-file", key)
    start = time.perf_counter()
    subprocess.run([COMMAND, "create-qseow", *words], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def make_modules(folder: Path) -> None:
    """Write each of the modules, in a folder of its name."""
    tool = CHECKOUT / "engine" / "tools" / "powershell_module.py"
    subprocess.run([sys.executable, tool, folder], check=True)
    texts = {EMPTY: "function Get-None { }", LEAST: (HERE / "least.psm1").read_text()}
    for name, text in texts.items():
        (folder / name).mkdir()
        (folder / name / f"{name}.psm1").write_text(text)
        manifest = MANIFEST.format(name=name, function=FUNCTIONS[name])
        (folder / name / f"{name}.psd1").write_text(manifest)


def one_token(folder: Path, key: Path) -> None:
    """What a script pays that makes one token in a new PowerShell."""
    make_modules(folder)
    seconds_of_a_token(key)
    starts = []
    times: dict[str, list[list[float]]] = {name: [] for name in FUNCTIONS}
    for _ in range(COLD):
        starts.append(seconds_of_a_token(key))
        for name, function in FUNCTIONS.items():
            call = function if name == EMPTY else CALL.format(name=function, key=key)
            told = powershell(ONE_TOKEN.format(module=folder / name, call=call)).split()
            times[name].append([float(one) for one in told])
    start = median(starts)
    print(f"one token: a cold qs-jwt takes {start:.3f} s")
    print("            import  over empty  first call  second call  import and first call")
    medians = {name: [median(step) for step in zip(*times[name], strict=True)] for name in times}
    for name, (loaded, first, second) in medians.items():
        over = loaded - medians[EMPTY][0]
        print(f"{name:8}  {loaded:6.3f} s  {over:8.3f} s  {first:8.3f} s  {second:9.3f} s"
              f"  {loaded + first:.3f} s = {(loaded + first) / start:.1f} cold qs-jwt")  # fmt: skip


def own_keys(folder: Path) -> dict[str, Path]:
    """Copies of the keys that only their owner may read: of a checkout's own, qs-jwt warns."""
    files = {"RSA-4096": "rsa4096.pem", "RSA-2048": "rsa2048.pkcs8.pem"}
    keys = {}
    for name, file in files.items():
        keys[name] = folder / file
        keys[name].touch(mode=0o600)
        keys[name].write_bytes((KEYS / file).read_bytes())
    return keys


def many_tokens(keys: dict[str, Path]) -> None:
    """What a thousand users cost over the engine alone."""
    print(f"{USERS} users        serve   first call      second call")
    for name, key in keys.items():
        serve, first, second = [], [], []
        for _ in range(ROUNDS):
            serve.append(seconds_of_serve(key))
            calls = powershell(CALLS.replace("{key}", str(key))).split()
            first.append(float(calls[0]))
            second.append(float(calls[1]))
        alone = median(serve)
        row = "".join(f"{median(s):8.2f} s {median(s) / alone:4.2f}x" for s in (first, second))
        print(f"{name}      {alone:8.2f} s{row}")


def main() -> None:
    if shutil.which("pwsh") is None:
        sys.exit("no PowerShell: pwsh is not on the PATH")
    with tempfile.TemporaryDirectory() as folder:
        keys = own_keys(Path(folder))
        one_token(Path(folder), keys["RSA-2048"])
        many_tokens(keys)


if __name__ == "__main__":
    main()
