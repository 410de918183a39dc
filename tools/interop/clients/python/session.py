"""Signs with the session of a profile."""

import os

import oci
from interop import by_client, get, post, run

CONFIG = oci.config.from_file(os.environ["OCI_CONFIG_FILE"], "SESSION")


def signer():
    with open(CONFIG["security_token_file"], encoding="ascii") as file:
        token = file.read()
    return oci.auth.signers.SecurityTokenSigner(token, oci.signer.load_private_key_from_file(CONFIG["key_file"]))


run("first use", lambda: get(signer()))
run("a body", lambda: post(signer()))
run("a service client", lambda: by_client(signer(), CONFIG))
