"""A quick start of the command: what it may never use is imported when it is used.

Fire imports asyncio for coroutine commands, and its help and its console; PyJWT imports
its JWKS client and X.509. In the command's own process these are modules that load
themselves when something of them is asked for, and stand-ins for two for which that is
not enough. A host that imports ``qs_jwt`` is left alone. The same goes for the
libraries' warnings, which are for developers: stderr is for our own lines.
"""

import inspect
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType
from typing import Any

_DEFERRED = {
    "cryptography.x509",
    "fire.completion",
    "fire.console.console_io",
    "fire.formatting",
    "fire.helptext",
    "fire.interact",
    "subprocess",
}


class _Deferring:
    """Finds the modules that are to load themselves when they are used.

    Not an importlib.abc.MetaPathFinder, which takes 9 ms to import.
    """

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in _DEFERRED:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


class _Asyncio(ModuleType):
    """Stands in for asyncio; hands over to it when more is asked for than Fire asks."""

    iscoroutinefunction = staticmethod(inspect.iscoroutinefunction)

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get("asyncio") is self:
            del sys.modules["asyncio"]
        return getattr(import_module("asyncio"), name)


def prepare() -> None:
    """Make this process start quickly, before Fire or PyJWT is imported."""
    if not sys.warnoptions:  # python -W and PYTHONWARNINGS still show them
        warnings.simplefilter("ignore")
    sys.meta_path.insert(0, _Deferring())
    sys.modules.setdefault("asyncio", _Asyncio("asyncio"))
    if "jwt" not in sys.modules:
        client = ModuleType("jwt.jwks_client", "Stands in for PyJWT's; see qs_jwt.cli.startup.")
        client.PyJWKClient = None  # type: ignore[attr-defined]
        sys.modules["jwt.jwks_client"] = client


def complete() -> None:
    """Load what is still deferred: before threads start, which must not do it at once."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, _Deferring)]
    for name in _DEFERRED & set(sys.modules):
        vars(sys.modules[name])
