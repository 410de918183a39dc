"""Signs as the resource that the environment describes, in any version of its description."""

import os

from cli import body, control, principal_cases, regions, run

RESOURCE = ("--auth", "resource_principal")


def with_new_files():
    control("renew-files")
    return regions(*RESOURCE)


if os.environ["OCI_RESOURCE_PRINCIPAL_VERSION"] == "2.2":
    run("first use", lambda: regions(*RESOURCE))
    run("a body", lambda: body(*RESOURCE))
    run("new files", with_new_files)
else:
    principal_cases(*RESOURCE)
