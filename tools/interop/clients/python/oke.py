"""Signs as a pod of an OKE cluster, of an emulator with `proxymuxPort: 12250`: the SDK knows no other port."""

import base64
import json
import os

import oci
import requests
from interop import URL, get, post, run

# The CLI reads this variable; the SDK takes the path as an argument.
TOKEN_PATH = os.environ["OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH"]


def signer(**source):
    return oci.auth.signers.get_oke_workload_identity_resource_principal_signer(
        **(source or {"service_account_token_path": TOKEN_PATH}), retry_strategy=oci.retry.NoneRetryStrategy()
    )


def renewed(auth):
    before = auth.get_security_token()
    auth.refresh_security_token()
    assert auth.get_security_token() != before, "the token is the old one"
    return get(auth)


def as_text():
    with open(TOKEN_PATH, encoding="utf-8") as file:
        return get(signer(service_account_token=file.read()))


def by_client(auth):
    return oci.identity.IdentityClient({}, signer=auth, service_endpoint=URL).list_regions().status


def cluster_of(auth):
    payload = auth.get_security_token().split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=="))["res_id"]


def for_kubectl(auth):
    """Does what `oci ce cluster generate-token` does, and then what the cluster does with it."""
    host = f"containerengine.{auth.region}.oraclecloud.com"
    url = f"https://{host}/cluster_request/{cluster_of(auth)}"
    signed = auth.do_request_sign(requests.Request("GET", url).prepare())
    query = {name: signed.headers[name] for name in ("authorization", "date")}
    path = requests.Request("GET", url, params=query).prepare().path_url
    return requests.get(URL + path, headers={"host": host}, timeout=30).status_code


made = []


def make():
    made.append(signer())
    return get(made[0])


run("first use", make)
if made:
    run("a body", lambda: post(made[0]))
    run("forced renewal", lambda: renewed(made[0]))
    run("a service-account token as text", as_text)
    run("a service client", lambda: by_client(made[0]))
    run("a token for kubectl", lambda: for_kubectl(made[0]))
