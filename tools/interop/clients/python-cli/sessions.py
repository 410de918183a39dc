"""Sessions on this machine: what `oci session` does with one as a person would, and what @x/session does with the same files."""

import os

from cli import control, oci, regions

HOME = os.environ["HOME"]
CONFIG = os.path.join(HOME, ".oci", "config")


def by(profile):
    return ("--auth", "security_token", "--profile", profile)


def used(profile, **where):
    """Lists regions at the address of the region."""
    return regions(*by(profile), endpoint=None, **where)


def session(command, profile, *args, **options):
    """Nothing leads it to the emulator but a proxy."""
    oci("session", command, *args, root=("--profile", profile), endpoint=None, **options)
    return 200


def ours(act, profile="", **members):
    """Yields what a function of @x/session yields, or its code, reason and message."""
    return control("session", act=act, profile=profile, home=HOME, **members)


def refused(answer, code, reason):
    assert isinstance(answer, dict) and (answer.get("code"), answer.get("reason")) == (code, reason), answer


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def token(profile):
    return read(os.path.join(HOME, ".oci", "sessions", profile, "token"))


def fails(act, sentence):
    """Looks whether the command line refuses, and whether it says why."""
    try:
        act()
    except RuntimeError as error:
        assert sentence in str(error), error
        return 200
    raise AssertionError("it did not refuse")
