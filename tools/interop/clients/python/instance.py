"""Signs as a compute instance."""

import threading

import oci
from interop import URL, by_client, control, count, get, principal_cases, renewed, run, wait

X509 = "/v1/x509"


def principal():
    # It takes its auth service from no variable.
    return oci.auth.signers.InstancePrincipalsSecurityTokenSigner(federation_endpoint=URL + X509)


def rotated():
    control("lifetime", seconds=2)
    signer = principal()
    assert by_client(signer) == 200
    control("rotate", revokeOld=True)
    wait()
    return renewed(signer, X509)


def at_once():
    control("lifetime", seconds=1)
    signer = principal()
    control("lifetime", seconds=3600)
    threading.Event().wait(1.5)
    before = count(X509)
    statuses = []
    threads = [threading.Thread(target=lambda: statuses.append(get(signer))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 8, f"answered with {statuses}"
    exchanges = count(X509) - before
    assert exchanges == 1, f"{exchanges} exchanges for 8 calls"
    return 200


principal_cases(principal, X509)
run("a token of two seconds", lambda: by_client(principal()))
run("another certificate at the next token", rotated)
run("eight calls at once when the token has ended", at_once)
