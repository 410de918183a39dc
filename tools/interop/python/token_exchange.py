"""Has OCI's SDK for Python exchange tokens at an identity domain, and for one scope, against an emulator.

Reads OCI_EMULATOR_URL and the variables of `oci.environment('token-exchange', folder)`, whose file has the subject token. Prints a line
of JSON for each case: {"case", "status"}, or {"case", "error"}.
"""

import json
import os

import requests
from oci.auth.signers import TokenExchangeSigner
from oci.auth.signers.oauth_exhange_token_signer import OauthExchangeTokenSigner

URL = os.environ["OCI_EMULATOR_URL"].rstrip("/")
COMPARTMENT = "ocid1.compartment.oc1..aaaa"


def variable(name):
    return os.environ[f"OCI_TOKEN_EXCHANGE_{name}"]


def subject_token():
    with open(variable("SUBJECT_TOKEN_FILE"), encoding="ascii") as file:
        return file.read()


def exchange(token):
    return TokenExchangeSigner(token, variable("DOMAIN_URL"), variable("CLIENT_ID"), variable("CLIENT_SECRET"))


def scoped(signer):
    endpoint = f"{URL}/v1/oauth2/scoped"
    return OauthExchangeTokenSigner(signer, "monitoring_write", COMPARTMENT, oauth_token_endpoint=endpoint)


def refreshed(signer):
    signer.refresh_security_token()
    return signer


def run(case, make):
    try:
        status = requests.get(f"{URL}/20160918/regions", auth=make(), timeout=30).status_code
        line = {"case": f"token exchange: {case}", "status": status}
    except Exception as error:  # noqa: BLE001 - what went wrong is what is reported
        line = {"case": f"token exchange: {case}", "error": f"{type(error).__name__}: {str(error)[:300]}"}
    print(json.dumps(line), flush=True)


run("of a text", lambda: exchange(subject_token()))
run("of a function", lambda: exchange(subject_token))
run("refreshed", lambda: refreshed(exchange(subject_token)))
run("for one scope", lambda: scoped(exchange(subject_token)))
run("for one scope, refreshed", lambda: refreshed(scoped(exchange(subject_token))))
