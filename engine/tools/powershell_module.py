"""The PowerShell module as it is shipped: its functions in two files, of which one is read at once.

A checkout has a function a file. Reading a hundred of them costs a PowerShell 50 ms, and more
where a virus scanner looks at each; parsing all of them costs as much again. So ``QsJwt.psm1`` has
what a script's first token needs, and for each other function a line that reads ``QsJwt.Later.ps1``
when it is first called.

    python engine/tools/powershell_module.py FOLDER    writes it to FOLDER/QsJwt
"""

import re
import sys
from pathlib import Path

SOURCE = Path(__file__).parent.parent.parent / "powershell" / "QsJwt"
LATER = "QsJwt.Later.ps1"
# What is read at the import beside the cmdlets: what it takes to find an engine, to ask it for a
# token by text parameters, and to end it. A test makes such a token without the rest.
AT_ONCE = frozenset({
    "Add-CloudUser", "Add-EngineOption", "Add-Fault", "Add-ResultType", "Add-UserId",
    "Assert-PlatformParameter", "Assert-TokenParameter", "Close-Engine", "Connect-Engine",
    "ConvertFrom-JsonText", "ConvertTo-Duration", "ConvertTo-EngineOption", "ConvertTo-MemberText",
    "ConvertTo-OptionValue", "ConvertTo-Token", "Disconnect-Engine", "Find-Program", "Get-Answer",
    "Get-EngineFolder", "Get-EngineVariable", "Get-FolderEngine", "Get-NamedEngine",
    "Get-ProcessStart", "Get-ProfileDefault", "Get-TokenCall", "Import-CallerPreference",
    "Invoke-TokenRequest", "Open-Engine", "Open-EngineAhead", "Options", "Receive-Answer",
    "Register-EngineExit", "Register-TokenType", "Resolve-DrivePath", "Resolve-FilePath",
    "Searches", "Send-Request", "Test-Engine", "Wait-Task",
})  # fmt: skip
_LOOP = re.compile(r"(?ms)^# functions, [^\n]*\n.*?^# end of functions\n")
_FOLDERS = ("Private", "Public")
_READ_LATER = f"""\
function Import-Later {{
    # Read the functions that are called first now, in the place of those that call this.
    $ErrorActionPreference = 'Stop'
    . ([IO.Path]::Combine($script:ModuleRoot, '{LATER}'))
}}
"""


def bundled(source: Path = SOURCE) -> dict[str, bytes]:
    """The files of the module, by their names relative to its folder.

    Raises:
        ValueError: QsJwt.psm1 does not say where the functions go, or one that is read at once
            is not there.
    """
    files = {}
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        if path.is_file() and not name.startswith(_FOLDERS) and name != "engine.path":
            files[name] = path.read_bytes()
    at_once, later, missing = [], [], set(AT_ONCE)
    for folder in _FOLDERS:
        for path in sorted((source / folder).rglob("*.ps1")):
            text = path.read_text(encoding="utf-8").strip("\n") + "\n"
            missing.discard(path.stem)
            if folder == "Public" or path.stem in AT_ONCE:
                at_once.append(text)
                continue
            # From within Import-Later, into the module.
            later.append(re.sub(r"(?m)^function ", "function script:", text))
            if "-" in path.stem:  # the others hold tables
                at_once.append(f"function {path.stem} {{ Import-Later; {path.stem} @args }}\n")
    if missing:
        raise ValueError(f"the module has no {', '.join(sorted(missing))}")
    root = files["QsJwt.psm1"].decode()
    whole, count = _LOOP.subn(lambda _: "\n".join([_READ_LATER, *at_once]), root)
    if count != 1:
        raise ValueError("QsJwt.psm1 has no loop over the functions")
    files["QsJwt.psm1"] = whole.encode()
    files[LATER] = "\n".join(later).encode()
    return files


def write(folder: Path, source: Path = SOURCE) -> Path:
    """Write the module into a folder; the folder of the module."""
    module = folder / "QsJwt"
    for name, content in bundled(source).items():
        path = module / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return module


if __name__ == "__main__":
    write(Path(sys.argv[1]))
