"""Gets tokens from the identity data plane, and uses the one that opens a session."""

import os

import oci
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from interop import URL, by_client, made, run
from oci.identity_data_plane import DataplaneClient, models

CONFIG = oci.config.from_file(os.environ["OCI_CONFIG_FILE"])
KEY = rsa.generate_private_key(65537, 2048)
PEM = KEY.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
).decode()
CLIENT = DataplaneClient(CONFIG, service_endpoint=URL)


def scoped():
    details = models.GenerateScopedAccessTokenDetails(scope="urn:oracle:db::id::*", public_key=PEM)
    return CLIENT.generate_scoped_access_token(details).status


def user_token():
    details = models.GenerateUserSecurityTokenDetails(public_key=PEM, session_expiration_in_minutes=60)
    return CLIENT.generate_user_security_token(details)


token = made(user_token)
run("a token for databases", scoped)
run("a user security token", lambda: token().status)
run("that token signs", lambda: by_client(oci.auth.signers.SecurityTokenSigner(token().data.token, KEY)))
