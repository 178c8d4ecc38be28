"""What is in a folder, to be compared with what was."""

import stat
from pathlib import Path


def victim(folder: Path) -> dict[str, tuple[bytes, int]]:
    """What is in the folder that nothing must happen to: content and mode of each file."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
        for path in folder.rglob("*")
        if path.is_file()
    } | {
        f"{path.relative_to(folder)}/": (b"", stat.S_IMODE(path.stat().st_mode))
        for path in [folder, *folder.rglob("*")]
        if path.is_dir()
    }
