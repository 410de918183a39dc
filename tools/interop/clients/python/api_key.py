"""Signs as a user with an API key, from a config file."""

import os

import oci
from interop import URL, get, post, run

CONFIG = oci.config.from_file(os.environ["OCI_CONFIG_FILE"])
SIGNER = oci.Signer.from_config(CONFIG)


def by_config():
    return oci.identity.IdentityClient(CONFIG, service_endpoint=URL).list_regions().status


run("first use", lambda: get(SIGNER))
run("a body", lambda: post(SIGNER))
run("a service client", by_config)
