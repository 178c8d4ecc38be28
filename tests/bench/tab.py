"""How long a press of TAB takes in a real bash: ``python tests/bench/tab.py`` prints a row."""

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bash_shell import Bash, environment
from completion_tables import COMPLETION
from conftest import KEYS

ROUNDS = 30
GOAL_MS = 30
LINES = (
    "qs-jwt ",
    "qs-jwt create-qscloud ",
    "qs-jwt create-qseow --userdir LAB --userid anna --groups 'north region' sales --cert-p",
    f"qs-jwt create-qseow --cert-privatekey-file {KEYS}/",
    "qs-jwt create-qseow --profile ",
    "qs-jwt create-qseow --cert-passphrase=env:",
)


def milliseconds(shell: Bash, line: str) -> float:
    """The median of what one TAB at the end of ``line`` takes, until its answer is shown."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        shell.tab(line)
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        profiles = "".join(f'[profile-{n}]\nplatform = "qseow"\n' for n in range(50))
        (Path(folder) / "profiles.toml").write_text(profiles)
        variables = environment(Path(folder), QS_JWT_CONFIG=folder)
        with Bash(Path(folder), variables) as shell:
            shell.run(f". '{COMPLETION}'")
            times = [milliseconds(shell, line) for line in LINES]
    shown = ", ".join(f"{took:.1f}" for took in times)
    print(f"| TAB in bash, slowest of {len(LINES)} lines | <= {GOAL_MS} ms | {max(times):.1f} ms |")
    print(f"medians of {ROUNDS} presses, ms: {shown}", file=sys.stderr)


if __name__ == "__main__":
    main()
