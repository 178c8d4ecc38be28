"""create-qseow: a token for Qlik Sense Enterprise on Windows."""

from qs_jwt import payloads, platforms, rules, tokens
from qs_jwt.command import command
from qs_jwt.keys import sources
from qs_jwt.options import catalogue as options
from qs_jwt.options import signing as signing_options
from qs_jwt.options.kinds import KEY


@command(
    outputs=options.TOKEN_OUTPUTS,
    minimal="token",
    platform=platforms.QSEOW,
    one_of=((KEY,),),
    alternatives=(("expires", "expires_at"), signing_options.ALTERNATIVES),
    excludes=signing_options.EXCLUDES,
    needs=signing_options.NEEDS,
    examples={
        "With a new key and certificate, which are written beside it": (
            "qs-jwt create-qseow --userdir LAB --userid anna --cert-create"
        ),
        "With a key that is there, in two groups, for eight hours": (
            "qs-jwt create-qseow --userdir LAB --userid anna --username 'Anna Berg' "
            "--groups sales 'north region' --cert-privatekey-file privatekey.pem --expires 8h"
        ),
    },
)
def create_qseow(
    *,
    userdir: options.UserDir,
    userid: options.UserId,
    username: options.UserName = None,
    useremail: options.UserEmail = None,
    groups: options.Groups = None,
    audience: options.Audience = None,
    expires: options.Expires = tokens.DEFAULT_LIFETIME,
    expires_at: options.ExpiresAt = None,
    backdate: options.Backdate = 0,
    algorithm: options.Algorithm = "RS256",
    claims: options.Claims = None,
    userid_claim: options.UserIdClaim = payloads.USER_ID_CLAIM,
    userdir_claim: options.UserDirClaim = payloads.USER_DIRECTORY_CLAIM,
    groups_claim: options.GroupsClaim = payloads.QSEOW_GROUPS_CLAIM,
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
    """Create a token for client-managed Qlik Sense (QSEoW).

    Raises:
        UsageError: an option is wrong; nothing was done.
        QsJwtError: the key cannot be used, or a file not be written.
    """
    issued, ends = tokens.dated(expires, backdate, expires_at=expires_at)
    payload = payloads.qseow(
        userid=userid,
        userdir=userdir,
        username=username,
        useremail=useremail,
        groups=groups,
        userid_claim=userid_claim,
        userdir_claim=userdir_claim,
        groups_claim=groups_claim,
        claims=claims,
    )
    payload["iat"] = issued
    payload["exp"] = ends
    if audience is not None:
        payload["aud"] = audience
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
    header = {"alg": algorithm, "typ": "JWT"}
    subject = rules.Subject(header, payload, userid_claim, userdir_claim, groups_claim, at=issued)
    return tokens.create(
        platforms.QSEOW,
        userid,
        subject,
        source,
        output=output,
        output_file=output_file,
        force=force,
    )
