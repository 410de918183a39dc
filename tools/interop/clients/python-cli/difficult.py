"""Sends requests that are hard to sign: names that something on the way writes otherwise."""

import json
import os

from cli import oci, run

NAME = "R&D #1 é+%2F"
FOLDER = os.environ["INTEROP_FOLDER"]
TENANCY = os.environ["INTEROP_TENANCY"]
BUCKET = ("--namespace", "space", "--bucket-name", "bucket")


def found_by_name():
    oci("iam", "user", "create", "--compartment-id", TENANCY, "--name", NAME, "--description", "ä")
    found = json.loads(oci("iam", "user", "list", "--compartment-id", TENANCY, "--name", NAME))["data"]
    assert [user["name"] for user in found] == [NAME], f"found {len(found)} users"
    return 200


def stored(name, content):
    file, copy = (os.path.join(FOLDER, end) for end in ("put", "got"))
    with open(file, "wb") as put:
        put.write(content)
    oci("os", "object", "put", *BUCKET, "--name", name, "--file", file, "--force", "--no-multipart")
    oci("os", "object", "get", *BUCKET, "--name", name, "--file", copy)
    with open(copy, "rb") as got:
        assert got.read() == content
    return 200


run("a query with &, #, + and é", found_by_name)
run("an object’s name with spaces, quotes and %", lambda: stored("a b+c%d/é'()*!~;=@.txt", b"x"))
run("an object’s name with ..", lambda: stored("a/../b", b"x"))
run("an object of bytes", lambda: stored("bytes", bytes(range(256))))
run("an empty object", lambda: stored("empty", b""))
