"""The server that answers as Qlik does, as a program, for tests that are not written in Python.

Its tenant knows the identity provider ``lab`` with the key id ``key-1``, its site the virtual
proxy ``jwt``, both with the certificate of tests/keys/rsa2048.pkcs8.pem, whose public key is
also that of the OAuth client ``0a1b2c3d``; the user anna@example.com may be impersonated. A
line of JSON says where it is and what it is trusted by; for each line that it reads it prints the
requests since; a line ``{"path": ..., "answer": ...}`` also lets it answer there with just these
characters. It ends with its stdin, by 1 where it found a fault in itself.

    qlik_standin.py [FOLDER HOST...]    with hosts that it is to be for, the line also has the
                                        variables by which a Python takes it for these
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from qlik_examples import CERTIFICATE, ONE_LINE_CERTIFICATE, identity_provider, virtual_proxy
from qlik_server import Fault, QlikServer
from qs_jwt import qscloud_oauth_key


def say(value: object) -> None:
    print(json.dumps(value), flush=True)


def main() -> None:
    provider = identity_provider(kid="key-1", pem=ONE_LINE_CERTIFICATE)
    provider["options"]["issuer"] = "lab"
    folder, host, *others = sys.argv[1:] or ("", "localhost")
    with QlikServer(tls_name=host, other_names=tuple(others)) as server:
        server.tenant.create_identity_provider(provider)
        server.site.create_virtual_proxy(virtual_proxy(jwtPublicKeyCertificate=CERTIFICATE))
        jwk = qscloud_oauth_key(cert_publickey=CERTIFICATE).jwk
        server.tenant.oauth.register("0a1b2c3d", jwk)
        server.tenant.oauth.users.append({"email": "anna@example.com", "subject": "anna"})
        variables = server.stand_in(Path(folder)) if folder else {}
        say({"url": server.url, "cacert": str(server.cacert), "variables": variables})
        seen = 0
        for line in sys.stdin:
            if line.strip():
                order = json.loads(line)
                server.fail(Fault.RAW, path=order["path"], raw=[order["answer"].encode()])
            new = server.requests[seen:]
            seen += len(new)
            say([{"method": r.method, "path": r.path, "headers": r.headers} for r in new])


main()
