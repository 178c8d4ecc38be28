"""``python -m qs_jwt``, and the entry point of the installed command."""

import signal
import sys

# Ctrl-C before the command line can answer it would be a traceback: let it end the
# process as it ends any other. Where the signal is ignored (nohup), it stays so.
_answered = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if _answered:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from qs_jwt import cli  # noqa: E402


def main() -> int:
    """Run the command line of this process and give its exit code."""
    if _answered:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
