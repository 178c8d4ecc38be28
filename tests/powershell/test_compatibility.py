"""The sources keep to what Windows PowerShell 5.1 on .NET Framework 4.5.2 has.

No Windows PowerShell runs here, so the sources are parsed and held to lists: of types,
static members, commands and parameters that it has, as Microsoft's documentation says,
and of instance members that it lacks. What is new to a list belongs there only after a
look at that documentation.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import HERE, MODULE, Shell

# Operators and keywords that came with PowerShell 6, 7.0 and 7.3.
NEWER_TOKENS = {
    "AndAnd",
    "OrOr",
    "QuestionMark",
    "QuestionQuestion",
    "QuestionQuestionEquals",
    "QuestionDot",
    "QuestionLBracket",
    "Clean",
}
NEWER_VARIABLES = {"IsWindows", "IsLinux", "IsMacOS", "IsCoreCLR", "PSStyle"}

TYPES = {
    "Collections.ArrayList",
    "Collections.Generic.HashSet[string]",
    "Collections.Generic.Queue[object]",
    "Collections.Generic.SortedDictionary[string, string]",
    "Collections.Generic.SortedDictionary[string,string]",
    "Collections.IDictionary",
    "Collections.IEnumerable",
    "Collections.Specialized.OrderedDictionary",
    "ComponentModel.Win32Exception",
    "Convert",
    "DateTimeKind",
    "DateTimeOffset",
    "Diagnostics.Process",
    "Diagnostics.ProcessStartInfo",
    "Diagnostics.Stopwatch",
    "Environment",
    "Globalization.CultureInfo",
    "Globalization.NumberStyles",
    "IO.Directory",
    "IO.File",
    "IO.InvalidDataException",
    "IO.Path",
    "InvalidOperationException",
    "Management.Automation.ErrorDetails",
    "Management.Automation.ErrorRecord",
    "Management.Automation.PSCmdlet",
    "Management.Automation.PSCustomObject",
    "Management.Automation.PSEngineEvent",
    "Math",
    "Net.Cookie",
    "Net.NetworkCredential",
    "Numerics.BigInteger",
    "Reflection.Assembly",
    "Runtime.Serialization.Json.JsonReaderWriterFactory",
    "StringComparer",
    "Text.RegularExpressions.MatchEvaluator",
    "Text.UTF8Encoding",
    "Threading.Tasks.Task",
    "Threading.Tasks.Task[]",
    "Threading.Tasks.TaskStatus",
    "WildcardPattern",
    "Xml.XmlDictionaryReaderQuotas",
    "Xml.XmlDocument",
    "Xml.XmlElement",
    "array",
    "bool",
    "byte",
    "byte[]",
    "char",
    "datetime",
    "decimal",
    "double",
    "hashtable",
    "int",
    "int16",
    "long",
    "object",
    "object[]",
    "ordered",
    "pscustomobject",
    "psobject",
    "ref",
    "regex",
    "sbyte",
    "securestring",
    "single",
    "string",
    "string[]",
    "switch",
    "timespan",
    "uint16",
    "uint32",
    "uint64",
    "void",
}
STATIC_MEMBERS = {
    ("Convert", "FromBase64String"),
    ("Convert", "ToString"),
    ("DateTimeKind", "Utc"),
    ("Diagnostics.Process", "Start"),
    ("Diagnostics.Stopwatch", "StartNew"),
    ("Environment", "GetEnvironmentVariables"),
    ("Globalization.CultureInfo", "InvariantCulture"),
    ("Globalization.NumberStyles", "AllowLeadingSign"),
    ("Globalization.NumberStyles", "Float"),
    ("IO.Directory", "GetFiles"),
    ("IO.File", "Exists"),
    ("IO.File", "ReadAllText"),
    ("IO.Path", "Combine"),
    ("IO.Path", "DirectorySeparatorChar"),
    ("IO.Path", "GetFileNameWithoutExtension"),
    ("IO.Path", "GetFullPath"),
    ("IO.Path", "GetPathRoot"),
    ("IO.Path", "IsPathRooted"),
    ("Management.Automation.PSEngineEvent", "Exiting"),
    ("Math", "Abs"),
    ("Math", "Ceiling"),
    ("Numerics.BigInteger", "Parse"),
    ("Reflection.Assembly", "Load"),
    ("Runtime.Serialization.Json.JsonReaderWriterFactory", "CreateJsonReader"),
    ("StringComparer", "Ordinal"),
    ("StringComparer", "OrdinalIgnoreCase"),
    ("Threading.Tasks.Task", "FromResult"),
    ("Threading.Tasks.Task", "WaitAny"),
    ("Threading.Tasks.TaskStatus", "RanToCompletion"),
    ("WildcardPattern", "ContainsWildcardCharacters"),
    ("WildcardPattern", "Escape"),
    ("Xml.XmlDictionaryReaderQuotas", "Max"),
    ("decimal", "Parse"),
    ("datetime", "MaxValue"),
    ("datetime", "MinValue"),
    ("double", "IsInfinity"),
    ("double", "IsNaN"),
    ("double", "Parse"),
    ("long", "MaxValue"),
    ("long", "Parse"),
    ("long", "TryParse"),
    ("object", "ReferenceEquals"),
    ("regex", "Replace"),
    ("timespan", "TryParse"),
    ("timespan", "Zero"),
}
# Instance members by name and number of arguments (-1: a property); None: any number.
NEWER_MEMBERS: set[tuple[str, int | None]] = {
    ("ArgumentList", -1),  # ProcessStartInfo, .NET Core 2.1
    ("Environment", -1),  # ProcessStartInfo, .NET Framework 4.6
    ("StandardInputEncoding", -1),  # ProcessStartInfo, .NET Core 2.1
    ("Kill", 1),  # with the process tree, .NET Core 3.0
    ("WaitForExitAsync", None),
    ("ToUnixTimeSeconds", None),  # DateTimeOffset, .NET Framework 4.6
    ("ReadLineAsync", 1),  # with a token, .NET 7
    ("ReadToEndAsync", 1),
    ("WaitAsync", None),
    ("IsCompletedSuccessfully", -1),  # Task, .NET Core 2.0
    ("WriteAsync", 1),  # of a ReadOnlyMemory
    ("GetValueOrDefault", None),
    ("TryAdd", None),
    ("TryPeek", None),  # Queue, .NET Core 2.0
    ("TryDequeue", None),
    ("EnsureCapacity", None),
    ("ReplaceLineEndings", None),
    ("AsSpan", None),
}
COMMANDS: dict[str, set[str]] = {
    "ForEach-Object": set(),
    "Get-Command": {"Name", "CommandType", "All", "ErrorAction"},
    "Get-Module": {"Name", "All"},
    "Set-StrictMode": {"Version"},
    "Where-Object": {"Like"},
    "Write-Debug": set(),
}
ATTRIBUTES: dict[str, set[str]] = {
    "Alias": set(),
    "AllowEmptyCollection": set(),
    "AllowEmptyString": set(),
    "AllowNull": set(),
    "ArgumentCompleter": set(),
    "CmdletBinding": {"ConfirmImpact", "DefaultParameterSetName", "SupportsShouldProcess"},
    "OutputType": set(),
    "Parameter": {
        "DontShow",
        "Mandatory",
        "ParameterSetName",
        "Position",
        "ValueFromPipeline",
        "ValueFromPipelineByPropertyName",
    },
    "SupportsWildcards": set(),
    "ValidateSet": set(),
}


@pytest.fixture(scope="module")
def syntax(new_shell: Callable[[], Shell]) -> dict[str, list[Any]]:
    shell = new_shell()
    results = shell.folder / "syntax.json"
    script = str(HERE / "syntax.ps1")
    shell.run("-File", script, env={"TEST_RESULTS": str(results)})
    found: dict[str, list[Any]] = json.loads(results.read_text(encoding="utf-8"))
    assert len(found["tokens"]) > 1000
    return found


def test_the_sources_parse(syntax: dict[str, list[Any]]) -> None:
    assert not syntax["errors"]


def test_no_newer_operator_keyword_or_variable(syntax: dict[str, list[Any]]) -> None:
    assert not [token for token in syntax["tokens"] if token["kind"] in NEWER_TOKENS]
    newer = {name.lower() for name in NEWER_VARIABLES}
    assert not [found for found in syntax["variables"] if found["name"].lower() in newer]


def test_no_newer_type_or_member(syntax: dict[str, list[Any]]) -> None:
    assert not [found for found in syntax["types"] if found["name"] not in TYPES]
    for found in syntax["members"]:
        if found["type"] and found["name"] != "new":
            assert (found["type"], found["name"]) in STATIC_MEMBERS, found
        for key in ((found["name"], found["arguments"]), (found["name"], None)):
            assert key not in NEWER_MEMBERS, found


def test_no_newer_command_or_parameter(syntax: dict[str, list[Any]]) -> None:
    own = {found["name"] for found in syntax["functions"]}
    for found in syntax["commands"]:
        name = found["name"]
        if name in own or not name:
            continue
        assert name in COMMANDS, found
        assert set(found["parameters"]) <= COMMANDS[name], found


def test_no_newer_attribute(syntax: dict[str, list[Any]]) -> None:
    for found in syntax["attributes"]:
        assert found["name"] in ATTRIBUTES, found
        assert set(found["arguments"]) <= ATTRIBUTES[found["name"]], found


def test_one_function_a_file(syntax: dict[str, list[Any]]) -> None:
    for found in syntax["functions"]:
        assert found["file"] == f"{found['name']}.ps1"


def test_the_sources_are_ascii() -> None:
    """Windows PowerShell reads files without a BOM in the ANSI code page."""
    files = [path for path in MODULE.rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        assert path.read_bytes().isascii(), path
