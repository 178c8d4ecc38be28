"""The front page in a Debian 12 that has Python and nothing else of what it needs.

Needs root, debootstrap and a mirror; ``--durations=0`` shows how long each part takes.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import readmes

from .conftest import SECONDS

TRUSTED = Path("/etc/ssl/certs/ca-certificates.crt")  # as this machine has it, its proxy's too
TOKEN = ".venv/bin/qs-jwt create-qseow --userdir LAB --userid anna"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("debootstrap") and os.geteuid() == 0),
        reason="needs root, and Debian's package debootstrap",
    ),
]


class Root:
    """A Debian in a folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        words = ["debootstrap", "--variant=minbase", "--include=python3,python3-venv", "bookworm"]
        done = subprocess.run([*words, folder], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"debootstrap: {done.stdout.splitlines()[-1]}")
        for name in ("etc/resolv.conf", "etc/hosts"):
            shutil.copy(Path("/") / name, folder / name)
        if TRUSTED.exists():
            shutil.copy(TRUSTED, folder / "root")

    def __call__(
        self, line: str, where: str, *, network: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run a line of bash in a folder of the Debian's."""
        alone = [] if network else ["unshare", "--net"]
        # /dev and /proc as a running system has them, for this process alone
        script = 'mount --rbind /dev "$0/dev"; mount -t proc proc "$0/proc"; exec chroot "$@"'
        kept = [f"{name}={value}" for name, value in os.environ.items() if name.endswith("_proxy")]
        kept += ["HOME=/root", "PATH=/usr/bin:/bin", f"PIP_CERT=/root/{TRUSTED.name}"]
        inside = ["env", "-i", *kept, "bash", "-euo", "pipefail", "-c", f"cd {where}; {line}"]
        entered: list[str | Path] = [
            "unshare",
            "--mount",
            "bash",
            "-euc",
            script,
            self.folder,
            self.folder,
        ]
        return subprocess.run(
            [*alone, *entered, *inside],
            capture_output=True, text=True, check=False, timeout=SECONDS,
            env={"PATH": f"/usr/sbin:/sbin:{os.environ['PATH']}"},
        )  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Root:
    return Root(tmp_path_factory.mktemp("debian") / "root")


def checkout(root: Root, name: str) -> str:
    """A clean clone in the Debian."""
    subprocess.run(
        ["git", "clone", "-q", readmes.ROOT, root.folder / "root" / name],
        check=True,
        timeout=SECONDS,
    )
    return f"/root/{name}"


def test_the_first_command_and_again(root: Root) -> None:
    place = checkout(root, "first")
    line = readmes.blocks(readmes.FRONT)[0][1]
    done = root(line, place)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(".") == 2
    again = root(line, place)
    error, hint = again.stderr.splitlines()
    assert error == "error: --cert-create: 'privatekey.pem' exists already"
    use = "--cert-privatekey-file 'privatekey.pem'"
    assert hint.startswith(f"hint: sign with {use}")
    assert root(f"{TOKEN} {use}", place).stdout.count(".") == 2


def test_the_way_without_a_network(root: Root) -> None:
    place = checkout(root, "offline")
    [lines] = [row for row in readmes.ways_to_install() if any("--no-index" in one for one in row)]
    there = lines.index(lines[0], 1)  # where the environment is made again
    for line in lines[:there]:
        done = root(line, place)
        assert done.returncode == 0, done.stderr
    assert root(f"mkdir ../there; cp -r wheels ../there; rm -r {place}", place).returncode == 0
    assert root("exec 3<>/dev/tcp/1.1.1.1/53", "/root", network=False).returncode != 0
    for line in [*lines[there:], f"{TOKEN} --cert-create"]:
        done = root(line, "/root/there", network=False)
        assert done.returncode == 0, done.stderr
    assert done.stdout.count(".") == 2
