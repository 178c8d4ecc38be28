"""A real bash behind a terminal, whose TAB key the tests press."""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect

from conftest import SECONDS

PACKAGE = Path("/usr/share/bash-completion/bash_completion")
_PROMPT = "ready> "
_READLINE = (
    "set bell-style none",
    "set completion-display-width 0",  # one candidate a line
    "set completion-query-items 0",
    "set enable-bracketed-paste off",
    "set page-completions off",
    "set show-all-if-ambiguous on",
)


class Bash:
    """An interactive bash without start-up files, in a folder.

    Args:
        folder: where it runs.
        environment: all its variables, but for the terminal's.
        prefix: the program that starts it, such as ``strace``.
    """

    def __init__(self, folder: Path, environment: dict[str, str], *prefix: str):
        words = [*prefix, "bash", "--norc", "--noprofile", "-i"]
        self._child = pexpect.spawn(
            words[0], words[1:],
            cwd=str(folder), encoding="utf-8", timeout=SECONDS, dimensions=(200, 2000),
            env={**environment, "PS1": _PROMPT, "TERM": "dumb"},
        )  # fmt: skip
        self._child.delaybeforesend = None
        self._child.expect_exact(_PROMPT)
        for setting in _READLINE:
            self.run(f"bind '{setting}'")
        self.run(r"""bind -x '"\C-x\C-l": printf "\036%s\036" "$READLINE_LINE"'""")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.close(force=True)

    def run(self, line: str) -> str:
        """Run a line to its end; gives what it printed."""
        self._child.sendline(line)
        self._child.expect_exact("\n")  # the echo
        self._child.expect_exact(_PROMPT)
        return (self._child.before or "").replace("\r\n", "\n")

    def tab(self, line: str, *, back: int = 0) -> tuple[str, list[str]]:
        """Type ``line`` and press TAB.

        Args:
            line: what is typed.
            back: how far the cursor is moved to the left before TAB.

        Returns:
            The line after it, and the candidates that were listed, if any.
        """
        self._child.send(line + "\x02" * back + "\t\x18\x0c")
        self._child.expect("\x1e([^\x1e]*)\x1e")
        shown = (self._child.before or "").split("\r\n")
        completed = self._child.match.group(1)
        self._child.send("\x05\x15\x18\x0c")  # to the end, and nothing is left
        self._child.expect_exact("\x1e\x1e")
        listed = [text.rstrip() for text in shown[1:] if text and not text.startswith(_PROMPT)]
        return completed, listed

    def offers(self, line: str) -> set[str]:
        """All that TAB offers at the end of ``line``, one candidate or many."""
        completed, listed = self.tab(line)
        if listed:
            return set(listed)
        return {completed.removeprefix(line).strip()} - {""}


def environment(home: Path, **variables: str) -> dict[str, str]:
    """An environment that holds nothing of ours."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", **variables}
