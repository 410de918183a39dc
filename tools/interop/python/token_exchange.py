"""The official Python SDK as a client of the emulator: token exchange and scoped OAuth exchange.

Reads from its environment EMULATOR_URL, SUBJECT_TOKEN, a user's API key (OCI_TENANCY, OCI_USER, OCI_FINGERPRINT, OCI_KEY_FILE),
OCI_COMPARTMENT, and the variables OCI_TOKEN_EXCHANGE_DOMAIN_URL, _CLIENT_ID and _CLIENT_SECRET. Prints a line of JSON for each case:
{"case", "status"}, where the status is that of GET /20160918/regions under the token, or the name of the error.
"""

import json
import os

import oci
import requests
from oci.auth.signers import TokenExchangeSigner
from oci.auth.signers.oauth_exhange_token_signer import OauthExchangeTokenSigner

URL = os.environ["EMULATOR_URL"]


def exchange(subject_token, secret=None):
    variable = "OCI_TOKEN_EXCHANGE_{}".format
    return TokenExchangeSigner(
        subject_token,
        os.environ[variable("DOMAIN_URL")],
        os.environ[variable("CLIENT_ID")],
        secret or os.environ[variable("CLIENT_SECRET")],
    )


def user():
    return oci.signer.Signer(
        tenancy=os.environ["OCI_TENANCY"],
        user=os.environ["OCI_USER"],
        fingerprint=os.environ["OCI_FINGERPRINT"],
        private_key_file_location=os.environ["OCI_KEY_FILE"],
    )


def scoped(signer):
    return OauthExchangeTokenSigner(
        signer,
        "monitoring_write",
        os.environ["OCI_COMPARTMENT"],
        oauth_token_endpoint=URL + "/v1/oauth2/scoped",
    )


def refreshed(signer):
    signer.refresh_security_token()
    return signer


def subject_token():
    return os.environ["SUBJECT_TOKEN"]


CASES = {
    "token exchange of a text": lambda: exchange(subject_token()),
    "token exchange of a function": lambda: exchange(subject_token),
    "token exchange, refreshed": lambda: refreshed(exchange(subject_token)),
    "token exchange with a wrong secret": lambda: exchange(subject_token, secret="wrong"),
    "scoped exchange of a user": lambda: scoped(user()),
    "scoped exchange of a user, refreshed": lambda: refreshed(scoped(user())),
    "scoped exchange of a token exchange": lambda: scoped(exchange(subject_token)),
}


def status_of(make):
    try:
        return requests.get(URL + "/20160918/regions", auth=make(), timeout=10).status_code
    except Exception as error:  # the name of whatever the SDK throws is what is compared
        return type(error).__name__


for name, make in CASES.items():
    print(json.dumps({"case": name, "status": status_of(make)}), flush=True)
