"""Signs as a compute instance."""

import oci
from interop import URL, control, post, run, wait


def principal():
    # It takes its auth service from no variable.
    return oci.auth.signers.InstancePrincipalsSecurityTokenSigner(federation_endpoint=f"{URL}/v1/x509")


def get(auth):
    return oci.identity.IdentityClient({}, signer=auth, service_endpoint=URL).list_regions().status


def count():
    return control("count", method="POST", path="/v1/x509")


def forced(auth):
    before = count()
    auth.refresh_security_token()
    assert count() > before, "the token was not renewed"
    return get(auth)


def revoked(auth):
    control("revoke-next", path="/20160918/regions")
    return get(auth)


def renewed(auth):
    """Waits until the token has to be renewed, and looks whether it was."""
    assert get(auth) == 200
    before = count()
    wait()
    status = get(auth)
    assert count() > before, "the token was not renewed"
    return status


def rotated(auth):
    control("rotate", revokeOld=True)
    return renewed(auth)


signer = principal()
run("first use", lambda: get(signer))
run("a body", lambda: post(signer))
run("a token that was revoked", lambda: revoked(signer))
run("forced renewal", lambda: forced(signer))
# It renews a token when it has ended.
control("lifetime", seconds=2)
short = principal()
run("a token near its end", lambda: renewed(short))
run("another certificate at the next token", lambda: rotated(short))
run("a token of two seconds", lambda: get(principal()))
