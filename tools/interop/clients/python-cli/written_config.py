"""Reads the config file that @x/config has written: DEFAULT has an API key, LOCKED one with a passphrase, SESSION a session."""

from cli import oci, regions, run


def validated():
    oci("session", "validate", "--local", root=("--profile", "SESSION"))
    return 200


run("an API key", regions)
run("an API key with a passphrase", lambda: regions("--profile", "LOCKED"))
run("a session", lambda: regions("--auth", "security_token", "--profile", "SESSION"))
run("oci session validate --local", validated)
