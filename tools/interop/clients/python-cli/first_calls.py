"""What people ask first at a terminal: where they are, who there is, and what lies in a bucket."""

import json
import os

from cli import oci, run

TENANCY = os.environ["INTEROP_TENANCY"]
FOLDER = os.environ["INTEROP_FOLDER"]


def data(*args):
    return json.loads(oci(*args) or "{}").get("data")


def expect(found, expected):
    assert found == expected, f"{found!r}, not {expected!r}"
    return 200


def compartment():
    tree = ("--compartment-id-in-subtree", "true", "--access-level", "ACCESSIBLE", "--sort-by", "NAME")
    found = data("iam", "compartment", "list", "--compartment-id", TENANCY, *tree, "--all", "--include-root")
    return next(each["id"] for each in found if each["compartment-id"] == TENANCY)


def users():
    order = ("--sort-by", "NAME", "--sort-order", "DESC", "--limit", "1")
    return expect([each["name"] for each in data("iam", "user", "list", "--compartment-id", TENANCY, *order)], ["emulator-user"])


def listed():
    file = os.path.join(FOLDER, "file")
    with open(file, "w", encoding="utf-8") as put:
        put.write("0123456789")
    oci("os", "bucket", "create", "--compartment-id", compartment(), "--name", "afternoon")
    put = ("os", "object", "put", "--bucket-name", "afternoon", "--file", file, "--no-multipart", "--metadata", '{"owner": "Ann"}')
    oci(*put, "--name", "logs/1.txt")
    found = data("os", "object", "list", "--bucket-name", "afternoon", "--prefix", "logs/", "--all")
    return expect([(each["name"], each["size"]) for each in found], [("logs/1.txt", 10)])


def part():
    file = os.path.join(FOLDER, "part")
    oci("os", "object", "get", "--bucket-name", "afternoon", "--name", "logs/1.txt", "--file", file, "--range", "bytes=2-4")
    with open(file, encoding="utf-8") as got:
        return expect(got.read(), "234")


def described():
    head = json.loads(oci("os", "object", "head", "--bucket-name", "afternoon", "--name", "logs/1.txt"))
    return expect((head["opc-meta-owner"], head["content-length"]), ("Ann", "10"))


def deleted():
    oci("os", "object", "delete", "--bucket-name", "afternoon", "--name", "logs/1.txt", "--force")
    oci("os", "bucket", "delete", "--bucket-name", "afternoon", "--force")
    return expect(data("os", "bucket", "list", "--compartment-id", compartment()) or [], [])


run("the namespace", lambda: expect(data("os", "ns", "get"), "emulator"))
run("compartments, page by page", lambda: 200 if compartment() else 404)
run("users by name", users)
run("objects below a prefix", listed)
run("a part of an object", part)
run("metadata of an object", described)
run("objects and their bucket are deleted", deleted)
