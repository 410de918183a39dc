"""Calls an emulator that has TLS, whose CA REQUESTS_CA_BUNDLE names: as a user and as an instance."""

import os

import oci
from interop import URL, by_client, run

CONFIG = oci.config.from_file(os.environ["OCI_CONFIG_FILE"])


def instance():
    return oci.auth.signers.InstancePrincipalsSecurityTokenSigner(federation_endpoint=f"{URL}/v1/x509")


run("an API key", lambda: by_client(oci.Signer.from_config(CONFIG), CONFIG))
run("an instance", lambda: by_client(instance()))
