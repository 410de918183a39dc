"""Uses, validates, renews and ends sessions of @x/session: SESSION of a login, LOCKED with an encrypted key, SHORT of an API key."""

import os

from cli import body, control, regions, run
from sessions import CONFIG, HOME, by, fails, ours, refused, session, token, used


def renewed_by_oci(profile):
    """A program of ours runs on with the token that oci has written."""
    assert ours("sign-on", profile) == 200
    old = token(profile)
    session("refresh", profile)
    assert token(profile) != old, "the token is the old one"
    control("revoke", token=old)
    control("refusals")
    assert ours("sign-on", profile) == 200
    assert control("refusals") == [], "the old token was sent once more"
    return used(profile)


def renewed_by_us(profile):
    old = token(profile)
    assert ours("refresh", profile)["outcome"] == "renewed"
    control("revoke", token=old)
    return used(profile)


def replaced_by_oci():
    """A program of ours runs on with the key and the token that oci has put in place of both."""
    assert ours("sign-on", "SHORT") == 200
    old = token("SHORT")
    session("authenticate", "DEFAULT", "--no-browser", "--profile-name", "SHORT")
    control("revoke", token=old)
    control("refusals")
    assert ours("sign-on", "SHORT") == 200
    assert control("refusals") == [], "the old token, or the old key, was used once more"
    return used("SHORT")


def with_passphrase(profile, passphrase):
    assert ours("authenticate", profile, passphrase=passphrase)["profile"] == profile
    return used(profile)


def exported_with_percent():
    with_passphrase("PERCENT", "50%off")
    return session("export", "PERCENT", "--output-file", os.path.join(HOME, "percent"))


def ended_by_oci():
    session("terminate", "SHORT")
    refused(ours("validate", "SHORT"), "ERR_SESSION_PROFILE", "not-found")
    refused(ours("sign", "SHORT"), "ERR_SESSION_PROFILE", "not-found")
    assert "SHORT" not in ours("list")
    return ours("sign", "SESSION")


def ended_by_us():
    assert ours("terminate", "SESSION")["left"] == []
    return fails(lambda: session("validate", "SESSION"), "Profile 'SESSION' not found")


run("first use", lambda: regions("--config-file", CONFIG, *by("SESSION")))
run("a body", lambda: body(*by("SESSION")))
run("a session that an API key opened", lambda: used("SHORT"))
run("an encrypted key", lambda: used("LOCKED"))
run("oci session validate", lambda: session("validate", "SESSION"))
run("oci session validate --local", lambda: session("validate", "SESSION", "--local"))
run("oci session refresh, then ours", lambda: renewed_by_oci("SESSION"))
run("oci session refresh with an encrypted key, then ours", lambda: renewed_by_oci("LOCKED"))
run("our renewal, then oci", lambda: renewed_by_us("SESSION"))
run("oci session authenticate over ours, then ours", replaced_by_oci)
run("oci session export of a passphrase with %", exported_with_percent)
run("a passphrase with é", lambda: with_passphrase("ACCENT", "privé"))
run("oci session terminate, then ours", ended_by_oci)
run("our terminateSession, then oci", ended_by_us)
