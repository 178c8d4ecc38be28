"""create-qscloud-oauth: a client assertion for OAuth in Qlik Cloud."""

from qs_jwt import platforms
from qs_jwt.command import command
from qs_jwt.keys.sources import KeySource
from qs_jwt.options import catalogue as options
from qs_jwt.options import network
from qs_jwt.options import oauth as oauth_options
from qs_jwt.options import signing as signing_options
from qs_jwt.options.kinds import KEY
from qs_jwt.qlik import oauth
from qs_jwt.qlik.address import Server


@command(
    outputs=oauth_options.OUTPUTS,
    platform=platforms.QSCLOUD_OAUTH,
    one_of=((KEY,),),
    alternatives=(("expires", "expires_at"), signing_options.ALTERNATIVES),
    excludes=signing_options.EXCLUDES,
    needs=signing_options.NEEDS,
    examples={
        "The client assertion": (
            "qs-jwt create-qscloud-oauth --url https://tenant.eu.qlikcloud.com "
            "--client-id 0a1b2c3d --cert-privatekey-file privatekey.pem"
        ),
        "The token request to send, for access as a user": (
            "qs-jwt create-qscloud-oauth --url https://tenant.eu.qlikcloud.com "
            "--client-id 0a1b2c3d --impersonate email:anna@example.com "
            "--cert-privatekey-file privatekey.pem --output body"
        ),
    },
)
def create_qscloud_oauth(
    *,
    url: network.TenantUrl,
    client_id: oauth_options.ClientId,
    keyid: oauth_options.KeyId = None,
    algorithm: oauth_options.Algorithm = None,
    scope: oauth_options.Scope = None,
    impersonate: oauth_options.Impersonate = None,
    expires: oauth_options.Expires = oauth.DEFAULT_LIFETIME,
    expires_at: options.ExpiresAt = None,
    backdate: options.Backdate = None,
    cert_privatekey_file: options.PrivateKeyFile = None,
    cert_privatekey: options.PrivateKey = None,
    cert_passphrase: options.Passphrase = None,
    sign_command: signing_options.SignCommand = None,
    sign_timeout: signing_options.SignTimeout = signing_options.DEFAULT_TIMEOUT,
    cert_publickey_file: signing_options.SignerPublicKeyFile = None,
    cert_publickey: signing_options.SignerPublicKey = None,
    signing: signing_options.Signing = None,
    profile: options.Profile = None,
    output: oauth_options.AssertionOutput = "token",
    output_file: options.OutputFile = None,
    force: options.Force = False,
) -> oauth.Assertion:
    """Create a client assertion for OAuth in Qlik Cloud ("Private key JWT").

    Raises:
        UsageError: an option is wrong; nothing was done.
        QsJwtError: the key cannot be used, or a file not be written.
    """
    server = Server.tenant(url)
    request = oauth.Request(scope, impersonate)
    oauth.refuse_form(output, request)
    with oauth.registered_key():
        source = KeySource(
            cert_privatekey_file=cert_privatekey_file,
            cert_privatekey=cert_privatekey,
            cert_passphrase=cert_passphrase,
            sign_command=sign_command,
            sign_timeout=sign_timeout,
            cert_publickey_file=cert_publickey_file,
            cert_publickey=cert_publickey,
            signing=signing,
        )
    return oauth.assertion(
        server,
        client_id,
        source,
        request,
        keyid=keyid,
        algorithm=algorithm,
        expires=expires,
        expires_at=expires_at,
        backdate=backdate,
        output=output,
        output_file=output_file,
        force=force,
    )
