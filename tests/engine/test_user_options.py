"""An option of the user is a column, a claim that is written, and a name that is taken.

It is found by its ``of_user`` alone; what it still lacks is told by name.
"""

from typing import Any

import pytest

import qs_jwt
from conftest import KEYS
from qs_jwt import commands, payloads
from qs_jwt.batch import run
from qs_jwt.errors import ConflictingOptions, ReservedClaim

SAMPLES: dict[str, tuple[Any, Any]] = {
    "text": ("a@example.com", "b@example.com"), "texts": (["a"], ["b"]), "flag": (True, False),
}  # fmt: skip
FURTHER = "claims"
CASES = [
    (command.method, name)
    for command in map(commands.load, ("create-qseow", "create-qscloud"))
    for name, parameter in command.every.items()
    if parameter.option.of_user and name != FURTHER
]
FIXED = {
    "create_qseow": {},
    "create_qscloud": {"issuer": "lab", "keyid": "key-1"},
}
NEEDED = {"create_qseow": ("userdir", "userid"), "create_qscloud": ("sub",)}


def sample(method: str, name: str, which: int = 0) -> Any:
    """A value for the option, or another one."""
    return SAMPLES[commands.load(method).every[name].option.kind][which]


def payload(method: str, **options: Any) -> dict[str, Any]:
    create = getattr(qs_jwt, method)
    given = {**FIXED[method], "cert_privatekey_file": str(KEYS / "rsa2048.pkcs8.pem"), **options}
    token: dict[str, Any] = create(**given).payload
    return token


def claims_of(method: str, option: str) -> set[str]:
    """The claims whose values the option decides."""
    every = {name: sample(method, name) for of, name in CASES if of == method}
    one, other = (
        payload(method, **every),
        payload(method, **{**every, option: sample(method, option, 1)}),
    )
    chance = ("jti", "iat", "nbf", "exp")
    return {name for name in one if name not in chance and one[name] != other.get(name)}


def refusal(method: str, claim: str) -> str | None:
    """The hint that a further claim of this name is refused with, if it is refused."""
    needed = {name: sample(method, name) for name in NEEDED[method]}
    try:
        payload(method, **needed, claims={claim: "x"})
    except ReservedClaim as error:
        return error.hint
    return None


def test_they_are_found() -> None:
    assert ("create_qseow", "userid") in CASES
    assert ("create_qscloud", "groups") in CASES


@pytest.mark.parametrize(("method", "option"), CASES)
def test_it_is_written_and_its_claim_is_taken(method: str, option: str) -> None:
    claims = claims_of(method, option)
    assert len(claims) == 1, f"payloads.{method.removeprefix('create_')} does not write {option}"
    [claim] = claims
    table = f"payloads._{method.removeprefix('create_').upper()}_OPTION_OF"
    assert refusal(method, claim) == f"use {option}", (
        f"{table} lacks {claim}, which {option} decides"
    )


@pytest.mark.parametrize(
    "option", [name for method, name in CASES if method == "create_qseow" and name != "groups"]
)
def test_the_groups_have_no_name_of_it(option: str) -> None:
    [claim] = claims_of("create_qseow", option)
    with pytest.raises(ConflictingOptions):
        payloads.check_claim_names("userId", "userDirectory", claim)


@pytest.mark.parametrize(("method", "option"), CASES)
def test_a_batch_tries_it_before_the_first_row(method: str, option: str) -> None:
    kind = commands.load(method).every[option].option.kind
    assert kind in run.SAMPLES, f"batch.run._SAMPLES has no value of the kind {kind}"
