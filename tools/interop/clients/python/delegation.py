"""Signs as an instance that acts for a user."""

import oci
from interop import URL, get, post, run

# A token of its own make: the emulator checks that it is signed, not what it says.
TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lYm9keSJ9.c2ln"

# It takes its auth service from no variable.
SIGNER = oci.auth.signers.InstancePrincipalsDelegationTokenSigner(
    delegation_token=TOKEN, federation_endpoint=f"{URL}/v1/x509"
)

run("first use", lambda: get(SIGNER))
run("a body", lambda: post(SIGNER))
