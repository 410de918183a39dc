"""Runs `oci` as a person would, led to the emulator; what it prints on its error output is the error of the case."""

import json
import os
import subprocess
import sys

from interop import REGIONS, URL, control, run  # noqa: F401 - run and control go on to the cases

FILES = {"OCI_CLI_CONFIG_FILE": os.environ.get("OCI_CONFIG_FILE", "/dev/null")}
# Of what this program loads from its own folders, the command line needs nothing.
ENVIRONMENT = {**os.environ, **FILES, "OCI_CLI_SUPPRESS_FILE_PERMISSIONS_WARNING": "True", "PYTHONWARNINGS": "ignore"}
PROGRAM = os.path.join(os.path.dirname(sys.executable), "oci")


def oci(*args, root=(), region="us-phoenix-1", endpoint=URL, answer=None, home=None):
    """Yields what a command prints that ends with 0. Without `endpoint` it asks the region's own address."""
    command = [PROGRAM, *(("--endpoint", endpoint) if endpoint else ()), "--region", region, *root, *args]
    ended = subprocess.run(
        command,
        env={**ENVIRONMENT, **({"HOME": home, "OCI_CLI_CONFIG_FILE": f"{home}/.oci/config"} if home else {})},
        # Else it would ask the terminal of whoever runs this.
        start_new_session=True,
        input=answer or "",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if ended.returncode != 0:
        raise RuntimeError(" ".join((ended.stderr + ended.stdout).split())[-300:])
    return ended.stdout


def regions(*root, **where):
    assert json.loads(oci("iam", "region", "list", root=root, **where))["data"], "no regions"
    return 200


def body(*root):
    """Creates a user: a request with a body."""
    tenancy = os.environ["INTEROP_TENANCY"]
    oci(
        "iam", "user", "create", "--compartment-id", tenancy, "--name", "é-" + "".join(root)[-40:], "--description", "ä",
        root=root,
    )
    return 200


def revoked(*root):
    """Has the token of the next request revoked."""
    control("revoke-next", path=REGIONS)
    return regions(*root)


def principal_cases(*root):
    """The situations of a principal, which every command makes anew."""
    run("first use", lambda: regions(*root))
    run("a body", lambda: body(*root))
    run("a token that was revoked", lambda: revoked(*root))
