"""Bodies of the requests that set Qlik up to take the tokens made here."""

from typing import Any, ClassVar

from cryptography import x509

from qs_jwt import certificate_facts, clock, results
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
        at = clock.now()
        facts = certificate_facts.facts_of(certificate, at)
        self.warnings += certificate_facts.warnings_about(facts, at)

    def text(self) -> str:
        return results.as_json(self.body, indent=2)
