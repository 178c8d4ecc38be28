"""What the tests of faults share: a folder of somebody's that nothing must happen to."""

from pathlib import Path

import pytest

from qs_jwt import staging

# what stands in the victim's folder: all names that a staging folder has
PRECIOUS = ("0", "1", "new-0", "new-1", "new-2", "old-0", "old-1", ".gitignore", "privatekey.pem",
            "publickey.pem", "publickey.cer", "token.jwt", "mine")  # fmt: skip


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """A folder that a staging folder could be taken for."""
    folder = tmp_path / "precious"
    for name in PRECIOUS:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"precious {name}")
        path.chmod(0o644)
    folder.chmod(0o755)
    return folder


@pytest.fixture(autouse=True)
def another_process() -> None:
    """A process looks once at each folder for what was left there."""
    staging.swept.clear()
