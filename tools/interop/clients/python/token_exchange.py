"""Exchanges tokens at an identity domain; a file of the place has the subject token."""

import os

from interop import URL, get, run
from oci.auth.signers import TokenExchangeSigner
from oci.auth.signers.oauth_exhange_token_signer import OauthExchangeTokenSigner

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


run("first use", lambda: get(exchange(subject_token())))
run("a subject token from a function", lambda: get(exchange(subject_token)))
run("forced renewal", lambda: get(refreshed(exchange(subject_token))))
run("for one scope", lambda: get(scoped(exchange(subject_token))))
run("for one scope, forced renewal", lambda: get(refreshed(scoped(exchange(subject_token)))))
