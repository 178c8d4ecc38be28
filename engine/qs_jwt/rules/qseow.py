"""What the virtual proxy of Qlik Sense Enterprise on Windows asks of a token."""

from qs_jwt.options import ALGORITHMS
from qs_jwt.rules import ERROR, Broken, RuleBook, Subject, is_text, shown

RULES = RuleBook()

_JWT = "help.qlik.com: JWT authentication (Qlik Sense Enterprise on Windows)"


@RULES.rule(
    "QseowAlgorithm",
    ERROR,
    asks="The algorithm is RS256, RS384 or RS512.",
    why="The virtual proxy checks RSA signatures only; EC keys and encrypted tokens are not taken.",
    source=_JWT,
    option="algorithm",
)
def _qseow_algorithm(token: Subject) -> Broken | None:
    if token.header.get("alg") in ALGORITHMS:
        return None
    return Broken(
        shown(token.header, "alg", "header"),
        "RS256, RS384 or RS512",
        "sign with an RSA key",
    )


@RULES.rule(
    "QseowUserId",
    ERROR,
    asks="The claim that the virtual proxy reads the user id from holds text.",
    why="Without it Qlik does not know who logs in; the name is compared case by case.",
    source=_JWT,
    option="userid",
)
def _qseow_user_id(token: Subject) -> Broken | None:
    return _named_text(token, token.userid_claim, "user id")


@RULES.rule(
    "QseowUserDirectory",
    ERROR,
    asks="The claim that the virtual proxy reads the user directory from holds text.",
    why="Without it Qlik does not know who logs in; the name is compared case by case.",
    source=_JWT,
    option="userdir",
)
def _qseow_user_directory(token: Subject) -> Broken | None:
    return _named_text(token, token.userdir_claim, "user directory")


def _named_text(token: Subject, name: str, what: str) -> Broken | None:
    if is_text(token.payload.get(name)):
        return None
    return Broken(
        shown(token.payload, name),
        f"a claim {name} with the {what}",
        "the claim's name in the token and in the virtual proxy must be the same, case included",
    )
