"""Other people's JWT libraries, each behind the same two calls: sign and verify.

Node's run in one process for a whole list of tasks; joserfc runs here.
"""

import json
import shutil
import subprocess
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

NODE_FOLDER = Path(__file__).parent / "interop" / "node"
PEERS = ("jsonwebtoken", "jose", "joserfc")


class Sign(NamedTuple):
    """A token to be made.

    ``key`` is a private key in PEM, a shared secret, or "" for the algorithm ``none``.
    """

    payload: dict[str, Any]
    key: str
    algorithm: str = "RS256"
    header: Mapping[str, Any] = MappingProxyType({})

    def to_dict(self) -> dict[str, Any]:
        """The task for ``peer.mjs``."""
        return {"method": "sign", **self._asdict(), "header": dict(self.header)}


class Verify(NamedTuple):
    """A token to be checked, as if the clock stood at ``at`` epoch seconds."""

    token: str
    key: str
    algorithm: str
    at: int

    def to_dict(self) -> dict[str, Any]:
        """The task for ``peer.mjs``."""
        return {"method": "verify", **self._asdict()}


class CheckAssertion(NamedTuple):
    """A client assertion to be checked against the key that its client has registered."""

    token: str
    jwk: dict[str, Any]
    client: str
    audience: str
    at: int

    def to_dict(self) -> dict[str, Any]:
        """The task for ``peer.mjs``."""
        return {"method": "assertion", **self._asdict()}


Task = Sign | Verify | CheckAssertion


class Answer(NamedTuple):
    """The token, or what stands in it as ``{header, payload}``; or why it was refused."""

    ok: bool
    value: Any = None
    reason: str = ""


def ask(peer: str, tasks: Sequence[Task]) -> list[Answer]:
    """Let ``peer`` sign or verify, task by task. Skips the test where it is not installed."""
    if peer == "joserfc":
        return [_ask_joserfc(task) for task in tasks]
    return ask_node([{"library": peer, **task.to_dict()} for task in tasks])


def ask_node(tasks: Sequence[dict[str, Any]]) -> list[Answer]:
    """Run tasks of ``peer.mjs`` in one Node process."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    if not (NODE_FOLDER / "node_modules").is_dir():
        pytest.skip(f"run `npm ci` in {NODE_FOLDER}")
    done = subprocess.run(
        [node, NODE_FOLDER / "peer.mjs"],
        input=json.dumps(tasks), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers = [Answer(**answer) for answer in json.loads(done.stdout)]
    assert len(answers) == len(tasks)
    return answers


def _ask_joserfc(task: Task) -> Answer:
    from joserfc.errors import JoseError

    methods: dict[type[Task], Callable[..., Any]] = {
        Sign: _joserfc_sign,
        Verify: _joserfc_verify,
        CheckAssertion: _joserfc_assertion,
    }
    try:
        return Answer(ok=True, value=methods[type(task)](task))
    except (JoseError, ValueError) as error:
        return Answer(ok=False, reason=repr(error))


def _joserfc_sign(task: Sign) -> str:
    from joserfc import jwt
    from joserfc.errors import SecurityWarning
    from joserfc.jwk import ECKey, OctKey, RSAKey

    kinds: dict[str, Any] = {"HS": OctKey, "no": OctKey, "ES": ECKey}
    key = kinds.get(task.algorithm[:2], RSAKey).import_key(task.key or "unused" * 8)
    header = {"alg": task.algorithm, "typ": "JWT", **task.header}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)  # of none, which we ask for
        return jwt.encode(header, task.payload, key, algorithms=[task.algorithm])


def _joserfc_verify(task: Verify) -> dict[str, Any]:
    from joserfc import jwt
    from joserfc.jwk import ECKey, RSAKey

    kind = ECKey if task.algorithm.startswith("ES") else RSAKey
    token = jwt.decode(task.token, kind.import_key(task.key), algorithms=[task.algorithm])
    jwt.JWTClaimsRegistry(now=task.at).validate(token.claims)
    return {"header": token.header, "payload": token.claims}


def _joserfc_assertion(task: CheckAssertion) -> dict[str, Any]:
    from joserfc import jwt
    from joserfc.jwk import KeySet

    keys = KeySet.import_key_set({"keys": [task.jwk]})
    token = jwt.decode(task.token, keys, algorithms=[task.jwk["alg"]])
    rules = jwt.JWTClaimsRegistry(
        now=task.at,
        iss={"essential": True, "value": task.client},
        sub={"essential": True, "value": task.client},
        aud={"essential": True, "value": task.audience},
        jti={"essential": True},
        iat={"essential": True},
        exp={"essential": True},
    )
    rules.validate(token.claims)
    if token.header.get("kid") != task.jwk["kid"]:
        raise ValueError("another kid")
    return {"header": token.header, "payload": token.claims}
