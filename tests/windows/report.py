"""Prints how a file of Pester's tests went; the exit code is 1 where one failed.

usage: report.py FILE RESULT, which run.ps1 wrote
"""

import json
import sys
from pathlib import Path


def main(file: str, result: str) -> int:
    """Print the numbers, what failed, and why tests were skipped."""
    try:
        found = json.loads(Path(result).read_text(encoding="utf-8"))
    except FileNotFoundError:
        print(f"{file}: PowerShell ended before it wrote a result")
        return 1
    if "missing" in found:
        print(f"{file}: skipped: no Pester 6: {found['missing']}")
        return 0
    passed, skipped, failed = (
        found[Path(file).name][name] for name in ("passed", "skipped", "failed")
    )
    print(f"{file}: {len(passed)} passed, {len(skipped)} skipped, {len(failed)} failed")
    for one in skipped:
        print(f"  skipped: {one['name']}: {one['because'].strip()}")
    for one in failed:
        print(f"  FAILED: {one['name']}\n{one['fault']}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
