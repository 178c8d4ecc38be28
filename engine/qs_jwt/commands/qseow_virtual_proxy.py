"""qseow-virtual-proxy: what makes QSEoW take the tokens of create-qseow."""

import re
from typing import Annotated, Any

from cryptography.hazmat.primitives.serialization import Encoding

from qs_jwt import payloads, platforms, wording
from qs_jwt.command import command
from qs_jwt.errors import ConflictingOptions, InvalidValue
from qs_jwt.keys import public as public_keys
from qs_jwt.options import catalogue as options
from qs_jwt.options import groups
from qs_jwt.options.kinds import Option
from qs_jwt.qlik.bodies import DEFAULT_DESCRIPTION, RequestBody
from qs_jwt.wording import Notice

ProxyPrefix = Annotated[
    str,
    Option(
        "text",
        "Prefix of the virtual proxy, such as jwt: the part of the address after the host.",
        metavar="PREFIX",
        named=True,
    ),
]
SessionCookieHeaderName = Annotated[
    str | None,
    Option(
        "text",
        "Name of the session cookie, such as X-Qlik-Session-jwt. Default: X-Qlik-Session-PREFIX.",
        metavar="NAME",
        named=True,
    ),
]
HostWhitelist = Annotated[
    list[str] | None,
    Option(
        "texts",
        "Hosts whose pages may open web sockets, such as portal.example.com.",
        metavar="HOST",
        named=True,
    ),
]
AttributeMap = Annotated[
    list[str] | None,
    groups.claims(
        "texts",
        "Further claims that become attributes of the session, such as mail=email.",
        metavar="ATTRIBUTE=CLAIM[:mandatory]",
        named=True,
    ),
]

_JWT = 4  # authenticationMethod, in Qlik's repository API
_MANDATORY = ":mandatory"
# help.qlik.com, "Creating a virtual proxy": lower case and RFC 3986's unreserved characters
_PREFIX = re.compile(r"[a-z0-9._~-]+", re.ASCII)
# a host name with or without port, alone or in an address; an origin (RFC 6454) may stay one
_HOST = re.compile(r"(?:wss?://)?((?:https?://)?([^\s/\\,;?#@'\"]+))(?:/[^\s,;]*)?", re.IGNORECASE)
_COOKIE_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", re.ASCII)  # RFC 6265

_AUDIENCE_UNPROVEN = Notice(
    "AudienceUnproven",
    "whether the virtual proxy holds tokens to jwtAudience is not documented",
    hint="make the tokens with the same {option:audience}, which is right either way",
)


@command(
    platform=platforms.QSEOW,
    one_of=(("cert_publickey_file", "cert_publickey"),),
    examples={
        "A virtual proxy at https://HOST/jwt": (
            "qs-jwt qseow-virtual-proxy --prefix jwt --cert-publickey-file publickey.cer"
        ),
        "One for a web page, with further attributes of the session": (
            "qs-jwt qseow-virtual-proxy --prefix jwt --cert-publickey-file publickey.cer "
            "--host-whitelist portal.example.com --attribute-map mail=email office=office:mandatory"
        ),
    },
)
def qseow_virtual_proxy(
    *,
    prefix: ProxyPrefix,
    cert_publickey_file: options.CertificateFile = None,
    cert_publickey: options.Certificate = None,
    userid_claim: options.UserIdClaim = payloads.USER_ID_CLAIM,
    userdir_claim: options.UserDirClaim = payloads.USER_DIRECTORY_CLAIM,
    groups_claim: options.GroupsClaim = payloads.QSEOW_GROUPS_CLAIM,
    attribute_map: AttributeMap = None,
    audience: options.Audience = None,
    host_whitelist: HostWhitelist = None,
    session_cookie_header_name: SessionCookieHeaderName = None,
    description: options.Description = DEFAULT_DESCRIPTION,
    profile: options.Profile = None,
) -> RequestBody:
    """Show the body that creates the virtual proxy in client-managed Qlik Sense.

    It goes to ``POST /qrs/virtualproxyconfig``; source of its fields: help.qlik.com,
    Repository Service API, VirtualProxyConfig.

    Raises:
        UsageError: an option is wrong.
        QsJwtError: the certificate cannot be used.
    """
    _check_prefix(prefix)
    cookie = session_cookie_header_name or f"X-Qlik-Session-{prefix}"
    _check_cookie_name(cookie)
    _check_hosts(host_whitelist or [])
    payloads.check_claim_names(userid_claim, userdir_claim, groups_claim)
    attributes = _attributes(groups_claim, attribute_map or [])
    certificate = public_keys.read_rsa_certificate(
        cert_publickey_file, cert_publickey, "qseow-virtual-proxy"
    )
    body: dict[str, Any] = {
        "prefix": prefix,
        "description": description,
        "sessionCookieHeaderName": cookie,
        "authenticationMethod": _JWT,
        "jwtPublicKeyCertificate": certificate.public_bytes(Encoding.PEM).decode("ascii"),
        "jwtAttributeUserId": userid_claim,
        "jwtAttributeUserDirectory": userdir_claim,
        "jwtAttributeMap": attributes,
        "websocketCrossOriginWhiteList": list(host_whitelist or []),
        "loadBalancingServerNodes": [],
    }
    result = RequestBody(body, certificate)
    if audience is not None:
        body["jwtAudience"] = audience
        result.warnings.append(_AUDIENCE_UNPROVEN)
    result.notes.append(
        (
            "info",
            "the virtual proxy works once it has load balancing nodes and is linked to a proxy",
        )
    )
    return result


def _check_prefix(prefix: str) -> None:
    if _PREFIX.fullmatch(prefix):
        return
    own = prefix.strip("/").lower()
    raise InvalidValue(
        "{option}: {value:prefix} holds other characters than a-z 0-9 - . _ ~",
        hint="did you mean {value:own}?" if _PREFIX.fullmatch(own) else "choose another prefix",
        parameter="prefix",
        prefix=wording.shown(prefix),
        own=own,
    )


def _check_cookie_name(name: str) -> None:
    if not _COOKIE_NAME.fullmatch(name):
        raise InvalidValue(
            "{option}: {value:name} is no name that a cookie can have",
            hint="use letters, digits, - and _",
            parameter="session_cookie_header_name",
            name=wording.shown(name),
        )


def _check_hosts(hosts: list[str]) -> None:
    for host in hosts:
        match = _HOST.fullmatch(host)
        own = match[2] if match else ""
        if not match or match[1] != host:
            raise InvalidValue(
                "{option}: {value:host} is no host",
                hint="did you mean {value:own}?"
                if own
                else "give each host by itself: {option:host_whitelist=A B}",
                parameter="host_whitelist",
                host=wording.shown(host),
                own=own,
            )


def _attributes(groups_claim: str, entries: list[str]) -> list[dict[str, Any]]:
    """The attribute map: the groups, then what ``entries`` say, each attribute once."""
    groups = payloads.QSEOW_GROUPS_ATTRIBUTE
    mapped = {groups: _attribute(groups, groups_claim, mandatory=False)}
    given: set[str] = set()
    for entry in entries:
        name, sign, claim = entry.partition("=")
        mandatory = claim.endswith(_MANDATORY)
        claim = claim.removesuffix(_MANDATORY)
        if not (sign and name.strip() and claim.strip()):
            raise InvalidValue(
                "{option}: {value:entry} is not ATTRIBUTE=CLAIM",
                hint="{option:attribute_map=mail=email}, or office=office:mandatory",
                parameter="attribute_map",
                entry=wording.shown(entry),
            )
        if name in given:
            raise InvalidValue(
                "{option}: {value:name} stands in it twice",
                hint="map each attribute from one claim",
                parameter="attribute_map",
                name=wording.shown(name),
            )
        if name == groups and claim != groups_claim:
            raise ConflictingOptions(
                "{option}: {value:name} is mapped from {value:groups_claim} already",
                hint="give {option:groups_claim}",
                parameter="attribute_map",
                name=wording.shown(name),
                groups_claim=wording.shown(groups_claim),
            )
        given.add(name)
        mapped[name] = _attribute(name, claim, mandatory=mandatory)
    return list(mapped.values())


def _attribute(name: str, claim: str, *, mandatory: bool) -> dict[str, Any]:
    return {"senseAttribute": name, "jwtAttribute": claim, "isMandatory": mandatory}
