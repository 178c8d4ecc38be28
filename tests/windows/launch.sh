#!/usr/bin/env bash
# Runs the Windows program that this script is called as, with the streams, arguments,
# variables, folder and exit code of the process whose place it takes.
t=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export WINEPREFIX=$t/prefix WINELOADER=/usr/lib/wine/wine64 WINESERVER=/usr/lib/wine/wineserver64
export WINEDEBUG=${WINEDEBUG--all} WINEDLLOVERRIDES='mshtml,winedbg.exe,winemenubuilder.exe='
export LC_ALL=C.UTF-8 # the encoding in which Wine reads arguments and variables

windows() { printf 'Z:%s' "${1//\//\\}"; } # a path of this system, as Windows' programs write it

case $(basename "$0") in
stop)
    rm -f "$t/server"
    "$WINESERVER" -k 2>/dev/null
    timeout 30 "$WINESERVER" -w
    exit 0
    ;;
python) program=("$t/python/python.exe") ;;
qs-jwt) program=("$t/python/python.exe" -m qs_jwt) ;;
pwsh) program=("$(<"$t/powershell")/pwsh.exe") ;;
esac

# A server that stays: otherwise each call waits for a new one.
if ! { kill -0 "$(<"$t/server")"; } 2>/dev/null; then
    (
        exec 5>>"$t/lock" </dev/null >/dev/null 2>&1
        flock 5
        if ! kill -0 "$(<"$t/server")"; then
            setsid "$WINESERVER" -p 5>&-
            # Wine's services keep the streams of the first program: these
            setsid "$WINELOADER" cmd /c exit 5>&-
            pgrep -n -x wineserver64 >"$t/server"
        fi
    )
fi

export WINEPATH=${WINEPATH-"$(windows "$t/python/Scripts");$(windows "$t/python")"}
# .NET: under Wine 8 a page must be writable and executable at once
export DOTNET_EnableWriteXorExecute=0 POWERSHELL_TELEMETRY_OPTOUT=1
# Wine sets this itself; sitecustomize.py puts it right.
[ -z "${TMPDIR:-}" ] || FOR_WINDOWS_TEMP=$(windows "$TMPDIR") FOR_WINDOWS_TMP=$(windows "$TMPDIR")
[ -z "${TMPDIR:-}" ] || export FOR_WINDOWS_TEMP FOR_WINDOWS_TMP

# Wine has no name for an open file that it is handed, and Python fails at it: pipes instead.
set -- "$WINELOADER" "${program[@]}" "$@"
[ ! -f /dev/fd/0 ] || exec 0< <(exec cat)
if [ -f /dev/fd/1 ] || [ -f /dev/fd/2 ]; then
    { "$@" 2>&3 3>&- | cat 3>&-; exit "${PIPESTATUS[0]}"; } 3> >(exec cat >&2)
fi
exec "$@"
