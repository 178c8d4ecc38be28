"""What the virtual proxy of Qlik Sense Enterprise on Windows asks of a token."""

from qs_jwt.options.catalogue import EC_ALGORITHM
from qs_jwt.rules import (
    ERROR,
    WARNING,
    Broken,
    RuleBook,
    Subject,
    controls,
    groups_in_one,
    invisible,
    is_text,
    outer_blanks,
    outer_quotes,
    several_in_one,
    shown,
)

RULES = RuleBook()

_JWT = (
    "https://help.qlik.com/en-US/sense-admin/latest/Subsystems/DeployAdministerQSE/Content/"
    "Sense_DeployAdminister/QSEoW/Administer_QSEoW/Managing_QSEoW/JWT-authentication.htm"
)


@RULES.rule(
    "QseowAlgorithm",
    ERROR,
    asks="The algorithm is RS256, RS384 or RS512.",
    why="The virtual proxy checks RSA signatures only; encrypted tokens it does not take.",
    source=_JWT,
    option="algorithm",
)
def _qseow_algorithm(token: Subject) -> Broken | None:
    if token.header.get("alg") != EC_ALGORITHM:  # others break the rule Algorithm
        return None
    return Broken(
        shown(token.header, "alg", "header"), "RS256, RS384 or RS512", "sign with an RSA key"
    )


@RULES.rule(
    "QseowUserId",
    ERROR,
    asks="The claim that the virtual proxy reads the user id from holds text.",
    why="Without it Qlik does not know who logs in; the name is case-sensitive.",
    source=_JWT,
    option="userid",
)
def _qseow_user_id(token: Subject) -> Broken | None:
    return _named_text(token, token.userid_claim, "user id")


@RULES.rule(
    "QseowUserDirectory",
    ERROR,
    asks="The claim that the virtual proxy reads the user directory from holds text.",
    why="Without it Qlik does not know who logs in; the name is case-sensitive.",
    source=_JWT,
    option="userdir",
)
def _qseow_user_directory(token: Subject) -> Broken | None:
    return _named_text(token, token.userdir_claim, "user directory")


def _named_text(token: Subject, name: str, what: str) -> Broken | None:
    if is_text(token.payload.get(name)):
        return None
    found = shown(token.payload, name)
    alike = [other for other in token.payload if other != name and other.lower() == name.lower()]
    if alike:
        found += f", but {shown(token.payload, alike[0])}"
    hint = "the claim's name in the token and in the virtual proxy must be the same, case included"
    if token.payload.get(name) not in (None, ""):
        hint = "write it as text, in quotation marks"
    return Broken(found, f"a claim {name} with the {what}", hint)


@RULES.rule(
    "QseowControlCharacter",
    ERROR,
    asks="User id and user directory hold no control characters.",
    why="Qlik compares them exactly, and nobody sees what is in them.",
    source=_JWT,
    option="userid",
)
def _qseow_control_character(token: Subject) -> Broken | None:
    return controls(token.payload, token.userdir_claim, token.userid_claim)


@RULES.rule(
    "QseowInvisibleCharacter",
    WARNING,
    asks="User id and user directory hold no invisible and direction-changing characters.",
    why="Qlik compares them exactly: it may be another user than the one that is read.",
    source=_JWT,
    option="userid",
)
def _qseow_invisible_character(token: Subject) -> Broken | None:
    return invisible(token.payload, token.userdir_claim, token.userid_claim)


@RULES.rule(
    "QseowOuterBlanks",
    WARNING,
    asks="User id and user directory neither begin nor end with a blank.",
    why="Qlik compares them exactly: a blank makes it another user.",
    source=_JWT,
    option="userid",
)
def _qseow_outer_blanks(token: Subject) -> Broken | None:
    return outer_blanks(token.payload, token.userdir_claim, token.userid_claim)


@RULES.rule(
    "QseowOuterQuotes",
    WARNING,
    asks="User id, user directory and groups do not stand in quotation marks.",
    why="Qlik compares them exactly: another shell's or editor's quotes make another user or"
    " group.",
    source=_JWT,
    option="userid",
)
def _qseow_outer_quotes(token: Subject) -> Broken | None:
    return outer_quotes(token.payload, token.userdir_claim, token.userid_claim, token.groups_claim)


@RULES.rule(
    "QseowSeveralInOne",
    WARNING,
    asks="User id and user directory are one value each, no list and no row of a table.",
    why="Qlik takes the whole as one user, commas and semicolons included.",
    source=_JWT,
    option="userid",
)
def _qseow_several_in_one(token: Subject) -> Broken | None:
    return several_in_one(token.payload, token.userdir_claim, token.userid_claim)


@RULES.rule(
    "QseowGroupsInOne",
    WARNING,
    asks="No group begins or ends with a comma or semicolon, and a single one has none in its"
    " name, unless that is its distinguished name.",
    why="Qlik takes it as one group, though it was written like several.",
    source=_JWT,
    option="groups",
)
def _qseow_groups_in_one(token: Subject) -> Broken | None:
    return groups_in_one(token.payload, token.groups_claim)


@RULES.rule(
    "QseowDirectoryInUserId",
    WARNING,
    asks="The user id does not hold the user directory too.",
    why="Qlik takes LAB\\anna as the name of a user in the other claim's directory.",
    source=_JWT,
    option="userid",
)
def _qseow_directory_in_user_id(token: Subject) -> Broken | None:
    value = token.payload.get(token.userid_claim)
    if not isinstance(value, str) or "\\" not in value:
        return None
    return Broken(
        shown(token.payload, token.userid_claim),
        "the user id alone",
        "give the directory with {option:userdir} and the rest with {option:userid}",
    )


@RULES.rule(
    "QseowNoExpiry",
    WARNING,
    asks="exp is there.",
    why="Qlik takes a token without an end; whoever finds it can use it for ever.",
    source=_JWT,
    option="expires",
)
def _qseow_no_expiry(token: Subject) -> Broken | None:
    if "exp" in token.payload:
        return None
    return Broken("no claim exp", "an end of validity", "make the token with {option:expires}")
