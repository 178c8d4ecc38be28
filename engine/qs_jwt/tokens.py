"""Tokens: dated, signed, proven once for each key, and written."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import jwt

from qs_jwt import reading, rules, times, wording, writing
from qs_jwt.errors import InvalidDuration, KeyCorrupt, QlikWouldRefuse
from qs_jwt.keys import kinds
from qs_jwt.keys import private as private_keys
from qs_jwt.keys.sources import KeySource
from qs_jwt.results import ABSENT, Result, WrittenFile
from qs_jwt.wording import Notice

DEFAULT_LIFETIME = "1h"
_SURELY_A_DATE = 1_000_000_000  # seconds: as a lifetime over 31 years, as a time 2001
_MADE = 1_767_225_600  # 2026-01-01, before the first version of this program
_HARDLY_SECONDS = 60  # below it, a number without a unit was most likely meant in another one
CLOCK_DIFFERENCE = 30  # seconds by which a signer's clock may be ahead of Qlik's


class Token(Result):
    """A signed token.

    Attributes:
        token: itself, in its compact form; absent if the caller signs.
        signing_input: what the caller is to sign; absent if it is signed.
        header, payload: what it says.
        issued_at, expires_at: the times of its making and of its end in epoch seconds.
        platform: ``qseow`` or ``qscloud``.
        user: the user id; on Cloud the subject that was given, or the e-mail address.
        files: the files written with it; absent without any.
    """

    fields: ClassVar[tuple[str, ...]] = (
        "token",
        "signing_input",
        "header",
        "payload",
        "issued_at",
        "expires_at",
        "platform",
        "user",
        "files",
    )

    def __init__(
        self,
        *,
        token: str,
        header: dict[str, Any],
        payload: dict[str, Any],
        platform: str,
        user: str,
    ):
        super().__init__()
        self.token = token
        self.signing_input: str = ABSENT
        self.header = header
        self.payload = payload
        self.issued_at: int = payload["iat"]
        self.expires_at: int = payload["exp"]
        self.platform = platform
        self.user = user
        self.files: list[WrittenFile] = ABSENT

    def text(self) -> str:
        return self.token

    def __str__(self) -> str:
        return self.token

    def render(self, output: str) -> str:
        if output == "header":
            return f"Authorization: Bearer {self.token}\n"
        if output == "curl":
            return f'header = "Authorization: Bearer {self.token}"\n'
        return super().render(output)


T = TypeVar("T", bound=Token)


def dated(
    expires: str | int,
    backdate: str | int | None,
    *,
    expires_at: str | int | None = None,
    limit: int | None = None,
) -> tuple[int, int]:
    """When a token made now is issued and expires, in epoch seconds.

    With ``backdate`` it lives for ``expires`` from the moment that it is said to be issued.
    Without, it was issued 30 seconds ago, for a signer's clock may be ahead of Qlik's, and
    ends ``expires`` from now, but not past ``limit``.

    Args:
        expires: the lifetime; one over ``limit`` is the platform's rule to refuse.
        backdate: how far the start is moved back, or None.
        expires_at: the end itself, in place of the lifetime, or None.
        limit: the longest time from start to end that Qlik takes, in seconds, or None.

    Raises:
        InvalidDuration: no lifetime, an end that has passed, or a time before 1970 or after
            the year 9999.
        QlikWouldRefuse: ``expires_at`` is beyond ``limit``.
    """
    now = int(times.now())
    _doubt_clock(now)
    issued = _issued(now, backdate)
    start = max(0, now - CLOCK_DIFFERENCE) if backdate is None else issued
    if expires_at is not None:
        return start, _end(expires_at, now, None if limit is None else start + limit)
    lifetime = _lifetime(expires)
    if issued + lifetime > times.LATEST:
        raise InvalidDuration(
            "{option}: {value:expires} ends past the year 9999",
            hint=times.EXAMPLES,
            parameter="expires",
            expires=wording.shown(expires),
        )
    if backdate is not None or (limit is not None and lifetime > limit):
        return issued, issued + lifetime
    return start, now + lifetime if limit is None else min(now + lifetime, start + limit)


def _doubt_clock(now: int) -> None:
    """Warn of a clock that a flat battery has put back."""
    if now < _MADE:
        reading.warn(
            Notice(
                "ClockWrong",
                "this computer's clock shows {value:now}, when there was no qs-jwt yet",
                hint="set it; a token says when it is valid",
                now=times.describe_time(now),
            )
        )


def _lifetime(expires: str | int) -> int:
    lifetime = times.parse_duration(expires, "expires")
    if lifetime <= 0:
        raise InvalidDuration(
            "{option}: {value:expires} is no time at all: the token would never be valid",
            hint=times.EXAMPLES,
            parameter="expires",
            expires=wording.shown(expires),
        )
    if lifetime > _SURELY_A_DATE and str(expires).strip().isdecimal():
        raise InvalidDuration(
            "{option}: {value:expires} is a time ({value:date}), not a lifetime",
            hint="{option:expires_at=EPOCH} takes the end itself; as a lifetime, " + times.EXAMPLES,
            parameter="expires",
            expires=wording.shown(expires),
            date=times.describe_time(min(lifetime, times.LATEST)),
        )
    if lifetime < _HARDLY_SECONDS and str(expires).strip().isdecimal():
        reading.warn(
            Notice(
                "ShortLifetime",
                "{option}: {value:expires} is {value:seconds}: a number without a unit is seconds",
                hint=f"write the unit: {{option:expires={lifetime}m}}, or"
                f" {{option:expires={lifetime}s}} if seconds are meant",
                parameter="expires",
                expires=wording.shown(expires),
                seconds=times.describe_duration(lifetime),
            )
        )
    return lifetime


def _issued(now: int, backdate: str | int | None) -> int:
    issued = now - times.parse_duration(backdate or 0, "backdate")
    if issued < 0:
        raise InvalidDuration(
            "{option}: {value:backdate} goes back to before 1970",
            hint="seconds or minutes are enough for clocks that differ",
            parameter="backdate",
            backdate=wording.shown(backdate),
        )
    return issued


def _end(expires_at: str | int, now: int, latest: int | None) -> int:
    end = times.parse_time(expires_at, "expires_at")
    if end <= now:
        raise InvalidDuration(
            "{option}: {value:end} has passed; it is {value:now}",
            hint="give a time in the future",
            parameter="expires_at",
            end=times.describe_time(end),
            now=times.describe_time(now),
        )
    if latest is not None and end > latest:
        raise QlikWouldRefuse(
            "{option}: {value:end} is later than Qlik takes from a token made now",
            hint="the latest is {value:latest} ({value:date})",
            parameter="expires_at",
            end=times.describe_time(end),
            latest=latest,
            date=times.describe_time(latest),
        )
    return end


def create(
    platform: str,
    user: str,
    subject: rules.Subject,
    source: KeySource,
    *,
    output: str,
    output_file: str | None,
    force: bool,
    made: Callable[..., T] = Token,  # type: ignore[assignment]
) -> T:
    """Sign ``subject`` and write what is to be written: all files or none.

    Args:
        platform: whose rules the token is held to before a key is touched.
        user: who it is for, for the result.
        subject: header and payload, checked as of the moment the token is made.
        source: the key.
        output: the form in which ``output_file`` is written.
        output_file: where the token is written to, or None.
        force: whether files may be replaced.
        made: makes the result of what :class:`Token` is made of.

    Raises:
        QlikWouldRefuse, and those of keys, certificates and files.
    """
    warnings = _held_to_rules(platform, subject)
    with writing.Placement(force=force, read=[source.file, source.public_file]) as placement:
        if output_file:
            placement.refuse_existing(output_file, "output_file")
        key, written = source.key(placement)
        text = sign(subject.header, subject.payload, key)
        token = made(
            token=text,
            header=subject.header,
            payload=subject.payload,
            platform=platform,
            user=user,
        )
        token.warnings += warnings
        if len(text) > rules.LONGEST_IN_HEADER:
            token.warnings.append(_too_long(subject, len(text)))
        if source.detached:
            token.token, token.signing_input = ABSENT, text.rpartition(".")[0]
            return token
        if output_file:
            written.append(WrittenFile(output_file, "token"))
        if written:
            token.files = written
        if output_file:
            rendered = token.render(output).encode()
            placement.add(output_file, rendered, writing.PRIVATE, "output_file")
        placement.commit()
    token.notes += [("info", f"wrote {file.path} ({file.kind})") for file in written]
    token.notes.append(
        ("verbose", f"signed with {kinds.described(key.private)} of {key.bits} bits")
    )
    return token


def _too_long(subject: rules.Subject, length: int) -> Notice:
    for rule, finding in rules.broken(rules.ANY_TOKEN, subject._replace(length=length)):
        if rule.id == "TokenLength":
            return finding.as_warning(rule.why)
    raise AssertionError("a token over the limit breaks the rule of its length")


def sign(header: dict[str, Any], payload: dict[str, Any], key: private_keys.SigningKey) -> str:
    """The compact form of a token, signed.

    Raises:
        KeyCorrupt: the first signature made with ``key`` does not verify.
    """
    token = jwt.encode(payload, key.private, header["alg"], header)
    if not key.proven:
        _prove(token, header["alg"], key)
    return token


def signature_holds(token: str, algorithm: str, public: kinds.PublicKey) -> bool:
    """Whether ``public`` verifies the signature of ``token``, which ``algorithm`` made.

    Nothing that the token says is looked at, least of all its own algorithm.
    """
    if not kinds.fits(algorithm, public):
        return False
    signed, _, signature = token.rpartition(".")
    return jwt.get_algorithm_by_name(algorithm).verify(
        signed.encode(), public, jwt.utils.base64url_decode(signature)
    )


def _prove(token: str, algorithm: str, key: private_keys.SigningKey) -> None:
    if not signature_holds(token, algorithm, key.private.public_key()):
        raise KeyCorrupt(
            "the private key is damaged: its signature does not verify",
            hint="take it from its backup, or make a new one: {command:create-cert}",
        )
    key.proven = True


def _held_to_rules(platform: str, subject: rules.Subject) -> list[Notice]:
    rules.unrefused(rules.ANY_TOKEN, subject)
    warnings = [
        finding.as_warning(rule.why) for rule, finding in rules.unrefused(platform, subject)
    ]
    if subject.payload["exp"] <= times.now():
        warnings.append(
            Notice(
                "AlreadyExpired",
                "the token has expired already: {option:backdate} is at least as long as"
                " {option:expires}",
            )
        )
    return warnings
