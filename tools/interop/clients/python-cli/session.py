"""Signs with the session of a profile, and looks after it: validates, exports, imports and terminates it."""

import os

from cli import body, control, oci, regions, run

SESSION = ("--auth", "security_token", "--profile", "SESSION")
FOLDER = os.environ["INTEROP_FOLDER"]
ARCHIVE = os.path.join(FOLDER, "session")
ELSEWHERE = os.path.join(FOLDER, "elsewhere", "config")


def session(*args, root=()):
    oci("session", *args, root=("--profile", "SESSION", *root))
    return 200


def replaced():
    files = os.path.join(os.path.dirname(os.environ["OCI_CONFIG_FILE"]), "sessions", "SESSION")
    control("replace-session", tokenFile=f"{files}/token", keyFile=f"{files}/oci_api_key.pem")
    return regions(*SESSION)


def imported():
    os.makedirs(os.path.dirname(ELSEWHERE), exist_ok=True)
    oci("session", "import", "--session-archive", f"{ARCHIVE}.zip", "--force", root=("--config-file", ELSEWHERE))
    return regions("--config-file", ELSEWHERE, *SESSION)


run("first use", lambda: regions(*SESSION))
run("a body", lambda: body(*SESSION))
run("session files that were replaced", replaced)
run("oci session validate", lambda: session("validate"))
run("oci session validate --local", lambda: session("validate", "--local"))
run("oci session export", lambda: session("export", "--output-file", ARCHIVE, "--force"))
run("oci session import", imported)
run("oci session terminate", lambda: session("terminate"))
