"""The PowerShell module as it is shipped: its functions in one file, which is read at once.

A checkout has a function a file. Reading eighty of them costs a PowerShell 50 ms, and more
where a virus scanner looks at each.

    python engine/tools/powershell_module.py FOLDER    writes it to FOLDER/QsJwt
"""

import re
import sys
from pathlib import Path

SOURCE = Path(__file__).parent.parent.parent / "powershell" / "QsJwt"
_LOOP = re.compile(r"(?ms)^# functions, [^\n]*\n.*?^# end of functions\n")
_FOLDERS = ("Private", "Public")


def bundled(source: Path = SOURCE) -> dict[str, bytes]:
    """The files of the module, by their names relative to its folder.

    Raises:
        ValueError: QsJwt.psm1 does not say where the functions go.
    """
    files = {}
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        if path.is_file() and not name.startswith(_FOLDERS) and name != "engine.path":
            files[name] = path.read_bytes()
    functions = [
        path.read_text(encoding="utf-8").strip("\n") + "\n"
        for folder in _FOLDERS
        for path in sorted((source / folder).rglob("*.ps1"))
    ]
    root = files["QsJwt.psm1"].decode()
    whole, count = _LOOP.subn(lambda _: "\n".join(functions), root)
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
