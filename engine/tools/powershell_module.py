"""The PowerShell module as it is shipped: its functions in one file, most of them as text.

A checkout has a function a file. Reading a hundred of them costs a PowerShell 50 ms, and more
where a virus scanner looks at each; parsing all of them costs as much again. So ``QsJwt.psm1`` has
what a script's first token needs as it is, and the rest as one text, which is parsed when one of
its functions is first called. In the same file, a signature covers it, and it is of the version
that was imported, whatever becomes of the files.

    python engine/tools/powershell_module.py FOLDER    writes it to FOLDER/QsJwt
"""

import re
import sys
from pathlib import Path

SOURCE = Path(__file__).parent.parent.parent / "powershell" / "QsJwt"
# What is read at the import beside the cmdlets: what it takes to find an engine, to ask it for a
# token by text parameters, and to end it. A test makes such a token without the rest.
AT_ONCE = frozenset({
    "Add-CloudUser", "Add-EngineOption", "Add-Fault", "Add-ResultType", "Add-UserId",
    "Assert-PlatformParameter", "Assert-TokenParameter", "Close-Engine", "Connect-Engine",
    "ConvertFrom-JsonElement", "ConvertFrom-JsonNumber", "ConvertFrom-JsonText",
    "ConvertFrom-TokenPart", "ConvertTo-Duration", "ConvertTo-EngineOption",
    "ConvertTo-MemberText", "ConvertTo-OptionValue", "ConvertTo-Token", "Disconnect-Engine",
    "Find-Program", "Get-Answer", "Get-EngineFolder", "Get-EngineVariable", "Get-FolderEngine",
    "Get-NamedEngine", "Get-ProcessStart", "Get-ProfileDefault", "Get-TokenCall",
    "Import-CallerPreference", "Invoke-TokenRequest", "Open-Engine", "Open-EngineAhead", "Options",
    "Receive-Answer", "Register-EngineExit", "Register-TokenType", "Resolve-DrivePath",
    "Resolve-FilePath", "Searches", "Send-Request", "Test-Engine", "Wait-Task",
})  # fmt: skip
_LOOP = re.compile(r"(?ms)^# functions, [^\n]*\n.*?^# end of functions\n")
_FOLDERS = ("Private", "Public")
_PARSE_LATER = """\
function Import-Later {
    # Parse the functions that are called first now, in the place of those that call this.
    . ([scriptblock]::Create($script:Later))
}
"""


def bundled(source: Path = SOURCE) -> dict[str, bytes]:
    """The files of the module, by their names relative to its folder.

    Raises:
        ValueError: QsJwt.psm1 does not say where the functions go, one that is parsed at once is
            not there, or one would end the text that holds it.
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
            # from within Import-Later, into the module
            later.append(re.sub(r"(?m)^function ", "function script:", text))
            if "-" in path.stem:  # the others hold tables
                at_once.append(f"function {path.stem} {{ Import-Later; {path.stem} @args }}\n")
    if missing:
        raise ValueError(f"the module has no {', '.join(sorted(missing))}")
    text = "\n".join(later)
    if "\n'@" in text:
        raise ValueError("a function of the module has a line that begins with '@")
    root = files["QsJwt.psm1"].decode()
    parts = [f"$script:Later = @'\n{text}'@\n", _PARSE_LATER, *at_once]
    whole, count = _LOOP.subn(lambda _: "\n".join(parts), root)
    if count != 1:
        raise ValueError("QsJwt.psm1 has no loop over the functions")
    files["QsJwt.psm1"] = whole.encode()
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
