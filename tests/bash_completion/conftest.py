"""These tests need a terminal as Linux and macOS have them."""

import os

collect_ignore_glob = ["test_*.py"] if os.name == "nt" else []
