"""An engine that misbehaves: what the module must survive, and no engine of ours does.

Started as ``odd_engine.py MODE LOG serve ...``; LOG takes a line for each
request. Most modes answer the first question, for its version, well.
"""

import base64
import json
import os
import sys
import time
from pathlib import Path
from typing import Any


def part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def token(params: dict[str, Any]) -> dict[str, Any]:
    header, payload = {"alg": "RS256"}, {"userId": params["userid"], "iat": 1, "exp": 2}
    return {
        "token": f"{part(header)}.{part(payload)}.c2ln",
        "header": json.dumps(header),
        "payload": json.dumps(payload),
        "issued_at": 0,
        "expires_at": 2,
        "platform": "qseow",
        "user": params["userid"],
        "warnings": [],
    }


def say(**answer: Any) -> None:
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **answer}) + "\n")
    sys.stdout.flush()


def main(mode: str, log: Path) -> None:
    if mode == "garbage":
        print("Python was not found; run without arguments to install from the Store")
    if mode in ("garbage", "dead"):
        sys.exit("error: no engine today")
    for line in sys.stdin.buffer:
        request = json.loads(line.decode("utf-8-sig"))
        method, params = request["method"], request.get("params", {})
        with log.open("a") as file:
            file.write(f"{os.getpid()} {method} {params.get('userid', '')}\n")
        if mode == "mute":
            continue
        if method == "version" and mode in ("banner", "broken"):  # and stays, as a shell does
            print("Welcome!" if mode == "banner" else "{ that was it", flush=True)
            continue
        if method == "version":
            protocol = {"newer": 2, "oldest": 0}.get(mode, 1)
            say(id=request["id"], result={"engine": "9", "protocol": protocol})
            continue
        if mode == "late":
            time.sleep(4)
            say(id=request["id"], error={"code": 1, "message": "late, but an answer"})
            continue
        if mode == "bare":  # neither a result nor an error, in the form of either
            say(id=request["id"], **{"profiles": {"result": "none"}}.get(method, {"error": "oops"}))
            continue
        if mode == "older":
            say(id=request["id"], error={"code": -32601, "message": f"there is no method {method}"})
            continue
        if mode == "stale":  # answers nobody asked for, before and after the right one
            say(id=request["id"] - 1, result=token({"userid": "stale"}))
        if mode == "null" and params["userid"] == "odd":
            say(id=None, error={"code": -32700, "message": "not JSON"})
            continue
        if mode == "poison" and params["userid"] == "poison":
            os._exit(3)
        if mode == "silent" and params["userid"] == "odd":
            continue
        if mode == "babble" and params["userid"] == "odd":
            print("this is no JSON", flush=True)
            continue
        say(id=request["id"], result=token(params))
        if mode == "stale":
            say(id=request["id"], result=token({"userid": "twice"}))
        if mode == "brief" and log.read_text().count("create") == 1:  # ends after its first
            os._exit(0)


main(sys.argv[1], Path(sys.argv[2]))
