"""login-qscloud-oauth: an access token of Qlik Cloud for a key, or why there is none."""

from qs_jwt import platforms, verification, writing
from qs_jwt.command import command
from qs_jwt.errors import ConflictingOptions, MissingOption
from qs_jwt.keys.sources import KeySource
from qs_jwt.options import catalogue as options
from qs_jwt.options import network
from qs_jwt.options import oauth as oauth_options
from qs_jwt.options import signing as signing_options
from qs_jwt.options.kinds import KEY, TOKEN
from qs_jwt.qlik import access_token, explanation, oauth
from qs_jwt.qlik import login as logins
from qs_jwt.qlik.address import TOKEN_PATH, Server


@command(
    outputs=options.TOKEN_OUTPUTS,
    platform=platforms.QSCLOUD_OAUTH,
    one_of=((TOKEN, KEY),),
    alternatives=(("expires", "expires_at"), signing_options.ALTERNATIVES),
    excludes=signing_options.EXCLUDES,
    needs=signing_options.NEEDS,
    examples={
        "An access token for curl --config": (
            "qs-jwt login-qscloud-oauth --url https://tenant.eu.qlikcloud.com "
            "--client-id 0a1b2c3d --cert-privatekey-file privatekey.pem --output curl"
        ),
    },
)
def login_qscloud_oauth(
    *,
    url: network.TenantUrl,
    client_id: oauth_options.ClientIdIfMade = None,
    keyid: oauth_options.KeyId = None,
    algorithm: oauth_options.Algorithm = None,
    scope: oauth_options.Scope = None,
    impersonate: oauth_options.Impersonate = None,
    expires: oauth_options.Expires = oauth.DEFAULT_LIFETIME,
    expires_at: options.ExpiresAt = None,
    backdate: options.Backdate = None,
    jwt: options.Jwt = None,
    jwt_file: options.JwtFile = None,
    cert_privatekey_file: options.PrivateKeyFile = None,
    cert_privatekey: options.PrivateKey = None,
    cert_passphrase: options.Passphrase = None,
    sign_command: signing_options.SignCommand = None,
    sign_timeout: signing_options.SignTimeout = signing_options.DEFAULT_TIMEOUT,
    cert_publickey_file: signing_options.SignerPublicKeyFile = None,
    cert_publickey: signing_options.SignerPublicKey = None,
    cacert: network.CaCertificate = None,
    timeout: network.Timeout = logins.DEFAULT_TIMEOUT,
    profile: options.Profile = None,
    output: options.TokenOutput = "token",
    output_file: options.OutputFile = None,
    force: options.Force = False,
) -> access_token.AccessToken:
    """Get an access token of Qlik Cloud by OAuth, for the client itself or as a user.

    Raises:
        UsageError: an option is wrong; nothing was sent.
        AccessTokenRefused: Qlik gave none; the hint says why.
        ConnectionFailed, TlsNotTrusted, TimedOut, RedirectRefused, InvalidResponse: there
            was no answer that could be Qlik's.
        QsJwtError: the key cannot be used, or a file not be read or written.
    """
    from qs_jwt.qlik import client as web

    server = Server.tenant(url)
    seconds = logins.seconds(timeout)
    request = oauth.Request(scope, impersonate)
    read = [jwt_file, cert_privatekey_file, cacert]
    if jwt is not None or jwt_file is not None:
        _refuse_with_assertion(
            client_id=client_id, keyid=keyid, algorithm=algorithm, backdate=backdate,
            expires_at=expires_at,
            cert_passphrase=cert_passphrase,
        )  # fmt: skip
        text = verification.token_text(jwt, jwt_file, "login-qscloud-oauth")
    elif client_id is None:
        raise MissingOption(
            "{command:login-qscloud-oauth} needs {option}",
            hint="{option:client_id=ID}, or an assertion made before by {option:jwt_file=FILE}",
            parameter="client_id",
        )
    else:
        with oauth.registered_key():
            source = KeySource(
                cert_privatekey_file=cert_privatekey_file,
                cert_privatekey=cert_privatekey,
                cert_passphrase=cert_passphrase,
                sign_command=sign_command,
                sign_timeout=sign_timeout,
                cert_publickey_file=cert_publickey_file,
                cert_publickey=cert_publickey,
            )
        text = oauth.assertion(
            server, client_id, source, request,
            keyid=keyid, algorithm=algorithm, expires=expires, expires_at=expires_at,
            backdate=backdate,
        ).token  # fmt: skip
    report = _report_on(text, server)
    if output_file is not None:
        # staged and never placed: it shows that the folder takes files
        with writing.Placement(force=force, read=read) as placement:
            placement.refuse_existing(output_file, "output_file")
            placement.add(output_file, b"", writing.PRIVATE, "output_file")
    client = web.Client(server, None, web.trust(cacert, insecure=False), seconds)
    token = access_token.fetch(client, request, report)
    if output_file is not None:
        with writing.Placement(force=force, read=read) as placement:
            rendered = token.render(output).encode()
            placement.add(output_file, rendered, writing.PRIVATE, "output_file")
            placement.commit()
    return token


def _report_on(text: str, server: Server) -> explanation.TokenReport:
    """The assertion, and whether the tenant will take it as far as can be told here."""
    audience = server.origin + TOKEN_PATH
    return explanation.report_on(text, platforms.QSCLOUD_OAUTH, expected_audience=audience)


def _refuse_with_assertion(**given: object) -> None:
    """Refuse options that say what an assertion that is given says already."""
    for name, value in given.items():
        if value is not None:
            raise ConflictingOptions(
                "{option:jwt} and {option} exclude each other: the assertion says it already",
                hint="leave one of them out",
                parameter=name,
            )
