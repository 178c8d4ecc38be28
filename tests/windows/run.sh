#!/usr/bin/env bash
# Runs the tests on Windows' own Python, under Wine, and the module's in PowerShell for Windows.
#
#   tests/windows/run.sh [python|powershell] [PYTHON]
#
# python (default): tests/engine, tests/properties and tests/windows inside that Python, and of
# tests/cli those marked windows, each start under a time limit. powershell: each of Pester's
# files in one start, the slow tests too; it needs $PWSH_WINDOWS, a folder of PowerShell 7 for Windows. PYTHON is
# 3.11 (default), 3.12 or 3.13. Where something cannot be had the last line says so, and the
# exit code is 0.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

part=${1:-python}
version=${2:-3.11}
target=$(mktemp -d)
trap '[ ! -e "$target/bin/stop" ] || "$target/bin/stop"; rm -rf "$target"' EXIT
SECONDS=0

extra=joserfc  # for the server of the module's tests
[ "$part" != python ] || extra='pytest pytest-xdist hypothesis hatchling httpx joserfc'
code=0
EXTRA=$extra timeout 300 tests/windows/set-up.sh "$target" "$version" || code=$?
if [ "$code" = 75 ]; then
    echo "skipped: Windows' Python $version"
    exit 0
fi
[ "$code" = 0 ] || exit "$code"
printf 'set up in %d s\n' "$SECONDS"

case $part in
python)
    timeout 1200 "$target/bin/python" -m pytest -p no:cacheprovider -n 2 \
        tests/engine tests/properties tests/windows </dev/null || code=$?
    timeout 1200 "$target/bin/python" -m pytest -p no:cacheprovider -n 2 \
        -m windows tests/cli </dev/null || code=$?
    # the Windows package, with the Wine that is set up
    QS_JWT_WINE=$target .venv/bin/pytest --slow tests/distribution/test_windows_zip.py || code=$?
    ;;
powershell)
    if [ ! -e "$target/bin/pwsh" ]; then
        echo "skipped: PowerShell for Windows (\$PWSH_WINDOWS names no folder that has it)"
        exit 0
    fi
    # where PowerShell on this system has its Pester
    pester=$(pwsh -NoProfile -NonInteractive -Command \
        '(Get-Module Pester -ListAvailable | ForEach-Object { Split-Path $_.ModuleBase | Split-Path }) -join ";"' \
        2>/dev/null | sed 's#/#\\#g; s#\(^\|;\)#\1Z:#g') || true
    export PSModulePath=$pester
    export QS_JWT_ENGINE="Z:${target//\//\\}\\python\\Scripts\\qs-jwt.exe"
    # the module as it is shipped
    .venv/bin/python engine/tools/powershell_module.py "$target"
    export QS_JWT_TEST_MODULE="Z:${target//\//\\}\\QsJwt"
    for file in tests/powershell/*.Tests.ps1 tests/windows/*.Tests.ps1; do
        result=$target/result.json
        rm -f "$result"
        timeout 900 "$target/bin/pwsh" -NoProfile -NonInteractive -File tests/powershell/run.ps1 \
            -Slow -Result "Z:${result//\//\\}" "$file" </dev/null | cat || true
        .venv/bin/python tests/windows/report.py "$file" "$result" || code=1
    done
    ;;
esac
printf 'Windows, %s, Python %s: %d s\n' "$part" "$version" "$SECONDS"
exit "$code"
