"""One configuration for `ocix` and OCI's command line: what one of them has set up, the other signs with."""

import json
import os
import subprocess

from cli import PROGRAM, oci, regions, run

HOME = os.environ["HOME"]
KEY_FILE = os.environ["INTEROP_KEY_FILE"]
USER, TENANCY, REGION = os.environ["INTEROP_USER"], os.environ["INTEROP_TENANCY"], "us-phoenix-1"
THEIRS = os.path.join(HOME, "theirs", "config")


def ocix(*args):
    ended = subprocess.run(
        [os.environ["INTEROP_NODE"], os.environ["INTEROP_OCIX"], *args],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )
    if ended.returncode != 0:
        raise RuntimeError(ended.stderr)
    return ended.stdout


def listed(*args):
    assert json.loads(ocix("iam", "region", "list", *args))["data"], "no regions"
    return 200


def set_up_by_ocix():
    who = ("--user", USER, "--tenancy", TENANCY, "--region", REGION, "--key-file", KEY_FILE)
    ocix("setup", "config", "--profile-name", "OURS", *who)
    return regions("--profile", "OURS")


def opened_by_ocix():
    ocix("session", "authenticate", "--no-browser", "--profile-name", "SHORT", "--session-expiration-in-minutes", "15")
    oci("session", "validate", "--local", root=("--profile", "SHORT"))
    return regions("--auth", "security_token", "--profile", "SHORT")


def run_by_ocix():
    names = json.loads(ocix("exec", "--profile", "SHORT", "--", PROGRAM, "iam", "region", "list"))
    assert names["data"], "no regions"
    return 200


def set_up_by_oci():
    # Location, user, tenancy, region, no new key, the key that is there.
    oci("setup", "config", answer="\n".join((THEIRS, USER, TENANCY, REGION, "n", KEY_FILE, "")))
    return listed("--config-file", THEIRS)


def opened_by_oci():
    oci("session", "authenticate", "--no-browser", "--profile-name", "BRIEF", root=("--profile", "DEFAULT"))
    ocix("session", "validate", "--profile", "BRIEF")
    return listed("--profile", "BRIEF", "--auth", "security_token")


run("oci by what ocix setup config wrote", set_up_by_ocix)
run("oci by a session that ocix opened", opened_by_ocix)
run("oci under ocix exec", run_by_ocix)
run("ocix by what oci setup config wrote", set_up_by_oci)
run("ocix by a session that oci opened", opened_by_oci)
