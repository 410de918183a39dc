"""Gets a token from the identity data plane: the only one that it gets by a command."""

import os

from cli import oci, run

FOLDER = os.path.join(os.environ["INTEROP_FOLDER"], "db-token")


def db_token():
    oci("iam", "db-token", "get", "--db-token-location", FOLDER)
    assert os.path.getsize(os.path.join(FOLDER, "token")) > 0
    return 200


run("a token for databases", db_token)
