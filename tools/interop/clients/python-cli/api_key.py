"""Signs as a user with an API key, from a config file."""

from cli import body, regions, run

run("first use", regions)
run("a body", body)
