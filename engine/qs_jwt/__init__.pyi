"""Make and check the JSON Web Tokens that let scripts log in to Qlik Sense.

Written by engine/tools/public_types.py; what each function does is said in its own module.
"""

from datetime import datetime, timedelta
from os import PathLike
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from qs_jwt import errors as errors
from qs_jwt.commands.create_cert import CreatedCertificate
from qs_jwt.commands.decode import Decoded
from qs_jwt.commands.inspect_cert import InspectedCertificate
from qs_jwt.commands.login_qseow import QseowLogin
from qs_jwt.commands.logout_qseow import Logout
from qs_jwt.commands.profiles import Profiles
from qs_jwt.commands.qscloud_oauth_key import RegisteredKey
from qs_jwt.commands.verify import Verification
from qs_jwt.errors import QsJwtError as QsJwtError
from qs_jwt.errors import UsageError as UsageError
from qs_jwt.qlik.access_token import AccessToken
from qs_jwt.qlik.bodies import RequestBody
from qs_jwt.qlik.login import Login
from qs_jwt.qlik.oauth import Assertion
from qs_jwt.results import Result
from qs_jwt.tokens import Token

__all__ = [
    "QsJwtError",
    "UsageError",
    "create_cert",
    "create_qscloud",
    "create_qscloud_oauth",
    "create_qseow",
    "decode",
    "inspect_cert",
    "login_qscloud",
    "login_qscloud_oauth",
    "login_qseow",
    "logout_qseow",
    "profiles",
    "qscloud_idp",
    "qscloud_oauth_key",
    "qseow_virtual_proxy",
    "verify",
]

__version__: str

def create_cert(
    *,
    cert_privatekey_file: str | PathLike[str] | None = ...,
    cert_privatekey: str | bytes | RSAPrivateKey | EllipticCurvePrivateKey | Result | None = ...,
    cert_passphrase: str | bytes | Result | None = ...,
    key_size: int = ...,
    key_type: str | None = ...,
    sign_command: str | list[str] | None = ...,
    sign_timeout: str | int | timedelta = ...,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    cert_common_name: str = ...,
    cert_create_expires_days: int = ...,
    cert_file_prefix: str | PathLike[str] = ...,
    pfx: bool = ...,
    pfx_encryption: str = ...,
    profile: str | None = ...,
    force: bool = ...,
) -> CreatedCertificate: ...
def create_qscloud(
    *,
    issuer: str = ...,
    keyid: str = ...,
    sub: str | None = ...,
    username: str | None = ...,
    useremail: str | None = ...,
    useremail_verified: bool | None = ...,
    groups: list[str] | None = ...,
    expires: str | int | timedelta = ...,
    expires_at: str | int | datetime | None = ...,
    backdate: str | int | timedelta | None = ...,
    allow_long_lifetime: bool = ...,
    algorithm: str = ...,
    claims: dict[str, Any] | None = ...,
    cert_privatekey_file: str | PathLike[str] | None = ...,
    cert_privatekey: str | bytes | RSAPrivateKey | EllipticCurvePrivateKey | Result | None = ...,
    cert_passphrase: str | bytes | Result | None = ...,
    cert_create: bool = ...,
    cert_file_prefix: str | PathLike[str] = ...,
    cert_create_expires_days: int = ...,
    key_size: int = ...,
    sign_command: str | list[str] | None = ...,
    sign_timeout: str | int | timedelta = ...,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    profile: str | None = ...,
    output: str = ...,
    output_file: str | PathLike[str] | None = ...,
    force: bool = ...,
) -> Token: ...
def create_qscloud_oauth(
    *,
    url: str = ...,
    client_id: str = ...,
    keyid: str | None = ...,
    algorithm: str | None = ...,
    scope: list[str] | None = ...,
    impersonate: str | None = ...,
    expires: str | int | timedelta = ...,
    expires_at: str | int | datetime | None = ...,
    backdate: str | int | timedelta | None = ...,
    cert_privatekey_file: str | PathLike[str] | None = ...,
    cert_privatekey: str | bytes | RSAPrivateKey | EllipticCurvePrivateKey | Result | None = ...,
    cert_passphrase: str | bytes | Result | None = ...,
    sign_command: str | list[str] | None = ...,
    sign_timeout: str | int | timedelta = ...,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    profile: str | None = ...,
    output: str = ...,
    output_file: str | PathLike[str] | None = ...,
    force: bool = ...,
) -> Assertion: ...
def create_qseow(
    *,
    userdir: str = ...,
    userid: str = ...,
    username: str | None = ...,
    useremail: str | None = ...,
    groups: list[str] | None = ...,
    audience: str | None = ...,
    expires: str | int | timedelta = ...,
    expires_at: str | int | datetime | None = ...,
    backdate: str | int | timedelta | None = ...,
    algorithm: str = ...,
    claims: dict[str, Any] | None = ...,
    userid_claim: str = ...,
    userdir_claim: str = ...,
    groups_claim: str = ...,
    cert_privatekey_file: str | PathLike[str] | None = ...,
    cert_privatekey: str | bytes | RSAPrivateKey | EllipticCurvePrivateKey | Result | None = ...,
    cert_passphrase: str | bytes | Result | None = ...,
    cert_create: bool = ...,
    cert_file_prefix: str | PathLike[str] = ...,
    cert_create_expires_days: int = ...,
    key_size: int = ...,
    sign_command: str | list[str] | None = ...,
    sign_timeout: str | int | timedelta = ...,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    profile: str | None = ...,
    output: str = ...,
    output_file: str | PathLike[str] | None = ...,
    force: bool = ...,
) -> Token: ...
def decode(
    *,
    jwt: str | Result | None = ...,
    jwt_file: str | PathLike[str] | None = ...,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    expected_audience: str | None = ...,
    profile: str | None = ...,
) -> Decoded: ...
def inspect_cert(
    *,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    matches_privatekey_file: str | PathLike[str] | None = ...,
    cert_passphrase: str | bytes | Result | None = ...,
    profile: str | None = ...,
) -> InspectedCertificate: ...
def login_qscloud(
    *,
    url: str = ...,
    jwt: str | Result | None = ...,
    jwt_file: str | PathLike[str] | None = ...,
    web_integration_id: str | None = ...,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    expected_issuer: str | None = ...,
    expected_keyid: str | None = ...,
    cacert: str | PathLike[str] | None = ...,
    insecure: bool = ...,
    timeout: str | int | timedelta = ...,
    cookie_file: str | PathLike[str] | None = ...,
    profile: str | None = ...,
    force: bool = ...,
) -> Login: ...
def login_qscloud_oauth(
    *,
    url: str = ...,
    client_id: str | None = ...,
    keyid: str | None = ...,
    algorithm: str | None = ...,
    scope: list[str] | None = ...,
    impersonate: str | None = ...,
    expires: str | int | timedelta = ...,
    expires_at: str | int | datetime | None = ...,
    backdate: str | int | timedelta | None = ...,
    jwt: str | Result | None = ...,
    jwt_file: str | PathLike[str] | None = ...,
    cert_privatekey_file: str | PathLike[str] | None = ...,
    cert_privatekey: str | bytes | RSAPrivateKey | EllipticCurvePrivateKey | Result | None = ...,
    cert_passphrase: str | bytes | Result | None = ...,
    sign_command: str | list[str] | None = ...,
    sign_timeout: str | int | timedelta = ...,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    cacert: str | PathLike[str] | None = ...,
    timeout: str | int | timedelta = ...,
    profile: str | None = ...,
    output: str = ...,
    output_file: str | PathLike[str] | None = ...,
    force: bool = ...,
) -> AccessToken: ...
def login_qseow(
    *,
    url: str = ...,
    jwt: str | Result | None = ...,
    jwt_file: str | PathLike[str] | None = ...,
    userid_claim: str = ...,
    userdir_claim: str = ...,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    expected_audience: str | None = ...,
    cacert: str | PathLike[str] | None = ...,
    insecure: bool = ...,
    timeout: str | int | timedelta = ...,
    cookie_file: str | PathLike[str] | None = ...,
    profile: str | None = ...,
    force: bool = ...,
) -> QseowLogin: ...
def logout_qseow(
    *,
    url: str = ...,
    cookie_file: str | PathLike[str] | None = ...,
    cacert: str | PathLike[str] | None = ...,
    insecure: bool = ...,
    timeout: str | int | timedelta = ...,
    profile: str | None = ...,
) -> Logout: ...
def profiles() -> Profiles: ...
def qscloud_idp(
    *,
    issuer: str = ...,
    keyid: str = ...,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    tenant_ids: list[str] | None = ...,
    description: str = ...,
    clock_tolerance: str | int | timedelta | None = ...,
    profile: str | None = ...,
) -> RequestBody: ...
def qscloud_oauth_key(
    *,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    keyid: str | None = ...,
    algorithm: str | None = ...,
    profile: str | None = ...,
) -> RegisteredKey: ...
def qseow_virtual_proxy(
    *,
    prefix: str = ...,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    userid_claim: str = ...,
    userdir_claim: str = ...,
    groups_claim: str = ...,
    attribute_map: list[str] | None = ...,
    audience: str | None = ...,
    host_whitelist: list[str] | None = ...,
    session_cookie_header_name: str | None = ...,
    description: str = ...,
    profile: str | None = ...,
) -> RequestBody: ...
def verify(
    *,
    jwt: str | Result | None = ...,
    jwt_file: str | PathLike[str] | None = ...,
    cert_publickey_file: str | PathLike[str] | None = ...,
    cert_publickey: str | Result | None = ...,
    skip_signature: bool = ...,
    platform: str | None = ...,
    expected_audience: str | None = ...,
    expected_issuer: str | None = ...,
    expected_keyid: str | None = ...,
    userid_claim: str = ...,
    userdir_claim: str = ...,
    leeway: str | int | timedelta = ...,
    at: str | int | datetime | None = ...,
    profile: str | None = ...,
) -> Verification: ...
