"""qscloud-idp: what makes Qlik Cloud take the tokens of create-qscloud."""

import re
from typing import Annotated, Any

from cryptography.hazmat.primitives.serialization import Encoding

from qs_jwt import platforms, rules, times, wording
from qs_jwt.command import command
from qs_jwt.errors import InvalidValue
from qs_jwt.keys import public as public_keys
from qs_jwt.keys.pem import Block
from qs_jwt.options import catalogue as options
from qs_jwt.options.kinds import Option
from qs_jwt.qlik.bodies import DEFAULT_DESCRIPTION, RequestBody

TenantIds = Annotated[
    list[str] | None,
    Option(
        "texts",
        "Ids of the tenants that it is for, such as BL4tTJ4S7xrHTcq0zQxQrJ5qB1_Q6cSo.",
        metavar="ID",
        named=True,
    ),
]
ClockTolerance = Annotated[
    str | int | None,
    Option(
        "duration",
        "By how much Qlik's clock and the signer's may differ, in whole seconds: 30s, 2m.",
        metavar="TIME",
    ),
]

_TENANT_ID = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


@command(
    platform=platforms.QSCLOUD,
    one_of=(("cert_publickey_file", "cert_publickey"),),
    examples={
        "For one tenant": (
            "qs-jwt qscloud-idp --issuer lab --keyid key-1 --cert-publickey-file publickey.cer "
            "--tenant-ids BL4tTJ4S7xrHTcq0zQxQrJ5qB1_Q6cSo"
        ),
    },
)
def qscloud_idp(
    *,
    issuer: options.Issuer,
    keyid: options.KeyId,
    cert_publickey_file: options.CertificateFile = None,
    cert_publickey: options.Certificate = None,
    tenant_ids: TenantIds = None,
    description: options.Description = DEFAULT_DESCRIPTION,
    clock_tolerance: ClockTolerance = None,
    profile: options.Profile = None,
) -> RequestBody:
    """Show the body that creates the identity provider in Qlik Cloud.

    It goes to ``POST /api/v1/identity-providers``; sources of its fields:
    qlik.dev/manage/automate/identity-provider-create and, for the clock's tolerance,
    qlik.dev/toolkits/qlik-cli/identity-provider/identity-provider-create-jwtauth.

    An identity provider holds one key. To change keys without a pause, create a second
    one with another issuer or key id, sign with the new key from then on, and delete the
    first.

    Raises:
        UsageError: an option is wrong.
        QsJwtError: the certificate cannot be used.
    """
    for tenant_id in tenant_ids or []:
        _check_tenant_id(tenant_id)
    rules.unrefused(rules.ANY_TOKEN, rules.Subject({"alg": "RS256", "kid": keyid}, {}))
    certificate = public_keys.read_rsa_certificate(
        cert_publickey_file, cert_publickey, "qscloud-idp"
    )
    pem = Block("CERTIFICATE", certificate.public_bytes(Encoding.PEM)).one_line
    body: dict[str, Any] = {"tenantIds": list(tenant_ids)} if tenant_ids else {}
    body |= {
        "provider": "external",
        "protocol": "jwtAuth",
        "interactive": False,
        "active": True,
        "description": description,
        "options": {
            "jwtLoginEnabled": True,
            "issuer": issuer,
            "staticKeys": [{"kid": keyid, "pem": pem}],
        },
    }
    if clock_tolerance is not None:
        body["clockToleranceSec"] = times.parse_seconds(clock_tolerance, "clock_tolerance")
    return RequestBody(body, certificate)


def _check_tenant_id(tenant_id: str) -> None:
    if not _TENANT_ID.fullmatch(tenant_id):
        raise InvalidValue(
            "{option}: {value:tenant_id} is no id of a tenant",
            hint="give the id that GET /api/v1/tenants/me tells, not the tenant's address",
            parameter="tenant_ids",
            tenant_id=wording.shown(tenant_id),
        )
