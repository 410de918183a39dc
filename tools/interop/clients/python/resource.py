"""Signs as the resource that the environment describes, in any version of its description; with INTEROP_DELEGATION for a user."""

import functools
import os

import oci
from interop import URL, by_client, control, for_user, get, made, post, principal_cases, run
from oci.auth import rpt_path_providers
from oci.auth.signers import resource_principals_federation_signer as federation

VERSION = os.environ["OCI_RESOURCE_PRINCIPAL_VERSION"]
# A token of its own make: the emulator checks that it is signed, not what it says.
TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lYm9keSJ9.c2ln"
SESSIONS = "/v1/resourcePrincipalSessionToken"

# The instance principal inside version 1.1 takes its auth service from no variable.
federation.InstancePrincipalsSecurityTokenSigner = functools.partial(
    federation.InstancePrincipalsSecurityTokenSigner, federation_endpoint=f"{URL}/v1/x509"
)


def principal():
    # The default provider asks the link-local address whatever the variables say.
    path_provider = rpt_path_providers.EnvRptPathProvider() if VERSION == "1.1" else None
    if "INTEROP_DELEGATION" in os.environ:
        return oci.auth.signers.get_resource_principal_delegation_token_signer(TOKEN, path_provider)
    return oci.auth.signers.get_resource_principals_signer(path_provider)


def with_new_files(auth):
    control("renew-files")
    auth.refresh_security_token()
    return by_client(auth)


def revoked_then_new_files(auth):
    """What it has is refused; what it is to use lies in its files."""
    control("renew-files")
    control("revoke-next", path="/20160918/regions")
    return by_client(auth)


if VERSION == "2.2":
    signer = made(principal)
    if "INTEROP_DELEGATION" in os.environ:
        run("the token of the user is sent", lambda: for_user(signer()))
    run("first use", lambda: get(signer()))
    run("a body", lambda: post(signer()))
    run("a service client", lambda: by_client(signer()))
    run("new files, forced renewal", lambda: with_new_files(signer()))
    run("a token that was revoked, new files", lambda: revoked_then_new_files(signer()))
else:
    principal_cases(principal, SESSIONS)
