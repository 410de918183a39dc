"""Signs as a pod of an OKE cluster, of an emulator with `proxymuxPort: 12250`: the SDK knows no other port."""

import base64
import json
import os

import oci
import requests
from interop import URL, get, made, principal_cases, run

# The CLI reads this variable; the SDK takes the path as an argument.
TOKEN_PATH = os.environ["OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH"]


def pod(**source):
    return oci.auth.signers.get_oke_workload_identity_resource_principal_signer(
        **(source or {"service_account_token_path": TOKEN_PATH}), retry_strategy=oci.retry.NoneRetryStrategy()
    )


def as_text():
    with open(TOKEN_PATH, encoding="utf-8") as file:
        return get(pod(service_account_token=file.read()))


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


kept = made(pod)
run("a service-account token as text", as_text)
run("a token for kubectl", lambda: for_kubectl(kept()))
principal_cases(pod, "/resourcePrincipalSessionTokens")
