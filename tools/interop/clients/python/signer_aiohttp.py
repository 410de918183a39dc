"""The AsyncBaseClient of OCI's SDK for Python, over aiohttp, as its service clients call it."""

import asyncio
import os

import oci
from conformance import SECONDS, body_of, cases, joined_headers, tell
from oci.async_base_client import AsyncBaseClient

CONFIG = oci.config.from_file(os.environ["OCI_CONFIG_FILE"])


async def send(case):
    if case["stream"]:
        raise NotImplementedError("It takes no stream: it writes what is neither text nor bytes as JSON.")
    origin, path = case["url"].split("/conformance/", 1)
    client = AsyncBaseClient(
        "conformance", CONFIG, oci.Signer.from_config(CONFIG), {}, service_endpoint=origin, timeout=SECONDS,
        skip_deserialization=True, retry_strategy=oci.retry.NoneRetryStrategy(),
    )
    try:
        response = await client.call_api(
            resource_path=f"/conformance/{path}",
            method=case["method"],
            header_params=joined_headers(case),
            body=body_of(case),
            enforce_content_headers=not case["bodyUnsigned"],
        )
        return response.status
    except oci.exceptions.ServiceError as error:
        return error.status
    finally:
        await client.close()


async def main():
    for case in cases():
        try:
            tell(case, status=await send(case))
        except Exception as error:  # noqa: BLE001 - what went wrong is what is reported
            tell(case, error=error)


asyncio.run(main())
