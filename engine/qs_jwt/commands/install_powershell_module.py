"""install-powershell-module: the module QsJwt, where PowerShell looks for it."""

import os
import sys
from typing import Annotated

from qs_jwt import reading, system
from qs_jwt.command import command
from qs_jwt.errors import InvalidValue
from qs_jwt.install import installation, shipped
from qs_jwt.install.installation import DryRun, Installed, InstallPath, Uninstall
from qs_jwt.options import catalogue as options
from qs_jwt.options.kinds import Option

NAME = "QsJwt"
ENGINE_FILE = "engine.path"  # one line, UTF-8: the Python that has qs-jwt; the module reads it
CORE = "core"
DESKTOP = "desktop"
BOTH = "both"

Edition = Annotated[
    str,
    Option(
        "choice",
        "PowerShell 7 (core), Windows PowerShell 5.1 (desktop), or those that the system has.",
        metavar="EDITION",
        choices=(CORE, DESKTOP, BOTH),
    ),
]


@command(
    alternatives=(("edition", "path"),),
    examples={
        "For new sessions of PowerShell": "qs-jwt install-powershell-module",
        "Take it back": "qs-jwt install-powershell-module --uninstall",
    },
    remote=False,
)
def install_powershell_module(
    *,
    edition: Edition = BOTH,
    path: InstallPath = None,
    dry_run: DryRun = False,
    uninstall: Uninstall = False,
    force: options.Force = False,
) -> Installed:
    """Install the PowerShell module QsJwt for the current user.

    The module is told which Python has qs-jwt, so that this need not be on PATH.

    Raises:
        InvalidValue: Windows PowerShell is asked for on another system.
        FileExists: files are in the way that qs-jwt did not write.
        WriteFailed: the folder cannot be written to.
    """
    parents = [reading.absolute(path, "path")] if path else module_folders(edition)
    wanted = {} if uninstall else {**shipped.module(), ENGINE_FILE: _interpreter()}
    plans = [
        installation.plan(os.path.join(parent, NAME), wanted, whole=True, force=force)
        for parent in parents
    ]
    if not dry_run:
        for plan in plans:
            plan.carry_out()
    result = Installed(plans, dry_run=dry_run)
    if not uninstall and not dry_run:
        name = NAME
        if path:
            quoted = os.path.join(plans[0].folder, f"{NAME}.psd1").replace("'", "''")
            name = f"'{quoted}'"
        result.notes.append(("info", f"in PowerShell: Import-Module {name}"))
    return result


def module_folders(edition: str) -> list[str]:
    """The user's module folders of the editions, as PowerShell has them."""
    if not system.HAS_WINDOWS_POWERSHELL:
        if edition == DESKTOP:
            raise InvalidValue(
                "{option}: Windows PowerShell is on Windows only",
                hint="{option:edition=core} is PowerShell 7",
                parameter="edition",
            )
        from platformdirs.unix import Unix  # on macOS, too

        return [os.path.join(Unix("powershell").user_data_dir, "Modules")]
    from platformdirs import user_documents_dir  # wherever OneDrive has it

    folders = {CORE: "PowerShell", DESKTOP: "WindowsPowerShell"}
    names = folders.values() if edition == BOTH else [folders[edition]]
    return [os.path.join(user_documents_dir(), name, "Modules") for name in names]


def _interpreter() -> bytes:
    return f"{os.path.abspath(sys.executable)}\n".encode("utf-8", "surrogateescape")
