"""Verifies requests from the bytes that went over a socket, with Python's cryptography, by OCI's description of its signatures.

Takes a file with a line of JSON for each request, {"id", "raw", "bodyUnsigned"}, and the public key as PEM. Knows nothing of the packages
that signed them, and nothing of OCI's SDK. Prints a line of JSON for each: {"case", "status"}, or {"case", "error"}.
"""

import base64
import hashlib
import json
import re
import sys
import time
from email.utils import parsedate_to_datetime

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

with open(sys.argv[2], "rb") as file:
    KEY = serialization.load_pem_public_key(file.read())

BODY_HEADERS = ["content-length", "content-type", "x-content-sha256"]
PARAMETER = re.compile(r'([A-Za-z]+)="([^"]*)"(?:,|$)')


def check(condition, why):
    if not condition:
        raise ValueError(why)


def parse(raw):
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    method, target, version = first.split(b" ")
    check(version == b"HTTP/1.1", "not HTTP/1.1")
    headers = {}
    for line in lines:
        name, _, value = line.partition(b":")
        headers.setdefault(name.decode("ascii").lower(), []).append(value.strip(b" \t"))
    if b"chunked" in b"".join(headers.get("transfer-encoding", [])).lower():
        body = unchunked(body)
    return method.decode("ascii"), target, headers, body


def unchunked(rest):
    body = b""
    while True:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if length == 0:
            return body
        body, rest = body + rest[:length], rest[length + 2 :]


def parameters_of(headers):
    values = headers.get("authorization", [])
    check(len(values) == 1, "there is not one Authorization")
    scheme, _, text = values[0].decode("ascii").partition(" ")
    check(scheme == "Signature", "another scheme")
    parameters = dict(PARAMETER.findall(text))
    check(parameters.get("algorithm") == "rsa-sha256", "another algorithm")
    check(parameters.get("version", "1") == "1", "another version")
    return parameters


def verify(raw, body_unsigned):
    method, target, headers, body = parse(raw)
    parameters = parameters_of(headers)
    names = parameters["headers"].split(" ")
    date = "x-date" if "x-date" in headers else "date"
    required = ["(request-target)", "host", date]
    if method in ("POST", "PUT", "PATCH") and not body_unsigned:
        required += BODY_HEADERS
    for name in required:
        check(name in names, f"{name} is not signed")
    lines = []
    for name in names:
        if name == "(request-target)":
            lines.append(b"(request-target): " + method.lower().encode() + b" " + target)
            continue
        values = headers.get(name)
        check(values is not None and len(values) == 1, f"{name} is not there once")
        lines.append(name.encode() + b": " + values[0])
    check(target.startswith(b"/") and all(0x20 < byte < 0x7F for byte in target), "the target is not visible ASCII")
    age = abs(time.time() - parsedate_to_datetime(headers[date][0].decode()).timestamp())
    check(age < 600, "the date is far from now")
    if "x-content-sha256" in names:
        digest = base64.b64encode(hashlib.sha256(body).digest())
        check(headers["x-content-sha256"][0] == digest, "the hash is not that of the body")
    if "content-length" in headers:
        check(int(headers["content-length"][0]) == len(body), "the length is not that of the body")
    KEY.verify(base64.b64decode(parameters["signature"]), b"\n".join(lines), padding.PKCS1v15(), hashes.SHA256())


with open(sys.argv[1], encoding="utf-8") as requests:
    for text in requests:
        request = json.loads(text)
        line = {"case": request["id"]}
        try:
            verify(base64.b64decode(request["raw"]), request["bodyUnsigned"])
            line["status"] = 200
        except Exception as error:  # noqa: BLE001 - what went wrong is what is reported
            line["error"] = f"{type(error).__name__}: {error}"
        print(json.dumps(line))
