"""What Qlik asks of a token: every rule once, with its reason and its source.

The create commands refuse what breaks a rule of severity ``error``, of every token or of
their platform, and warn of their platform's others; ``verify`` reports all. What time
does to a token is left to ``verify``. The README's table is made from these lists. A
platform's rules are loaded when they are asked for.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from qs_jwt import payloads, platforms, times
from qs_jwt.errors import QlikWouldRefuse
from qs_jwt.wording import PYTHON, QUOTES, Door, Notice

if TYPE_CHECKING:
    from qs_jwt.keys.facts import CertificateFacts  # X.509 takes 15 ms to import

ANY_TOKEN = "any_token"  # asked of every token, whatever its platform
CERTIFICATE = "certificate"  # asked of what its signature is checked with
PLATFORMS = (ANY_TOKEN, *platforms.PLATFORMS, CERTIFICATE)

ERROR = "error"
WARNING = "warning"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
# format characters (zero width, direction), fillers that look like a blank
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SEPARATOR = re.compile("[,;]")  # which people and tables have between values
_OUTER_SEPARATOR = re.compile(r"\s*[,;]|.*[,;]\s*\Z", re.DOTALL)
_DISTINGUISHED = re.compile(r"\s*[A-Za-z][\w.-]*\s*=", re.ASCII)
LONGEST_IN_HEADER = 8_000  # characters of a token, which leaves room for the header's name


class Subject(NamedTuple):
    """What the rules look at.

    Attributes:
        header, payload: the token's.
        userid_claim, userdir_claim, groups_claim: the claim names that the virtual proxy
            is set to.
        allow_long_lifetime: whether a token may be valid for longer than Qlik allows.
        at: the time to check against, in epoch seconds.
        leeway: how far clocks may differ, in seconds.
        expected_audience, expected_issuer, expected_keyid: what the token must name,
            or None.
        length: of the token, in characters.
        key_bits: size of the RSA key that it is checked with, or None.
        certificate: what the certificate that it is checked with says, or None.
    """

    header: dict[str, Any]
    payload: dict[str, Any]
    userid_claim: str = payloads.USER_ID_CLAIM
    userdir_claim: str = payloads.USER_DIRECTORY_CLAIM
    groups_claim: str = payloads.QSEOW_GROUPS_CLAIM
    allow_long_lifetime: bool = False
    at: float = 0
    leeway: int = 0
    expected_audience: str | None = None
    expected_issuer: str | None = None
    expected_keyid: str | None = None
    length: int = 0
    key_bits: int | None = None
    certificate: "CertificateFacts | None" = None


class Broken(NamedTuple):
    """How a rule is broken.

    Attributes:
        found, expected: what stands there and what should, fit for a terminal.
        hint: how to mend it, a template (see :mod:`qs_jwt.wording`).
        values: what ``{value:NAME}`` in the hint stands for.
    """

    found: str
    expected: str
    hint: str
    values: Mapping[str, object] = MappingProxyType({})


Check = Callable[[Subject], Broken | None]


class Rule(NamedTuple):
    """One rule.

    Attributes:
        id: its stable name, which is also the code of the warning that it causes.
        severity: ``error``: Qlik refuses the token; ``warning``: it takes it.
        asks, why, source: for people.
        option: the option of the create command that decides it, in snake_case, or "".
        check: tells what is broken, or None; rules that need more than the claims (the
            signature, the form) have none and are checked by their module's users.
    """

    id: str
    severity: str
    asks: str
    why: str
    source: str
    option: str
    check: Check | None


class Finding(Notice):
    """A broken rule, as it is reported.

    Attributes:
        rule: the rule's id.
        severity: :data:`ERROR` or :data:`WARNING`.
        found, expected: what stands there and what should, fit for a terminal.
    """

    def __init__(self, rule: str, severity: str, broken: Broken):
        super().__init__(rule, "{value:found}", hint=broken.hint)
        self.values = {name: str(value) for name, value in broken.values.items()}
        self.rule = rule
        self.severity = severity
        self.found = broken.found
        self.expected = broken.expected
        self.values["found"] = broken.found

    def as_warning(self, why: str = "") -> Notice:
        """The finding as the warning of a result, with the rule's reason if it is given."""
        message = "{value:found}: {value:why}" if why else "{value:found}"
        warning = Notice(self.rule, message, hint=self.hint_template, why=why or None)
        warning.values.update(self.values)
        return warning

    def to_dict(self, door: Door = PYTHON) -> dict[str, Any]:
        """The finding as JSON types."""
        fields: dict[str, Any] = {
            "rule": self.rule,
            "severity": self.severity,
            "found": self.found,
            "expected": self.expected,
            "hint": self.hint_for(door),
        }
        if door.templates:
            fields["templates"] = {"hint": self.hint_template}
            fields["values"] = self.values
        return fields


class RuleBook(list[Rule]):
    """The rules of one platform, in the order in which they are reported."""

    def rule(
        self, id: str, severity: str, *, asks: str, why: str, source: str, option: str = ""
    ) -> Callable[[Check], Check]:
        """Register a check as a rule."""

        def register(check: Check) -> Check:
            self.append(Rule(id, severity, asks, why, source, option, check))
            return check

        return register


def book(platform: str) -> RuleBook:
    """The rules of ``platform``, one of :data:`PLATFORMS`."""
    rules: RuleBook = import_module(f"{__name__}.{platform.replace('-', '_')}").RULES
    return rules


@cache
def _checks(platform: str) -> tuple[tuple[Rule, Check], ...]:
    """The rules of ``platform`` that can be checked; every token asks for them."""
    return tuple((rule, rule.check) for rule in book(platform) if rule.check)


def broken(platform: str, subject: Subject) -> list[tuple[Rule, Finding]]:
    """Every rule of ``platform`` that ``subject`` breaks, in the order of its book."""
    return [
        (rule, Finding(rule.id, rule.severity, fault))
        for rule, check in _checks(platform)
        if (fault := check(subject))
    ]


def unrefused(platform: str, subject: Subject) -> list[tuple[Rule, Finding]]:
    """The rules of ``platform`` that ``subject`` breaks but that are only warnings.

    Raises:
        QlikWouldRefuse: it breaks one of severity ``error``.
    """
    found = broken(platform, subject)
    for rule, finding in found:
        if rule.severity == ERROR:
            option = rule.option or "claims"
            raise QlikWouldRefuse(
                "{option}: {value:found}, expected {value:expected} [{value:rule}]",
                hint=finding.hint_template,
                parameter=option,
                expected=finding.expected,
                rule=rule.id,
                **finding.values,
            )
    return found


def is_for_token_endpoint(token: Subject) -> bool:
    """Whether a token's audience is an OAuth token endpoint's."""
    audience = token.payload.get("aud")
    audience = audience[0] if isinstance(audience, list) and len(audience) == 1 else audience
    return isinstance(audience, str) and audience.rstrip("/").endswith("/oauth/token")


def is_client_assertion(token: Subject) -> bool:
    """Whether a token seems to be an OAuth client assertion (RFC 7523, section 3)."""
    issuer = token.payload.get("iss")
    return is_text(issuer) and issuer == token.payload.get("sub") and is_for_token_endpoint(token)


def is_text(value: Any) -> bool:
    """Whether ``value`` is text that says something."""
    return isinstance(value, str) and value != ""


def outer_blanks(payload: dict[str, Any], *names: str) -> Broken | None:
    """How those claims of ``names`` are wrong that begin or end with a blank."""
    blank = [
        name
        for name in names
        if isinstance(value := payload.get(name), str) and value != value.strip()
    ]
    if not blank:
        return None
    found = ", ".join(shown(payload, name) for name in blank)
    return Broken(found, "no blank at either end", "take the blanks out, if they are not meant")


def outer_quotes(payload: dict[str, Any], *names: str) -> Broken | None:
    """How those claims of ``names`` are wrong that stand in quotation marks.

    Of a list, the texts that do are shown. A shell that does not know the quotes cuts what
    stands in them at its blanks: there the list's first text with a quote at its beginning
    and the last with one at its end go together.
    """
    quoted = {name: part for name in names if (part := _in_quotes(payload.get(name)))}
    if not quoted:
        return None
    found = ", ".join(shown(quoted, name) for name in quoted)
    return Broken(
        found,
        "no quotation marks around it",
        "quote on the command line with straight quotes; cmd.exe knows double ones only",
    )


def _in_quotes(value: Any) -> Any:
    """What in ``value``, a text or a list of texts, stands in quotation marks, or None."""
    if isinstance(value, str):
        return value if len(value) > 1 and value[0] in QUOTES and value[-1] in QUOTES else None
    if not isinstance(value, list):
        return None
    texts = [text for text in value if isinstance(text, str) and text]
    begins = next((place for place, text in enumerate(texts) if text[0] in QUOTES), len(texts))
    ends = max((place for place, text in enumerate(texts) if text[-1] in QUOTES), default=-1)
    between = texts[begins : ends + 1]
    return between if _in_quotes(" ".join(between)) else None


def groups_in_one(payload: dict[str, Any], name: str) -> Broken | None:
    """How the claim ``name`` is odd if a group in it reads like several, or like a part of them.

    A distinguished name, such as CN=sales,DC=lab, is one group. If there are several groups,
    so is a name with a comma in it.
    """
    groups = payload.get(name)
    if not isinstance(groups, list):
        return None
    reads = _reads_like_several if len(groups) == 1 else _OUTER_SEPARATOR.match
    odd = {name: [group for group in groups if isinstance(group, str) and reads(group)]}
    if not odd[name]:
        return None
    return Broken(
        shown(odd, name),
        "one group in each value",
        "if several groups are meant, give each by itself: {option:groups=A B}",
    )


def several_in_one(payload: dict[str, Any], *names: str) -> Broken | None:
    """How those claims of ``names`` are odd that read like a list, or a row of a table."""
    odd = [
        name
        for name in names
        if isinstance(value := payload.get(name), str) and _reads_like_several(value)
    ]
    if not odd:
        return None
    return Broken(
        ", ".join(shown(payload, name) for name in odd),
        "one value, without a comma or semicolon",
        "give each value by itself; PowerShell reads a table of users with Import-Csv",
    )


def _reads_like_several(text: str) -> bool:
    if _OUTER_SEPARATOR.match(text):
        return True
    return bool(_SEPARATOR.search(text)) and not _DISTINGUISHED.match(text)


def is_number(value: Any) -> TypeGuard[float]:
    """Whether ``value`` is a JSON number, which true is not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def time_of(payload: dict[str, Any], name: str) -> float | None:
    """A time claim in epoch seconds, or None if it is missing or no time."""
    value = payload.get(name)
    return value if is_number(value) and 0 <= value <= times.LATEST else None


def missing_times(payload: dict[str, Any], *names: str) -> Broken | None:
    """How those time claims of ``names`` are wrong that are not there.

    One that is there and is not a time breaks the rule TimeFormat.
    """
    missing = [name for name in names if name not in payload]
    if not missing:
        return None
    found = ", ".join(shown(payload, name) for name in missing)
    return Broken(found, "seconds since 1970", "add the claims")


def shown(part: dict[str, Any], name: str, what: str = "claim") -> str:
    """The claim ``name`` of a payload (or field of a header) for a report."""
    return f"{name} = {part[name]!r:.80}" if name in part else f"no {what} {name}"


def certificate_warnings(facts: "CertificateFacts", at: float) -> list[Notice]:
    """What in a certificate will keep a login from working, now or soon.

    Args:
        facts: the certificate's.
        at: the time to look at it, in epoch seconds.
    """
    bits = facts.key_size if facts.key_type == "RSA" else None
    subject = Subject({}, {}, at=at, key_bits=bits, certificate=facts)
    return [finding.as_warning() for _, finding in broken(CERTIFICATE, subject)]


def controls(payload: dict[str, Any], *names: str) -> Broken | None:
    """How those claims of ``names`` are wrong that hold a control character."""
    wrong = [
        name
        for name in names
        if isinstance(value := payload.get(name), str) and _CONTROL.search(value)
    ]
    if not wrong:
        return None
    found = ", ".join(shown(payload, name) for name in wrong)
    return Broken(found, "no control characters", "make the token without them")


def invisible(payload: dict[str, Any], *names: str) -> Broken | None:
    """How those claims of ``names`` are odd that hold what nobody sees."""
    wrong = [
        name
        for name in names
        if isinstance(value := payload.get(name), str)
        and not value.isascii()
        and _INVISIBLE.search(value)
    ]
    if not wrong:
        return None
    found = "; ".join(
        f"{shown(payload, name)} holds "
        + ", ".join(f"U+{ord(character):04X}" for character in _INVISIBLE.findall(payload[name]))
        for name in wrong
    )
    return Broken(
        found,
        "only characters that can be seen",
        "remove what is not meant: another user's name can look the same",
    )
