"""Reads the config file that @x/config has written: DEFAULT has an API key, LOCKED one with a passphrase, SESSION a session."""

import os

import oci
from interop import by_client, run

FILE = os.environ["OCI_CONFIG_FILE"]


def api_key(profile):
    config = oci.config.from_file(FILE, profile)
    return by_client(oci.Signer.from_config(config), config)


def session():
    config = oci.config.from_file(FILE, "SESSION")
    with open(config["security_token_file"], encoding="ascii") as file:
        token = file.read()
    key = oci.signer.load_private_key_from_file(config["key_file"])
    return by_client(oci.auth.signers.SecurityTokenSigner(token, key), config)


run("an API key", lambda: api_key("DEFAULT"))
run("an API key with a passphrase", lambda: api_key("LOCKED"))
run("a session", session)
