"""Exchanges tokens at an identity domain; a file of the place has the subject token."""

import os

from interop import get, principal_cases, run
from oci.auth.signers import TokenExchangeSigner


def variable(name):
    return os.environ[f"OCI_TOKEN_EXCHANGE_{name}"]


def subject_token():
    with open(variable("SUBJECT_TOKEN_FILE"), encoding="ascii") as file:
        return file.read()


def exchange(token=subject_token):
    return TokenExchangeSigner(token, variable("DOMAIN_URL"), variable("CLIENT_ID"), variable("CLIENT_SECRET"))


run("a subject token as text", lambda: get(exchange(subject_token())))
principal_cases(exchange, "/oauth2/v1/token")
