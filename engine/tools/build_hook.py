"""What hatchling does for a wheel beside packing: the PowerShell module as it is shipped."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

import powershell_module


class BuildHook(BuildHookInterface[Any]):
    """Puts the module where PowerShell, on Linux and macOS, looks below a prefix."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the module's files; an editable install has those of the checkout."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        module = powershell_module.write(Path(self._folder.name))
        build_data["shared_data"][str(module)] = "share/powershell/Modules/QsJwt"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made for the wheel."""
        if version != "editable":
            self._folder.cleanup()
