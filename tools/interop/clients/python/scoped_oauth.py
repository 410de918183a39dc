"""Exchanges what an instance is for a token of one scope."""

import oci
from interop import URL, principal_cases
from oci.auth.signers.oauth_exhange_token_signer import OauthExchangeTokenSigner

COMPARTMENT = "ocid1.compartment.oc1..aaaa"
SCOPED = "/v1/oauth2/scoped"


def scoped():
    instance = oci.auth.signers.InstancePrincipalsSecurityTokenSigner(federation_endpoint=f"{URL}/v1/x509")
    return OauthExchangeTokenSigner(instance, "monitoring_write", COMPARTMENT, oauth_token_endpoint=URL + SCOPED)


principal_cases(scoped, SCOPED)
