"""What every script needs that plays the conformance suite for signers: its cases, their bodies, and a way to tell why one was not sent.

Reads OCI_EMULATOR_URL and OCI_CONFIG_FILE. Prints a line of JSON for each case: {"case", "status"}, or {"case", "error"}.
"""

import base64
import json
import os
import urllib.request

URL = os.environ["OCI_EMULATOR_URL"].rstrip("/")
# A request whose body is shorter than its length would wait forever.
SECONDS = 3


def cases():
    with urllib.request.urlopen(f"{URL}/conformance/cases", timeout=30) as answer:
        return json.load(answer)["cases"]


def bytes_of(case):
    return None if case["body"] is None else base64.b64decode(case["body"])


def body_of(case):
    """A text where it is one, as users hand them over; else bytes, or nothing."""
    body = bytes_of(case)
    if body is None or ["content-type", "application/octet-stream"] in case["headers"]:
        return body
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body


def joined_headers(case):
    """For clients that take one value a name."""
    headers = {}
    for name, value in case["headers"]:
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


class Stream:
    """A stream of unknown length that can be read once."""

    def __init__(self, body):
        self.rest = body

    def read(self, size=-1):
        size = len(self.rest) if size is None or size < 0 else size
        piece, self.rest = self.rest[:size], self.rest[size:]
        return piece


def tell(case, status=None, error=None):
    line = {"case": case["name"]}
    if error is None:
        line["status"] = status
    else:
        line["error"] = f"{type(error).__name__}: {str(error)[:200]}"
    print(json.dumps(line), flush=True)


def play(send):
    """Sends each case: `send` yields a status, or raises."""
    for case in cases():
        try:
            tell(case, status=send(case))
        except Exception as error:  # noqa: BLE001 - what went wrong is what is reported
            tell(case, error=error)
