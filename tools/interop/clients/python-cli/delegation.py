"""Signs as an instance that acts for a user."""

import os

from cli import URL, control, principal_cases, regions, run

FOLDER = os.environ["INTEROP_FOLDER"]
CONFIG = os.path.join(FOLDER, "config")
# A token of its own make: the emulator checks that it is signed, not what it says.
with open(os.path.join(FOLDER, "token"), "w", encoding="ascii") as file:
    file.write("eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lYm9keSJ9.c2ln")
with open(CONFIG, "w", encoding="ascii") as file:
    file.write(f"[DEFAULT]\ntenancy=ocid1.tenancy.oc1..a\nregion=us-phoenix-1\ndelegation_token_file={FOLDER}/token\n")

FOR_USER = ("--config-file", CONFIG, "--auth", "instance_obo_user", "--federation-endpoint", f"{URL}/v1/x509")


def sent():
    regions(*FOR_USER)
    assert control("sent", header="opc-obo-token"), "the token of the user was not sent"
    return 200


run("the token of the user is sent", sent)
principal_cases(*FOR_USER)
