"""OAuth with a private key: the client assertion, the token request, what its answer means.

Source: https://qlik.dev/authenticate/oauth/oauth-private-key-jwt and its reference; RFC 7523
for the client assertion.
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from qs_jwt import platforms, results, rules, tokens, wording
from qs_jwt.errors import ConflictingOptions, InvalidValue, NoKeySource
from qs_jwt.keys import jwk, kinds, sources
from qs_jwt.keys.kinds import PublicKey
from qs_jwt.qlik.address import TOKEN_PATH, Server
from qs_jwt.rules.qscloud_oauth import LONGEST_LIFETIME

CLIENT_CREDENTIALS = "client_credentials"
IMPERSONATION = "urn:qlik:oauth:user-impersonation"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
DEFAULT_SCOPE = ("user_default",)
DEFAULT_LIFETIME = "5m"

# What a user is looked up by, as it is typed and as Qlik names it.
_FIELDS = {"subject": "subject", "userid": "userId", "email": "email"}
_SCOPE = re.compile(r"[!#-\[\]-~]+", re.ASCII)  # RFC 6749, section 3.3


def algorithm_for(key: PublicKey, asked: str | None) -> str:
    """The algorithm that ``key`` signs with: the one asked for, or what it is for.

    Raises:
        ConflictingOptions: it is not one for such a key.
    """
    usual = "ES384" if kinds.is_p384(key) else "RS256"
    if asked is None:
        return usual
    if not kinds.fits(asked, key):
        raise ConflictingOptions(
            "{option}: {value:asked} needs another key: this is {value:kind}",
            hint=f"leave it out, or {{option:algorithm={usual}}}",
            parameter="algorithm",
            asked=asked,
            kind=kinds.described(key),
        )
    return asked


class Request:
    """What the token endpoint is asked for, but for the assertion.

    Args:
        scope: the scopes, or None for the default.
        impersonate: whom to act as, ``FIELD:VALUE``, or None for the client itself.

    Raises:
        InvalidValue: a scope, or the user, is not written as such.
    """

    def __init__(self, scope: Iterable[str] | None, impersonate: str | None):
        self._scope = " ".join(_checked_scopes(scope or DEFAULT_SCOPE))
        self.user = None if impersonate is None else _user_lookup(impersonate)

    def body(self, assertion: str, client_id: str) -> dict[str, Any]:
        """The request as JSON types."""
        fields: dict[str, Any] = {
            "grant_type": IMPERSONATION if self.user else CLIENT_CREDENTIALS,
            "client_id": client_id,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion,
            "scope": self._scope,
        }
        if self.user:
            fields["user_lookup"] = self.user
        return fields

    def sent(self, assertion: str, client_id: str) -> tuple[str, bytes]:
        """The request's content type and body: a form, or JSON if a form cannot say it."""
        body = self.body(assertion, client_id)
        if self.user:
            return "application/json", results.as_json(body).encode()
        return "application/x-www-form-urlencoded", urlencode(body).encode()


class Assertion(tokens.Token):
    """A client assertion, which knows the token request that it is for."""

    request: Request

    def render(self, output: str) -> str:
        if output == "form":
            return self.request.sent(self.token, self.user)[1].decode() + "\n"
        if output == "body":
            return results.as_json(self.request.body(self.token, self.user), indent=2) + "\n"
        return super().render(output)


@contextmanager
def registered_key() -> Iterator[None]:
    """Say of a key that is not named that it is to be the one which is registered.

    Raises:
        NoKeySource: with a hint of its own. None is made now: nobody has registered that one.
    """
    try:
        yield
    except NoKeySource as error:
        error.hint_template = (
            "give {option:cert_privatekey_file=FILE} or {option:cert_privatekey=PEM}: the key"
            " whose public half is registered with the OAuth client"
        )
        raise


def refuse_form(output: str, request: Request) -> None:
    """Refuse the form of a request that only JSON can say.

    Raises:
        ConflictingOptions
    """
    if output == "form" and request.user:
        raise ConflictingOptions(
            "{option}: a form cannot say which user to act as",
            hint="{option:output=body} gives the request as JSON, with"
            " Content-Type: application/json",
            parameter="output",
        )


def subject(
    server: Server, client_id: str, key: PublicKey, *, keyid: str | None, algorithm: str | None,
    issued: int, expires_at: int,
) -> rules.Subject:  # fmt: skip
    """Header and payload of a client assertion.

    Args:
        server: the tenant.
        client_id: the OAuth client's.
        key: the public key that is registered with it.
        keyid, algorithm: as the registered key has them; None for what follows from it.
        issued, expires_at: in epoch seconds.

    Raises:
        ConflictingOptions: the algorithm is not one for such a key.
    """
    header = {
        "alg": algorithm_for(key, algorithm),
        "kid": jwk.thumbprint(key) if keyid is None else keyid,
        "typ": "JWT",
    }
    payload = {
        "iss": client_id,
        "sub": client_id,
        "aud": server.origin + TOKEN_PATH,
        "jti": str(uuid.uuid4()),
        "iat": issued,
        "exp": expires_at,
    }
    return rules.Subject(header, payload, at=issued)


def assertion(
    server: Server,
    client_id: str,
    source: sources.KeySource,
    request: Request,
    *,
    keyid: str | None = None,
    algorithm: str | None = None,
    expires: str | int = DEFAULT_LIFETIME,
    expires_at: str | int | None = None,
    backdate: str | int | None = None,
    output: str = "token",
    output_file: str | None = None,
    force: bool = False,
) -> Assertion:
    """A client assertion, signed, and written if a file is named.

    Args: as the options of create-qscloud-oauth.

    Raises:
        QlikWouldRefuse, ConflictingOptions, InvalidDuration, and those of keys and files
    """
    issued, end = tokens.dated(expires, backdate, expires_at=expires_at, limit=LONGEST_LIFETIME)
    key = source.loaded(p384=True)
    about = subject(
        server, client_id, key.private.public_key(), keyid=keyid or key.keyid, algorithm=algorithm,
        issued=issued, expires_at=end,
    )  # fmt: skip

    def made(**fields: Any) -> Assertion:
        done = Assertion(**fields)
        done.request = request
        return done

    return tokens.create(
        platforms.QSCLOUD_OAUTH,
        client_id,
        about,
        source,
        output=output,
        output_file=output_file,
        force=force,
        made=made,
    )


def _checked_scopes(scopes: Iterable[str]) -> list[str]:
    found = [name for text in scopes for name in text.split()]
    for name in found:
        if not _SCOPE.fullmatch(name):
            raise InvalidValue(
                "{option}: {value:name} is not a scope",
                hint="a scope is a word such as user_default",
                parameter="scope",
                name=wording.shown(name),
            )
    return found


def _user_lookup(impersonate: str) -> dict[str, str]:
    field, colon, value = impersonate.partition(":")
    if not colon or field.lower() not in _FIELDS or not value.strip():
        raise InvalidValue(
            "{option}: {value:text} does not say which user to act as",
            hint="{option:impersonate=subject:VALUE}, {option:impersonate=userid:VALUE} or"
            " {option:impersonate=email:VALUE}",
            parameter="impersonate",
            text=wording.shown(impersonate),
        )
    return {"field": _FIELDS[field.lower()], "value": value}
