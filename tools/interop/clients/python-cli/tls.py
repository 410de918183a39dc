"""Calls an emulator that has TLS, whose CA --cert-bundle names: as a user and as an instance."""

import os

from cli import URL, regions, run

CA = ("--cert-bundle", os.environ["INTEROP_CA"])

run("an API key", lambda: regions(*CA))
run("an instance", lambda: regions(*CA, "--auth", "instance_principal", "--federation-endpoint", f"{URL}/v1/x509"))
