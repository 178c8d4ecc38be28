"""create-qscloud: a token for Qlik Cloud."""

import secrets

from qs_jwt import payloads, platforms, rules, tokens
from qs_jwt.command import command
from qs_jwt.errors import MissingOption
from qs_jwt.keys import sources
from qs_jwt.options import catalogue as options
from qs_jwt.options import signing as signing_options
from qs_jwt.options.kinds import KEY
from qs_jwt.rules.qscloud import LONGEST_LIFETIME

_TOKEN_ID_BYTES = 32


@command(
    outputs=options.TOKEN_OUTPUTS,
    minimal="token",
    platform=platforms.QSCLOUD,
    one_of=((KEY,),),
    alternatives=(("expires", "expires_at"), signing_options.ALTERNATIVES),
    excludes=signing_options.EXCLUDES,
    needs=signing_options.NEEDS,
    examples={
        "With a new key and certificate, which are written beside it": (
            "qs-jwt create-qscloud --issuer lab --keyid key-1 --username 'Anna Berg' "
            "--useremail anna@example.com --useremail-verified --cert-create"
        ),
    },
)
def create_qscloud(
    *,
    issuer: options.Issuer,
    keyid: options.KeyId,
    sub: options.Subject = None,
    username: options.UserName = None,
    useremail: options.UserEmail = None,
    useremail_verified: options.UserEmailVerified = None,
    groups: options.Groups = None,
    expires: options.Expires = tokens.DEFAULT_LIFETIME,
    expires_at: options.ExpiresAt = None,
    backdate: options.Backdate = None,
    allow_long_lifetime: options.AllowLongLifetime = False,
    algorithm: options.CloudAlgorithm = "RS256",
    claims: options.Claims = None,
    cert_privatekey_file: options.PrivateKeyFile = None,
    cert_privatekey: options.PrivateKey = None,
    cert_passphrase: options.SigningPassphrase = None,
    cert_create: options.CertCreate = False,
    cert_file_prefix: options.CertFilePrefix = "",
    cert_create_expires_days: options.CertExpiresDays = 365,
    key_size: options.KeySize = 4096,
    sign_command: signing_options.SignCommand = None,
    sign_timeout: signing_options.SignTimeout = signing_options.DEFAULT_TIMEOUT,
    cert_publickey_file: signing_options.SignerPublicKeyFile = None,
    cert_publickey: signing_options.SignerPublicKey = None,
    signing: signing_options.Signing = None,
    profile: options.Profile = None,
    output: options.TokenOutput = "token",
    output_file: options.OutputFile = None,
    force: options.Force = False,
) -> tokens.Token:
    """Create a token for Qlik Cloud.

    Raises:
        UsageError: an option is wrong; nothing was done.
        QsJwtError: the key cannot be used, or a file not be written.
    """
    limit = None if allow_long_lifetime else LONGEST_LIFETIME
    issued, ends = tokens.dated(expires, backdate, expires_at=expires_at, limit=limit)
    user = sub or useremail
    if not user:
        raise MissingOption(
            "{command:create-qscloud} needs {option:sub} or {option:useremail} to know whose"
            " token it is",
            hint="{option:useremail=EMAIL} {option:useremail_verified=true}, or"
            " {option:sub=SUBJECT}",
            parameter="sub",
        )
    _need_verified(useremail, useremail_verified)
    payload = payloads.qscloud(
        sub=sub or payloads.subject_of(user),
        username=username,
        useremail=useremail,
        useremail_verified=useremail_verified,
        groups=groups,
        claims=claims,
    )
    payload["jti"] = secrets.token_urlsafe(_TOKEN_ID_BYTES)
    payload["iat"] = payload["nbf"] = issued
    payload["exp"] = ends
    payload["aud"] = payloads.CLOUD_AUDIENCE
    payload["iss"] = issuer
    source = sources.KeySource(
        cert_privatekey_file=cert_privatekey_file,
        cert_privatekey=cert_privatekey,
        cert_passphrase=cert_passphrase,
        cert_create=cert_create,
        cert_file_prefix=cert_file_prefix,
        cert_create_expires_days=cert_create_expires_days,
        key_size=key_size,
        sign_command=sign_command,
        sign_timeout=sign_timeout,
        cert_publickey_file=cert_publickey_file,
        cert_publickey=cert_publickey,
        signing=signing,
    )
    subject = rules.Subject(
        {"alg": algorithm, "kid": keyid, "typ": "JWT"},
        payload,
        allow_long_lifetime=allow_long_lifetime,
        at=issued,
    )
    return tokens.create(
        platforms.QSCLOUD,
        user,
        subject,
        source,
        output=output,
        output_file=output_file,
        force=force,
    )


def _need_verified(useremail: str | None, verified: bool | None) -> None:
    if useremail and verified is None:
        raise MissingOption(
            "{command:create-qscloud} needs {option:useremail_verified} if {option:useremail}"
            " is given",
            hint="{option:useremail_verified=true} or {option:useremail_verified=false}",
            parameter="useremail_verified",
        )
