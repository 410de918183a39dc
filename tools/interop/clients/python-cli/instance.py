"""Signs as a compute instance."""

from cli import URL, control, principal_cases, regions, run

INSTANCE = ("--auth", "instance_principal", "--federation-endpoint", f"{URL}/v1/x509")


def rotated():
    control("rotate", revokeOld=True)
    return regions(*INSTANCE)


principal_cases(*INSTANCE)
run("another certificate at the next token", rotated)
