"""``python -m qs_jwt``, and the entry point of the installed command."""

import gc
import os
import signal
import sys

# Ctrl-C before the command line can answer it would be a traceback: let it end the
# process as it ends any other. Where the signal is ignored (nohup), it stays so.
_answered = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if _answered:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

# A command is over before there is garbage worth the 4 ms; a session switches it on.
gc.disable()

from typing import NoReturn  # noqa: E402

from qs_jwt import cli, system  # noqa: E402
from qs_jwt.cli import startup  # noqa: E402


def main() -> NoReturn:
    """Run the command line of this process and end it with its exit code."""
    if _answered:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # as an exception, so that no staged file is left behind; nohup's ignoring stays
    for number in system.END_SIGNALS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda number, _: sys.exit(128 + number))
    startup.prepare()
    code = cli.main()
    # All is written; taking OpenSSL and the interpreter apart would cost 15 ms.
    os._exit(code)


if __name__ == "__main__":
    main()
