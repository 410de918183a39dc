"""Has OCI's SDK for Python sign as an instance that acts for a user, against an emulator.

Reads OCI_EMULATOR_URL and the variables of `oci.environment('instance')`. Prints a line of JSON for each case: {"case", "status"}, or
{"case", "error"}.
"""

import json
import os

import oci
import requests

URL = os.environ["OCI_EMULATOR_URL"].rstrip("/")
# A token of its own make: the emulator checks that it is signed, not what it says.
TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lYm9keSJ9.c2ln"


def run(case, act):
    try:
        line = {"case": f"delegation: {case}", "status": act()}
    except Exception as error:  # noqa: BLE001 - what went wrong is what is reported
        line = {"case": f"delegation: {case}", "error": f"{type(error).__name__}: {str(error)[:300]}"}
    print(json.dumps(line), flush=True)


# It takes its auth service from no variable.
SIGNER = oci.auth.signers.InstancePrincipalsDelegationTokenSigner(
    delegation_token=TOKEN, federation_endpoint=f"{URL}/v1/x509"
)

run("regions", lambda: requests.get(f"{URL}/20160918/regions", auth=SIGNER, timeout=30).status_code)
run("a body", lambda: requests.post(f"{URL}/echo", auth=SIGNER, json={"a": 1}, timeout=30).status_code)
