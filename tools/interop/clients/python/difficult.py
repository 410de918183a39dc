"""Sends requests that are hard to sign: names, bodies and streams that something on the way writes otherwise."""

import asyncio
import io
import os

import oci
from interop import URL, run
from oci.async_base_client import AsyncBaseClient

CONFIG = oci.config.from_file(os.environ["OCI_CONFIG_FILE"])
IDENTITY = oci.identity.IdentityClient(CONFIG, service_endpoint=URL)
OBJECTS = oci.object_storage.ObjectStorageClient(CONFIG, service_endpoint=URL)
NAME = "R&D #1 é+%2F"


def found_by_name():
    details = oci.identity.models.CreateUserDetails(compartment_id=CONFIG["tenancy"], name=NAME, description="ä")
    IDENTITY.create_user(details)
    response = IDENTITY.list_users(CONFIG["tenancy"], name=NAME)
    assert [user.name for user in response.data] == [NAME], f"found {len(response.data)} users"
    return response.status


def stored(name, body, expected=None):
    OBJECTS.put_object("space", "bucket", name, body)
    response = OBJECTS.get_object("space", "bucket", name)
    content = response.data.content
    assert content == (body if expected is None else expected), f"{len(content)} bytes were stored"
    return response.status


class Pipe(io.RawIOBase):
    """A stream that can be read once."""

    def __init__(self, content):
        super().__init__()
        self.content = io.BytesIO(content)

    def readable(self):
        return True

    def readinto(self, buffer):
        return self.content.readinto(buffer)

    def read(self, size=-1):
        return self.content.read(size)


async def asynchronous(path, **params):
    signer = oci.Signer.from_config(CONFIG)
    async with AsyncBaseClient("identity", CONFIG, signer, {}, service_endpoint=URL) as client:
        return (await client.call_api(path, "GET", **params)).status


run("a query with &, #, + and é", found_by_name)
run("an object’s name with spaces, quotes and %", lambda: stored("a b+c%d/é'()*!~;=@.txt", b"x"))
run("an object’s name with ..", lambda: stored("a/../b", b"x"))
run("an object named ..", lambda: stored("..", b"x"))
run("an object of bytes", lambda: stored("bytes", bytes(range(256))))
run("an object of text with é", lambda: stored("text", "héé", "héé".encode()))
run("an empty object", lambda: stored("empty", b""))
run("an empty stream", lambda: stored("empty stream", io.BytesIO(), b""))
run("a stream that is read once", lambda: stored("stream", Pipe(b"abc" * 1000), b"abc" * 1000))
run("an asynchronous client", lambda: asyncio.run(asynchronous("/20160918/regions")))
run(
    "an asynchronous client, a path with '()*!",
    lambda: asyncio.run(asynchronous("/echo/{name}", path_params={"name": "a'()*!b"})),
)
run(
    "an asynchronous client, a query with '/?:@",
    lambda: asyncio.run(asynchronous("/echo", query_params={"a": "'/?:@b"})),
)
