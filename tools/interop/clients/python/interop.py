"""What every case script needs: the emulator's address, the control server, and a way to tell how a case ended.

Reads OCI_EMULATOR_URL and INTEROP_CONTROL, beside the variables of the place. A case prints a line of JSON: {"case", "status"}, or
{"case", "error"}; an error also names the reasons for which the emulator refused requests in that case.
"""

import json
import os
import time
import urllib.request

import oci
import requests

URL = os.environ["OCI_EMULATOR_URL"].rstrip("/")
REGIONS = "/20160918/regions"


def control(verb, **members):
    """Asks the control server to do something with the emulator."""
    address = f"{os.environ['INTEROP_CONTROL']}/{verb}"
    with urllib.request.urlopen(address, json.dumps(members).encode(), timeout=30) as answer:
        return json.load(answer)


def run(case, act):
    """Tells how a case ends: `act` yields a status, or raises."""
    control("refusals")
    try:
        status = act()
        assert status == 200, f"answered with {status}"
        line = {"case": case, "status": status}
    except Exception as error:  # noqa: BLE001 - what went wrong is what is reported
        reasons = ", ".join(control("refusals"))
        line = {"case": case, "error": f"{type(error).__name__}: {str(error)[:300]} [{reasons}]"}
    print(json.dumps(line), flush=True)


def made(make):
    """What `make` makes, once; what it raises, each time it is asked for."""
    kept = []

    def get_it():
        if not kept:
            kept.append(make())
        return kept[0]

    return get_it


def by_client(auth, config=None):
    """Lists regions with a service client, which does more than its signer: it answers a 401."""
    client = oci.identity.IdentityClient(config or {}, signer=auth, service_endpoint=URL)
    return client.list_regions().status


def get(auth, path=REGIONS):
    return requests.get(URL + path, auth=auth, timeout=30).status_code


def post(auth):
    return requests.post(f"{URL}/echo", auth=auth, json={"a": 1}, timeout=30).status_code


def count(path):
    return control("count", method="POST", path=path)


def forced(auth, endpoint):
    """Has the token renewed, and looks whether it was."""
    before = count(endpoint)
    auth.refresh_security_token()
    assert count(endpoint) > before, "the token was not renewed"
    return by_client(auth)


def revoked(auth):
    """Has the token of the next request revoked."""
    control("revoke-next", path=REGIONS)
    return by_client(auth)


def wait():
    """Waits until tokens of two seconds have ended: the SDK looks at the whole seconds of this machine's clock."""
    time.sleep(3.1)


def renewed(auth, endpoint, call=by_client):
    """Uses a token that has to be renewed, and looks whether it was."""
    before = count(endpoint)
    status = call(auth)
    assert status != 200 or count(endpoint) > before, "the token was not renewed"
    return status


def for_user(auth):
    """Looks whether the token of the user goes along; the emulator insists that it is signed then."""
    status = get(auth)
    assert control("sent", header="opc-obo-token"), "the token of the user was not sent"
    return status


def principal_cases(make, endpoint):
    """The situations of every principal that gets tokens from `endpoint`."""
    signer = made(make)
    run("first use", lambda: get(signer()))
    run("a body", lambda: post(signer()))
    run("a service client", lambda: by_client(signer()))
    run("forced renewal", lambda: forced(signer(), endpoint))
    run("a token that was revoked", lambda: revoked(signer()))
    # It renews a token when it has ended.
    control("lifetime", seconds=2)
    short, alone = made(make), made(make)
    for each in (short, alone):
        try:
            get(each())
        except Exception:  # noqa: BLE001 - the next use tells
            pass
    wait()
    run("a token that has ended", lambda: renewed(short(), endpoint))
    run("a token that has ended, the signer alone", lambda: renewed(alone(), endpoint, get))
