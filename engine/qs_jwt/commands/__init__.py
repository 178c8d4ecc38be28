"""The commands, one file each. This is their list; a command is loaded when it is asked for."""

from importlib import import_module

from qs_jwt.command import Command

# As the help has them.
GROUPS = {
    "Tokens": ("create-qseow", "create-qscloud", "create-qscloud-oauth", "decode", "verify"),
    "Certificates": ("create-cert", "inspect-cert"),
    "Setting Qlik up": ("qscloud-idp", "qseow-virtual-proxy", "qscloud-oauth-key"),
    "Logging in": ("login-qscloud", "login-qscloud-oauth", "login-qseow", "logout-qseow"),
    "Many users": ("batch", "serve"),
    "This program": ("profiles", "install-bash-completion", "install-powershell-module"),
}
COMMANDS = tuple(name for names in GROUPS.values() for name in names)

# What JSON-RPC offers: the commands, and one that is a step between two programs.
METHODS = (*COMMANDS, "finish")


def load(name: str) -> Command:
    """The definition of the command ``name``, one of :data:`METHODS`."""
    method = name.replace("-", "_")
    module = import_module(f"{__name__}.{method}")
    definition: Command = getattr(module, method).definition
    return definition


Command.all = staticmethod(lambda: map(load, COMMANDS))
