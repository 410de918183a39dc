"""Opens sessions, which @x/session lists, validates, signs with, renews, packs, edits and ends; SESSION, LOCKED and SHORT are its own."""

import os
import sys

from cli import ENVIRONMENT, control, oci, run
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from sessions import CONFIG, HOME, fails, ours, read, refused, session, token, used, write

PERSON = f"{sys.executable} -B {os.path.join(os.path.dirname(__file__), 'person.py')} %s &"
PLACEHOLDER = "Update_private_key_path"


def opened(profile, *args, root=(), answer=None):
    given = ("--no-browser", "--profile-name", profile, *args)
    oci("session", "authenticate", *given, root=root, endpoint=None, answer=answer)


def taken(profile):
    """Whether ours finds the session, finds it good, and signs with it."""
    assert profile in ours("list"), ours("list")
    status = ours("validate", profile)
    assert (status["valid"], status["source"], status["region"]) == (True, "service", "us-phoenix-1"), status
    return ours("sign", profile)


def of_api_key():
    opened("KEYED", "--session-expiration-in-minutes", "15")
    assert 800 < ours("validate", "KEYED")["secondsLeft"] <= 900
    assert ours("sign-by-hand", "KEYED") == 200
    return taken("KEYED")


def of_session():
    opened("CHAINED", root=("--auth", "security_token", "--profile", "SESSION"))
    return taken("CHAINED")


def of_encrypted_key():
    """It asks for a passphrase, again, and whether the profile is to keep it."""
    opened("SEALED", "--use-passphrase", answer="opens it\nopens it\ny\n")
    return taken("SEALED")


def of_public_key():
    """The path of the private key is to be filled in by hand."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public, private = (os.path.join(HOME, name) for name in ("given_public.pem", "given.pem"))
    pem = serialization.Encoding.PEM
    spki = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    pkcs8 = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write(public, spki.decode())
    write(private, pkcs8.decode())
    opened("HALF", "--public-key-file-path", public)
    assert PLACEHOLDER in read(CONFIG)
    assert ours("validate", "HALF")["problem"] == "missing-key"
    refused(ours("sign", "HALF"), "ERR_SESSION_PROFILE", "no-key")
    refused(ours("refresh", "HALF"), "ERR_SESSION_PROFILE", "no-key")
    write(CONFIG, read(CONFIG).replace(PLACEHOLDER, private))
    return taken("HALF")


def of_browser():
    """The login that everybody does: what it takes for a browser is somebody who logs in on the emulator's page."""
    ENVIRONMENT["BROWSER"] = PERSON
    oci("session", "authenticate", "--profile-name", "DAILY", endpoint=None)
    return taken("DAILY")


def renewed():
    old = token("DAILY")
    renewal = ours("refresh", "DAILY")
    assert (renewal["outcome"], renewal["atCeiling"]) == ("renewed", False), renewal
    control("revoke", token=old)
    return used("DAILY")


def at_ceiling():
    """There is no later token to get, and ours says so."""
    renewal = ours("refresh", "KEYED")
    assert renewal["atCeiling"] and renewal["expiresAt"] == renewal["previousExpiresAt"], renewal
    return session("validate", "KEYED")


def packed():
    return control("use-archive", archive=ours("export", "SEALED", outputFile=os.path.join(HOME, "sealed"))["file"])


def edited():
    """Notes of a person, beside what it wrote, outlive what ours writes."""
    notes = "# of a person\n[CHAINED]\n; and another\ncompartment-id = ocid1.compartment.oc1..a"
    write(CONFIG, read(CONFIG).replace("[CHAINED]", notes))
    before = read(CONFIG)
    ours("authenticate", "CHAINED")
    assert notes in read(CONFIG), read(CONFIG)
    changed = [line for line in before.splitlines() if line not in read(CONFIG).splitlines()]
    assert [line.split(" = ")[0].split("=")[0] for line in changed] == ["fingerprint"], changed
    return used("CHAINED")


def beside():
    """It writes the file anew: what ours has in it still holds."""
    assert "login_tenancy_name" in read(CONFIG)
    return ours("sign", "SESSION")


def ended():
    assert ours("terminate", "CHAINED")["left"] == []
    return fails(lambda: used("CHAINED"), "Profile 'CHAINED' not found")


run("oci session authenticate --no-browser", of_api_key)
run("oci session authenticate --no-browser --auth security_token", of_session)
run("oci session authenticate --use-passphrase", of_encrypted_key)
run("oci session authenticate --public-key-file-path", of_public_key)
run("oci session authenticate", of_browser)
run("our renewal, then oci", renewed)
run("our renewal of a session without a browser", at_ceiling)
run("our archive of it", packed)
run("our edits of the file that it wrote", edited)
run("our session beside them", beside)
run("our terminateSession, then oci", ended)
