"""oci-genai-auth, which lets httpx, and so the clients of OpenAI and others, sign with OCI's SDK for Python."""

import os

import httpx
from conformance import SECONDS, Stream, body_of, bytes_of, play
from oci_genai_auth import OciUserPrincipalAuth

CLIENT = httpx.Client(auth=OciUserPrincipalAuth(config_file=os.environ["OCI_CONFIG_FILE"]), timeout=SECONDS)


def pieces(stream):
    while piece := stream.read(4):
        yield piece


def send(case):
    content = pieces(Stream(bytes_of(case))) if case["stream"] else body_of(case)
    headers = [(name, value) for name, value in case["headers"]]
    return CLIENT.request(case["method"], case["url"], headers=headers, content=content).status_code


play(send)
