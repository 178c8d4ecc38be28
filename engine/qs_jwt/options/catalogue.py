"""The options that commands share: each one's type, help and limits, once.

A command's function annotates its parameters with these names.
"""

from typing import Annotated, Any

from qs_jwt.keys.kinds import PrivateKey as Key
from qs_jwt.options import groups
from qs_jwt.options.kinds import KEY, OPENING_PASSPHRASE, PASSPHRASE, TOKEN, Option
from qs_jwt.platforms import PLATFORMS

KEY_SUFFIXES = (".pem", ".key", ".pfx", ".p12", ".der")
CERTIFICATE_SUFFIXES = (".cer", ".crt", ".pem")
ALGORITHMS = ("RS256", "RS384", "RS512")
EC_ALGORITHM = "ES384"  # of P-384 keys, which Qlik takes for OAuth only
KEY_SIZES = (2048, 3072, 4096)
TOKEN_OUTPUTS = ("token", "json", "header", "curl")

# Who the token is for

UserDir = Annotated[
    str,
    groups.user(
        "text", "The user directory, such as LAB.", metavar="DIRECTORY", named=True, of_user=True
    ),
]
UserId = Annotated[
    str,
    groups.user("text", "The user id, such as anna.", metavar="ID", named=True, of_user=True),
]
UserName = Annotated[
    str | None,
    groups.user("text", "The user's full name, such as 'Anna Berg'.", metavar="NAME", of_user=True),
]
UserEmail = Annotated[
    str | None,
    groups.user(
        "text",
        "The user's e-mail address, such as anna@example.com.",
        metavar="EMAIL",
        of_user=True,
    ),
]
UserEmailVerified = Annotated[
    bool | None,
    groups.user(
        "flag",
        "Whether the e-mail address is known to be the user's; goes with --useremail.",
        of_user=True,
    ),
]
Groups = Annotated[
    list[str] | None,
    groups.user(
        "texts",
        "The groups that the user is in, with blanks between them, such as sales 'north region'.",
        metavar="GROUP",
        of_user=True,
    ),
]
Subject = Annotated[
    str | None,
    groups.user(
        "text",
        "The user's identity in the tenant, such as anna-0017: a new one makes a new user. "
        "Default: derived from the e-mail address (same address, same sub).",
        metavar="SUBJECT",
        named=True,
        of_user=True,
    ),
]

# What it says

Issuer = Annotated[
    str,
    groups.claims(
        "text", "The identity provider's issuer, such as lab.", metavar="ISSUER", named=True
    ),
]
KeyId = Annotated[
    str,
    groups.claims(
        "text", "The identity provider's key ID, such as key-1.", metavar="KEYID", named=True
    ),
]
Audience = Annotated[
    str | None,
    groups.claims(
        "text",
        "Audience (aud), as the virtual proxy has it, such as qlik.",
        metavar="AUDIENCE",
        named=True,
    ),
]
Expires = Annotated[
    str | int,
    groups.validity(
        "duration", "How long the token is valid: 60m, 48h, 365d, or seconds.", metavar="TIME"
    ),
]
ExpiresAt = Annotated[
    str | int | None,
    groups.validity(
        "time",
        "When the token ends, instead of a lifetime: whole seconds since 1970, or"
        " 2027-01-31T08:00:00Z.",
        metavar="EPOCH",
        profiled=False,
    ),
]
Backdate = Annotated[
    str | int | None,
    groups.validity(
        "duration",
        "Move the start of validity back, for servers whose clock is behind. Without it, tokens"
        " for Qlik Cloud begin 30 seconds ago.",
        metavar="TIME",
    ),
]
Algorithm = Annotated[
    str,
    groups.key("choice", "Signature algorithm.", metavar="ALGORITHM", choices=ALGORITHMS),
]
CloudAlgorithm = Annotated[
    str,
    groups.key(
        "choice",
        "Signature algorithm; Qlik Cloud takes this one only.",
        metavar="ALGORITHM",
        choices=ALGORITHMS[:1],
    ),
]
Claims = Annotated[
    dict[str, Any] | None,
    groups.claims("object", "Further claims.", metavar="OBJECT", of_user=True),
]
UserIdClaim = Annotated[
    str,
    groups.claims(
        "text",
        "Name of the claim that holds the user id, as the virtual proxy has it.",
        metavar="CLAIM",
        named=True,
    ),
]
UserDirClaim = Annotated[
    str,
    groups.claims(
        "text",
        "Name of the claim that holds the user directory, as the virtual proxy has it.",
        metavar="CLAIM",
        named=True,
    ),
]
GroupsClaim = Annotated[
    str,
    groups.claims("text", "Name of the claim that holds the groups.", metavar="CLAIM", named=True),
]
AllowLongLifetime = Annotated[
    bool,
    groups.validity("flag", "Allow a lifetime over Qlik Cloud's limit."),
]

# The key that signs

PrivateKeyFile = Annotated[
    str | None,
    groups.key(
        "path",
        "File with the RSA private key: PEM, DER or PFX.",
        metavar="FILE",
        suffixes=KEY_SUFFIXES,
        role=KEY,
    ),
]
PrivateKey = Annotated[
    str | bytes | Key | None,
    groups.key(
        "secret",
        "The RSA private key itself, as PEM text.",
        metavar="PEM|env:NAME|stdin",
        words=("env:", "stdin"),
        role=KEY,
    ),
]
SigningPassphrase = Annotated[
    str | bytes | None,
    groups.key(
        "secret",
        "Where to read the passphrase of the private key; with --cert-create it encrypts"
        " the new one.",
        metavar="env:NAME|file:PATH|stdin",
        words=("env:", "file:", "stdin"),
        role=PASSPHRASE,
    ),
]
CertCreate = Annotated[
    bool,
    groups.key(
        "flag", "Sign with a key and certificate made now, and write both to files.", role=KEY
    ),
]
CertFilePrefix = Annotated[
    str,
    groups.key(
        "prefix",
        "What the names of the new files begin with, before privatekey.pem, publickey.pem"
        " and publickey.cer; may name a folder.",
        metavar="PREFIX",
    ),
]
CertExpiresDays = Annotated[
    int,
    groups.key(
        "integer",
        "How many days the new certificate is valid.",
        metavar="DAYS",
        limits=(1, 36_500),
    ),
]
KeySize = Annotated[
    int,
    groups.key("size", "Size of the new key in bits.", metavar="BITS", choices=KEY_SIZES),
]

# Certificates

CertificateFile = Annotated[
    str | None,
    groups.key(
        "path",
        "File with the certificate: PEM, DER or PFX.",
        metavar="FILE",
        suffixes=CERTIFICATE_SUFFIXES,
    ),
]
Certificate = Annotated[
    str | None,
    groups.key(
        "secret",
        "The certificate itself, as PEM text.",
        metavar="PEM|env:NAME|stdin",
        words=("env:", "stdin"),
    ),
]
Passphrase = Annotated[
    str | bytes | None,
    groups.key(
        "secret",
        "Where to read the passphrase of the private key or PFX file.",
        metavar="env:NAME|file:PATH|stdin",
        words=("env:", "file:", "stdin"),
        role=OPENING_PASSPHRASE,
    ),
]

# Checking

Jwt = Annotated[
    str | None,
    groups.token(
        "secret",
        "The token, with or without 'Bearer ' before it.",
        metavar="TOKEN|env:NAME|stdin",
        words=("env:", "stdin"),
        role=TOKEN,
    ),
]
JwtFile = Annotated[
    str | None,
    groups.token(
        "path", "File with the token.", metavar="FILE", suffixes=(".jwt", ".txt"), role=TOKEN
    ),
]
PublicKeyFile = Annotated[
    str | None,
    groups.key(
        "path",
        "File with the certificate or public key to check the signature with.",
        metavar="FILE",
        suffixes=CERTIFICATE_SUFFIXES,
    ),
]
PublicKey = Annotated[
    str | None,
    groups.key(
        "secret",
        "The certificate or public key itself, as PEM text.",
        metavar="PEM|env:NAME|stdin",
        words=("env:", "stdin"),
    ),
]
SkipSignature = Annotated[
    bool,
    groups.token("flag", "Check the claims only; anybody can write such a token.", profiled=False),
]
Platform = Annotated[
    str | None,
    groups.token(
        "choice",
        "The platform whose rules to check. Default: told from the claims.",
        metavar="PLATFORM",
        choices=(*PLATFORMS, "none"),
    ),
]
ExpectedIssuer = Annotated[
    str | None,
    groups.token(
        "text", "The issuer that the token must name, such as lab.", metavar="ISSUER", named=True
    ),
]
ExpectedKeyId = Annotated[
    str | None,
    groups.token(
        "text",
        "The key ID (kid) that the token must name, such as key-1.",
        metavar="KEYID",
        named=True,
    ),
]
Leeway = Annotated[
    str | int,
    groups.token("duration", "How far the clocks may differ.", metavar="TIME"),
]
At = Annotated[
    str | int | None,
    groups.token(
        "time",
        "Check as if it were this time: 2026-01-31T12:00:00Z, or epoch seconds.",
        metavar="TIME",
    ),
]
ExpectedAudience = Annotated[
    str | None,
    groups.token(
        "text",
        "The audience that the token must name, such as qlik.",
        metavar="AUDIENCE",
        named=True,
    ),
]

# Setting Qlik up

Description = Annotated[
    str,
    Option(
        "text",
        "What Qlik shows as the description, such as 'Night reports'.",
        metavar="TEXT",
        named=True,
    ),
]

# Where the rest comes from. The command's definition puts a profile's options under those
# given before the function is called, so that the function itself has no use for the name.

Profile = Annotated[
    str | None,
    Option(
        "profile",
        "Take the options that are not given from this profile, such as lab.",
        metavar="NAME",
        named=True,
        profiled=False,
    ),
]

# Files

OutputFile = Annotated[
    str | None,
    groups.output(
        "path",
        "Write the result to this file, readable only by you.",
        metavar="FILE",
        profiled=False,
    ),
]
Force = Annotated[bool, groups.output("flag", "Replace files that exist.", profiled=False)]
TokenOutput = Annotated[
    str,
    groups.output(
        "choice",
        "Form of the result: the token, JSON, an Authorization header, "
        "or a line for curl --config.",
        metavar="FORM",
        choices=TOKEN_OUTPUTS,
        line_only=True,
    ),
]
