"""``python -m qs_jwt``, and the entry point of the installed command."""

import sys

from qs_jwt.cli import main

if __name__ == "__main__":
    sys.exit(main())
