"""Takes sessions of @x/session out of their archives, and packs some for it."""

import os

from cli import control, run
from sessions import HOME, fails, session, used

ELSEWHERE = os.path.join(HOME, "elsewhere")
os.makedirs(os.path.join(ELSEWHERE, ".oci"))


def taken_out(archive):
    return session("import", "DEFAULT", "--session-archive", os.environ[archive], home=ELSEWHERE)


def imported(archive, profile):
    taken_out(archive)
    return used(profile, home=ELSEWHERE)


def exported(name, profile, **where):
    file = os.path.join(HOME, name)
    session("export", profile, "--output-file", file, **where)
    return control("use-archive", archive=f"{file}.zip")


run("oci session import of ours", lambda: imported("INTEROP_ARCHIVE", "SESSION"))
run("oci session import of ours with an encrypted key", lambda: imported("INTEROP_LOCKED_ARCHIVE", "LOCKED"))
run(
    "oci session import refuses an encrypted one of ours",
    lambda: fails(lambda: taken_out("INTEROP_SEALED_ARCHIVE"), "File is not a zip file"),
)
run("oci session export for us", lambda: exported("theirs", "SESSION"))
run("oci session export for us with an encrypted key", lambda: exported("locked", "LOCKED"))
run("there and back", lambda: exported("back", "SESSION", home=ELSEWHERE))
