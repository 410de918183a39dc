"""Has OCI's SDK for Python sign as the resource that the environment describes, against an emulator.

Reads OCI_EMULATOR_URL, REQUESTS_CA_BUNDLE where the emulator has TLS, and the variables of one place
(`oci.environment('resource-2.2', folder)`). Prints a line of JSON for each case: {"case", "status"}, or {"case", "error"}.
Known defects of the SDK: 3.0 fails, since it refuses an address with a path for the parent; 2.1.2 needs its context.
"""

import functools
import json
import os

import oci
import requests
from oci.auth import rpt_path_providers
from oci.auth.signers import resource_principals_federation_signer as federation

URL = os.environ["OCI_EMULATOR_URL"].rstrip("/")
VERSION = os.environ["OCI_RESOURCE_PRINCIPAL_VERSION"]

# The instance principal inside version 1.1 takes its auth service from no variable.
federation.InstancePrincipalsSecurityTokenSigner = functools.partial(
    federation.InstancePrincipalsSecurityTokenSigner, federation_endpoint=f"{URL}/v1/x509"
)


def signer():
    if VERSION == "1.1":
        # The default provider asks the link-local address whatever the variables say.
        path_provider = rpt_path_providers.EnvRptPathProvider()
        return oci.auth.signers.get_resource_principals_signer(path_provider)
    return oci.auth.signers.get_resource_principals_signer()


def run(case, act):
    try:
        line = {"case": f"resource-{VERSION}: {case}", "status": act()}
    except Exception as error:  # noqa: BLE001 - what went wrong is what is reported
        line = {"case": f"resource-{VERSION}: {case}", "error": f"{type(error).__name__}: {str(error)[:300]}"}
    print(json.dumps(line), flush=True)


def get(auth):
    return requests.get(f"{URL}/20160918/regions", auth=auth, timeout=30).status_code


def post(auth):
    return requests.post(f"{URL}/echo", auth=auth, json={"a": 1}, timeout=30).status_code


def renewed(auth):
    auth.refresh_security_token()
    return get(auth)


made = []


def make():
    made.append(signer())
    return get(made[0])


run("first use", make)
if made:
    run("a body", lambda: post(made[0]))
    run("after a renewal", lambda: renewed(made[0]))
