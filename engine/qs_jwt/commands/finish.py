"""finish: a token of which the caller has made the signature."""

from typing import Any, ClassVar

from qs_jwt import rules, tokens, verification, writing
from qs_jwt.command import command
from qs_jwt.errors import SignatureUnusable, TokenMalformed
from qs_jwt.keys import kinds, signers
from qs_jwt.keys import public as public_keys
from qs_jwt.keys.kinds import PublicKey
from qs_jwt.options import catalogue as options
from qs_jwt.options import signing as signing_options
from qs_jwt.results import ABSENT, Result, WrittenFile


class FinishedToken(Result):
    """A token whose signature was made elsewhere, and has been checked.

    Attributes:
        token: itself, in its compact form.
        issued_at, expires_at: as the token says, in epoch seconds, or None.
        files: the file written with it; absent without any.
    """

    fields: ClassVar[tuple[str, ...]] = ("token", "issued_at", "expires_at", "files")

    def __init__(self, token: verification.ParsedToken):
        super().__init__()
        self.token = token.text
        self.issued_at = _seconds(token.payload, "iat")
        self.expires_at = _seconds(token.payload, "exp")
        self.files: list[WrittenFile] = ABSENT

    def text(self) -> str:
        return self.token


@command(outputs=("token",))
def finish(
    *,
    signing_input: signing_options.SigningInput,
    signature: signing_options.SignatureText,
    cert_publickey: signing_options.SignerCertificate,
    output_file: options.OutputFile = None,
    force: options.Force = False,
) -> FinishedToken:
    """Make a token of the text that was signed elsewhere and its signature.

    It guards against mistakes, such as another certificate's key, not against the caller,
    who holds the key.

    Raises:
        TokenMalformed: the text is not what is signed of a token.
        SignatureUnusable: the signature is not one of it by that key.
        QsJwtError: the certificate or public key cannot be read, or the file not be written.
    """
    public, _ = public_keys.read_public_key(None, cert_publickey)
    given = verification.base64url(signature, "signature", "signature")
    token = verification.parse(f"{signing_input}.{signature}", "signing_input")
    _check_header(token.header, public)
    if len(given) != signers.signature_length(public):
        raise signers.wrong_length(len(given), public, "signature")
    if not tokens.signature_holds(token.text, token.header["alg"], public):
        raise signers.by_another_key("signature")
    done = FinishedToken(token)
    if output_file is not None:
        with writing.Placement(force=force) as placement:
            placement.refuse_existing(output_file, "output_file")
            rendered = done.render("token").encode()
            placement.add(output_file, rendered, writing.PRIVATE, "output_file")
            placement.commit()
        done.files = [WrittenFile(output_file, "token")]
        done.notes.append(("info", f"wrote {output_file} (token)"))
    return done


def _check_header(header: dict[str, Any], public: PublicKey) -> None:
    """Refuse a header that means something else than a signature by ``public``.

    Raises:
        TokenMalformed: crit, b64, or an algorithm that Qlik does not take.
        SignatureUnusable: an algorithm for another kind of key.
    """
    for rule, finding in rules.broken(rules.ANY_TOKEN, rules.Subject(header, {})):
        if rule.id in ("Algorithm", "CriticalHeader"):
            raise TokenMalformed(
                "{option}: the header has {value:found}",
                hint=finding.hint_template,
                parameter="signing_input",
                found=finding.found,
            )
    if not kinds.fits(header["alg"], public):
        raise SignatureUnusable(
            "{option}: the header says {value:algorithm}, but the key that should have signed is"
            " {value:kind}",
            hint="give the certificate that the token was created with",
            parameter="cert_publickey",
            algorithm=header["alg"],
            kind=kinds.described(public),
        )


def _seconds(payload: dict[str, Any], name: str) -> int | None:
    value = rules.time_of(payload, name)
    return None if value is None else int(value)
