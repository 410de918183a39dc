"""Signs as the resource that the environment describes, in any version of its description."""

import functools
import os

import oci
from interop import URL, get, post, run
from oci.auth import rpt_path_providers
from oci.auth.signers import resource_principals_federation_signer as federation

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
    run("forced renewal", lambda: renewed(made[0]))
