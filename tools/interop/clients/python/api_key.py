"""Signs as a user with an API key, from the emulator's config file."""

import os

import oci
from interop import get, post, run, URL

CONFIG = oci.config.from_file(os.environ["OCI_CONFIG_FILE"])
SIGNER = oci.Signer.from_config(CONFIG)


def by_client():
    return oci.identity.IdentityClient(CONFIG, service_endpoint=URL).list_regions().status


run("first use", by_client)
run("a body", lambda: post(SIGNER))
