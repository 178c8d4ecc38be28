"""install-bash-completion: the completion, where bash looks for it."""

import os
import shlex

from qs_jwt import reading
from qs_jwt.command import command
from qs_jwt.install import installation, shipped
from qs_jwt.install.installation import DryRun, Installed, InstallPath, Uninstall
from qs_jwt.options import catalogue as options
from qs_jwt.wording import Notice

FILE = "qs-jwt.bash"


@command(
    examples={
        "For new shells": "qs-jwt install-bash-completion",
        "Take it back": "qs-jwt install-bash-completion --uninstall",
    },
    remote=False,
)
def install_bash_completion(
    *,
    path: InstallPath = None,
    dry_run: DryRun = False,
    uninstall: Uninstall = False,
    force: options.Force = False,
) -> Installed:
    """Complete qs-jwt in bash, for the current user.

    No start-up file is changed: where bash does not load the completion by itself, a
    warning says what line to add to one.

    Raises:
        FileExists: a file is in the way that qs-jwt did not write.
        WriteFailed: the folder cannot be written to.
    """
    folder = reading.absolute(path or _user_folder(), "path")
    wanted = {} if uninstall else {FILE: shipped.completion()}
    plan = installation.plan(folder, wanted, whole=False, force=force)
    if not dry_run:
        plan.carry_out()
    result = Installed([plan], dry_run=dry_run)
    line = f". {shlex.quote(os.path.join(folder, FILE))}"
    if not uninstall and (path or not _has_bash_completion()):
        result.warnings.append(
            Notice(
                "NotLoadedByItself",
                "bash does not load the completion by itself from there"
                if path
                else "the package bash-completion, which would load it, was not found",
                hint="add this line to ~/.bashrc: {value:line}",
                line=line,
            )
        )
    elif not uninstall and not dry_run:
        told = (
            "new shells complete qs-jwt if they load bash-completion; if yours does not, as"
            f" root's in Debian, add this line to ~/.bashrc: {line}"
        )
        result.notes.append(("info", told))
    return result


def _user_folder() -> str:
    """Where bash-completion looks for the user's own completions."""
    # its folders are the same on every system
    from platformdirs.unix import Unix

    folder = os.environ.get("BASH_COMPLETION_USER_DIR", "").split(os.pathsep)[0]
    return os.path.join(folder or Unix("bash-completion").user_data_dir, "completions")


def _has_bash_completion() -> bool:
    from platformdirs.unix import Unix

    shared = Unix("bash-completion", multipath=True).site_data_dir.split(os.pathsep)
    homebrew = "/opt/homebrew/share/bash-completion"
    return any(
        os.path.isfile(os.path.join(folder, "bash_completion")) for folder in [*shared, homebrew]
    )
