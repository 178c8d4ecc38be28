"""qscloud-oauth-key: the public key to register with an OAuth client in Qlik Cloud."""

from typing import Any, ClassVar

from qs_jwt import platforms, results
from qs_jwt.command import command
from qs_jwt.errors import MissingOption
from qs_jwt.keys import jwk
from qs_jwt.keys import public as public_keys
from qs_jwt.options import catalogue as options
from qs_jwt.options import oauth as oauth_options
from qs_jwt.qlik import oauth
from qs_jwt.results import Result


class RegisteredKey(Result):
    """A public key for Qlik's form or API.

    Attributes:
        jwk: the key as a JWK, as JSON types.
    """

    fields: ClassVar[tuple[str, ...]] = ("jwk",)

    def __init__(self, jwk: dict[str, Any]):
        super().__init__()
        self.jwk = jwk

    def text(self) -> str:
        return results.as_json(self.jwk, indent=2)


@command(
    platform=platforms.QSCLOUD_OAUTH,
    one_of=(("cert_publickey_file", "cert_publickey"),),
    examples={
        "As the tenant asks for it": (
            "qs-jwt qscloud-oauth-key --cert-publickey-file publickey.cer"
        ),
    },
)
def qscloud_oauth_key(
    *,
    cert_publickey_file: options.PublicKeyFile = None,
    cert_publickey: options.PublicKey = None,
    keyid: oauth_options.KeyId = None,
    algorithm: oauth_options.Algorithm = None,
    profile: options.Profile = None,
) -> RegisteredKey:
    """Give the public key (JWK) to register with an OAuth client in Qlik Cloud.

    Raises:
        UsageError: an option is wrong.
        QsJwtError: the key cannot be read, or is not one that Qlik takes.
    """
    if cert_publickey_file is None and cert_publickey is None:
        raise MissingOption(
            "{command:qscloud-oauth-key} needs {option}",
            hint="{option:cert_publickey_file=FILE}: the certificate or the public key",
            parameter="cert_publickey_file",
        )
    key, own = public_keys.read_named_key(cert_publickey_file, cert_publickey)
    chosen = oauth.algorithm_for(key, algorithm)
    return RegisteredKey(jwk.public_jwk(key, algorithm=chosen, keyid=keyid or own))
