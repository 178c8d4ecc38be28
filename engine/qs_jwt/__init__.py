"""Make and check the JSON Web Tokens that let scripts log in to Qlik Sense.

Each command of the command line is a function here, with the options' names in
snake_case. A function returns a result object, raises :class:`QsJwtError`, and
prints nothing::

    import qs_jwt

    token = qs_jwt.create_qseow(
        userdir="LAB", userid="anna", cert_privatekey_file="privatekey.pem"
    )
    print(token.token, token.expires_at)

Names are loaded when first used, so that a program pays for what it calls.
"""

__version__ = "0.1.0"

# The public names and where each lives; type checkers read __init__.pyi.
_HOMES = {
    "QsJwtError": "errors",
    "UsageError": "errors",
    "create_cert": "commands.create_cert",
    "create_qscloud": "commands.create_qscloud",
    "create_qscloud_oauth": "commands.create_qscloud_oauth",
    "create_qseow": "commands.create_qseow",
    "decode": "commands.decode",
    "inspect_cert": "commands.inspect_cert",
    "login_qscloud": "commands.login_qscloud",
    "login_qscloud_oauth": "commands.login_qscloud_oauth",
    "login_qseow": "commands.login_qseow",
    "logout_qseow": "commands.logout_qseow",
    "profiles": "commands.profiles",
    "qscloud_idp": "commands.qscloud_idp",
    "qscloud_oauth_key": "commands.qscloud_oauth_key",
    "qseow_virtual_proxy": "commands.qseow_virtual_proxy",
    "verify": "commands.verify",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "errors":
        return import_module(f"{__name__}.errors")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home: object = import_module(f"{__name__}.{_HOMES[name]}")
    found: object = getattr(home, name)
    globals()[name] = found  # so that this is asked once
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__", "errors"]
