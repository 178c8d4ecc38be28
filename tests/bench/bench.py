"""How fast qs-jwt is, beside what it is held to, measured in one run.

    python tests/bench/bench.py           about eight minutes
    python tests/bench/bench.py --long    a million users, 100,000 requests: ten more
    python tests/bench/bench.py --only cold

With NODE_QS_JWT=PATH/src/qs-jwt.js the Node tool of the same name is timed as well.

Each line is a median; its ratio is to the line that its table names. What is compared
runs in turn, so that a busy moment of the machine falls on both.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import cold
import memory
import rates
import tab
from measure import Table

PARTS: dict[str, Callable[[bool], list[Table]]] = {
    "cold": cold.tables,
    "rates": rates.tables,
    "memory": memory.tables,
    "tab": tab.tables,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--long", action="store_true", help="also what takes minutes")
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part")
    chosen = parser.parse_args()
    # every start would compile our modules anew
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {_machine()}\n")
    for part in chosen.only or PARTS:
        for table in PARTS[part](chosen.long):
            print(table, flush=True)


def _machine() -> str:
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.partition(":")[2].strip() for line in file if "model name" in line]
        model = names[0] if names else model
    except OSError:
        pass
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {sys.version.split()[0]}"


if __name__ == "__main__":
    main()
