"""What every case script needs: the emulator's address, the control server, and a way to tell how a case ended.

Reads OCI_EMULATOR_URL and INTEROP_CONTROL, beside the variables of the place. A case prints a line of JSON: {"case", "status"}, or
{"case", "error"}; an error also names the reasons for which the emulator refused requests in that case.
"""

import json
import os
import time
import urllib.request

import requests

URL = os.environ["OCI_EMULATOR_URL"].rstrip("/")


def control(verb, **members):
    """Asks the control server to do something with the emulator."""
    address = f"{os.environ['INTEROP_CONTROL']}/{verb}"
    with urllib.request.urlopen(address, json.dumps(members).encode(), timeout=30) as answer:
        return json.load(answer)


def run(case, act):
    """Tells how a case ends: `act` yields a status, or raises."""
    control("refusals")
    try:
        line = {"case": case, "status": act()}
    except Exception as error:  # noqa: BLE001 - what went wrong is what is reported
        reasons = ", ".join(control("refusals"))
        line = {"case": case, "error": f"{type(error).__name__}: {str(error)[:300]} [{reasons}]"}
    print(json.dumps(line), flush=True)


def get(auth, path="/20160918/regions"):
    return requests.get(URL + path, auth=auth, timeout=30).status_code


def post(auth):
    return requests.post(f"{URL}/echo", auth=auth, json={"a": 1}, timeout=30).status_code


def wait():
    """Waits for tokens to end: the SDK looks at the clock of this machine."""
    time.sleep(2.5)
