"""Bodies of the requests that set Qlik up to take the tokens made here."""

from typing import Any, ClassVar

from cryptography import x509

from qs_jwt import results, rules, times
from qs_jwt.keys.facts import facts_of
from qs_jwt.results import Result

DEFAULT_DESCRIPTION = "qs-jwt"


class RequestBody(Result):
    """A body for Qlik's API.

    Attributes:
        body: itself, as JSON types.
    """

    fields: ClassVar[tuple[str, ...]] = ("body",)

    def __init__(self, body: dict[str, Any], certificate: x509.Certificate):
        """Warn of what in ``certificate`` will keep a login from working."""
        super().__init__()
        self.body = body
        at = times.now()
        facts = facts_of(certificate, at)
        self.warnings += rules.certificate_warnings(facts, at)

    def text(self) -> str:
        return results.as_json(self.body, indent=2)
