"""A quick start of the command: what it never uses is not imported.

Fire imports asyncio (40 ms) for coroutine commands and PyJWT its JWKS client (urllib,
http, ssl) for keys from the network; both do so unconditionally, and qs-jwt uses
neither. Placeholders stand in for the two, in the command's own process only: in a
host that imports ``qs_jwt`` they would break its own use of them. The same goes for
the libraries' warnings, which are for developers: stderr is for our own lines.
"""

import sys
import warnings
from types import ModuleType


def stand_in() -> None:
    """Put the placeholders in place, before Fire or PyJWT is imported."""
    if not sys.warnoptions:  # python -W and PYTHONWARNINGS still show them
        warnings.simplefilter("ignore")
    if "asyncio" not in sys.modules:
        sys.modules["asyncio"] = ModuleType(
            "asyncio", "Stands in for asyncio; see qs_jwt.cli.startup."
        )
    if "jwt" not in sys.modules:
        client = ModuleType("jwt.jwks_client", "Stands in for PyJWT's; see qs_jwt.cli.startup.")
        client.PyJWKClient = None  # type: ignore[attr-defined]
        sys.modules["jwt.jwks_client"] = client
