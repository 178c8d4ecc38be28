"""Addresses of Qlik: what a user may give as one, and the server that it names."""

import re
import unicodedata
from ipaddress import IPv6Address
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from qs_jwt.errors import InvalidValue

HTTPS_PORT = 443
IN_PATH = "/%:@!$&'()*+,;=~"  # RFC 3986, section 3.3
TOKEN_PATH = "/oauth/token"

_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", re.ASCII)
_LONGEST_HOST = 253  # characters: RFC 1035, section 2.3.4, in text form
_TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.", re.ASCII)
# What the web pages and programming interfaces of Qlik Sense begin with, after the prefix.
_PAGES = re.compile(r"/(hub|dev-hub|qmc|sense|single|console|api|qrs|qps)(/.*)?$", re.IGNORECASE)
_TENANT_FORM = "write it as https://TENANT.REGION.qlikcloud.com"
_FORM = "write it as https://HOST, with /PREFIX for a virtual proxy"


class Server(NamedTuple):
    """Where requests go: host name (in ASCII) or address, port, and the path below which."""

    host: str
    port: int
    path: str

    @classmethod
    def at(cls, url: str, form: str = _FORM) -> "Server":
        """The server that ``url`` names; ``form`` is the hint at how one is written.

        Raises:
            InvalidValue: it is no https address, or says more than host, port and path.
        """
        url = url.strip()
        try:
            parts = urlsplit(url)
            fault = _fault(url, parts.scheme, parts.netloc)
            if fault is None:
                host = _ascii_host(parts.hostname or "")
                port = HTTPS_PORT if parts.port is None else parts.port
                path = quote(parts.path, safe=IN_PATH).rstrip("/")
                if port:
                    return cls(host, port, path)
                fault = "no server listens on port 0"
        except _AmbiguousName:
            raise InvalidValue(
                "{option}: the host name means different hosts to different programs"
                " (IDNA 2003 and 2008)",
                hint="write it in its ASCII form, which begins with xn--",
                parameter="url",
            ) from None
        except ValueError:
            fault = "is no address"
        # the address itself may hold a password or a token, so it is not shown
        raise InvalidValue(f"{{option}}: {fault}", hint=form, parameter="url")

    @classmethod
    def tenant(cls, url: str) -> "Server":
        """The Qlik Cloud tenant that ``url`` names; its token endpoint's path is forgiven.

        Raises:
            InvalidValue: as :meth:`at`, or it has a path.
        """
        server = cls.at(url, _TENANT_FORM)
        if server.path in ("", TOKEN_PATH):
            return server._replace(path="")
        raise InvalidValue(
            "{option}: the address of a tenant has no path",
            hint=f"{{option:url={server.origin}}}",
            parameter="url",
        )

    @classmethod
    def virtual_proxy(cls, url: str) -> "Server":
        """The virtual proxy that ``url`` names.

        Raises:
            InvalidValue: as :meth:`at`, or it is the address of a page, such as the hub.
        """
        server = cls.at(url)
        page = _PAGES.search(server.path)
        if page is None:
            return server
        path = server.path[: page.start()]
        raise InvalidValue(
            "{option}: {value:page} is a page of Qlik Sense, not a virtual proxy",
            hint=f"give the address without it: {{option:url={server.origin}{path}}}",
            parameter="url",
            page=f"/{page[1]}",
        )

    @property
    def name(self) -> str:
        """Host, and port if it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == HTTPS_PORT else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """The address without path."""
        return f"https://{self.name}"


class _AmbiguousName(ValueError):
    """A host name that programs take for different hosts."""


def _fault(url: str, scheme: str, netloc: str) -> str | None:
    if _TOKEN.search(url):
        return "holds a token, which belongs to {option:jwt} or {option:jwt_file}"
    if scheme == "http":
        return "plain http would show the token to everybody on the way"
    if scheme != "https" or not netloc:
        return "does not begin with https:// and a host"
    if "@" in netloc:
        return "holds a user name; the token says who logs in"
    if "?" in url or "#" in url:
        return "holds a query (?) or a fragment (#)"
    return None


def _ascii_host(host: str) -> str:
    if ":" in host:
        address = IPv6Address(host)
        if address.scope_id:  # no certificate can name one
            raise ValueError
        return str(address)
    name = host.removesuffix(".")
    if not name.isascii():
        name = unicodedata.normalize("NFC", name.lower())
        if not all(map(_same_in_every_idna, name)):
            raise _AmbiguousName
        name = name.encode("idna").decode("ascii")
    if len(name) > _LONGEST_HOST or not _HOST.fullmatch(name.lower()):
        raise ValueError
    return name.lower()


def _same_in_every_idna(character: str) -> bool:
    """Whether IDNA 2003 and 2008 make the same of a character in lower case.

    Source: RFC 5892, section 2 (LetterDigits, Unstable), and RFC 3490, which knows
    Unicode 3.2 only. Python's own codec is that of 2003: it makes ``ss`` of a sharp s.
    """
    return character.isascii() or (
        unicodedata.category(character) in ("Ll", "Lo", "Lm", "Mn", "Mc", "Nd")
        and unicodedata.ucd_3_2_0.category(character) != "Cn"
        and unicodedata.normalize("NFKC", character.casefold()) == character
    )
