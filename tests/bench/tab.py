"""TAB in a real bash, from the key to the answer on the screen."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from measure import KEYS, Table, in_turn

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "engine" / "tools"))

from bash_shell import Bash, environment
from completion_tables import COMPLETION

_ROUNDS = 30
_PROFILES = 50
_LINES = {
    "a command": "qs-jwt ",
    "an option": "qs-jwt create-qscloud ",
    "an option, after others": "qs-jwt create-qseow --userdir LAB --groups 'a b' c --cert-p",
    "a value": "qs-jwt create-qseow --algorithm=",
    f"a file, of {len(list(KEYS.iterdir()))}": f"qs-jwt decode --cert-publickey-file {KEYS}/",
    f"a profile, of {_PROFILES}": "qs-jwt create-qseow --profile ",
    "a variable": "qs-jwt create-qseow --cert-passphrase=env:",
}
_NOTHING = "an empty completion function"


def tables(long: bool) -> list[Table]:
    table = Table("TAB in bash", "what is completed", "ms")
    with tempfile.TemporaryDirectory() as folder:
        profiles = "".join(f'[profile-{n}]\nplatform = "qseow"\n' for n in range(_PROFILES))
        Path(folder, "profiles.toml").write_text(profiles, encoding="utf-8")
        with Bash(Path(folder), environment(Path(folder), QS_JWT_CONFIG=folder)) as shell:
            shell.run(f". '{COMPLETION}'")
            shell.run("_nothing() { :; }; complete -F _nothing nothing")
            lines = {_NOTHING: "nothing ", **_LINES}
            found = in_turn({what: _press(shell, line) for what, line in lines.items()}, _ROUNDS)
    for what, times in found.items():
        table.add(what, f"{median(times) * 1000:.1f}")
    return [table]


def _press(shell: Bash, line: str) -> Callable[[], float]:
    def seconds() -> float:
        start = time.perf_counter()
        shell.tab(line)
        return time.perf_counter() - start

    return seconds
