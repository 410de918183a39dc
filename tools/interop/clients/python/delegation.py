"""Signs as an instance that acts for a user."""

import oci
from interop import URL, for_user, principal_cases, run

# A token of its own make: the emulator checks that it is signed, not what it says.
TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lYm9keSJ9.c2ln"
X509 = "/v1/x509"


def principal():
    # It takes its auth service from no variable.
    return oci.auth.signers.InstancePrincipalsDelegationTokenSigner(
        delegation_token=TOKEN, federation_endpoint=URL + X509
    )


run("the token of the user is sent", lambda: for_user(principal()))
principal_cases(principal, X509)
