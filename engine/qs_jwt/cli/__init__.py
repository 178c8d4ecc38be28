"""The command line: the one place that knows of argv, stdout, stderr and exit codes."""

from qs_jwt.cli.main import main

__all__ = ["main"]
