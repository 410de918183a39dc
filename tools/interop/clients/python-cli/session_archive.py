"""Takes a session of @x/session out of its archive, and packs one for it."""

import os

from cli import control, oci, regions, run

SESSION = ("--auth", "security_token", "--profile", "SESSION")
FOLDER = os.environ["INTEROP_FOLDER"]
ELSEWHERE = os.path.join(FOLDER, "elsewhere", "config")
THEIRS = os.path.join(FOLDER, "theirs")
BACK = os.path.join(FOLDER, "back")


def imported():
    os.makedirs(os.path.dirname(ELSEWHERE), exist_ok=True)
    archive = os.environ["INTEROP_ARCHIVE"]
    oci("session", "import", "--session-archive", archive, "--force", root=("--config-file", ELSEWHERE))
    return regions("--config-file", ELSEWHERE, *SESSION)


def exported(file, *root):
    oci("session", "export", "--output-file", file, root=("--profile", "SESSION", *root))
    return control("use-archive", archive=f"{file}.zip")


run("oci session import of ours", imported)
run("oci session export for us", lambda: exported(THEIRS))
run("there and back", lambda: exported(BACK, "--config-file", ELSEWHERE))
