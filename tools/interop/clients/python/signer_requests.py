"""The signer of OCI's SDK for Python, with requests: what the SDK's clients are made of."""

import os

import oci
import requests
from conformance import SECONDS, Stream, body_of, bytes_of, joined_headers, play

SIGNER = oci.Signer.from_config(oci.config.from_file(os.environ["OCI_CONFIG_FILE"]))


def send(case):
    answer = requests.request(
        case["method"],
        case["url"],
        headers=joined_headers(case),
        data=Stream(bytes_of(case)) if case["stream"] else body_of(case),
        auth=SIGNER.without_content_headers if case["bodyUnsigned"] else SIGNER,
        allow_redirects=False,
        timeout=SECONDS,
    )
    return answer.status_code


play(send)
