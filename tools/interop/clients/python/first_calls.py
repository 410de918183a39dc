"""What programs ask first: where they are, who there is, and what lies in a bucket."""

import os

import oci
from interop import URL, run
from oci.pagination import list_call_get_all_results

CONFIG = oci.config.from_file(os.environ["OCI_CONFIG_FILE"])
TENANCY = CONFIG["tenancy"]
IDENTITY = oci.identity.IdentityClient(CONFIG, service_endpoint=URL)
COMPUTE = oci.core.ComputeClient(CONFIG, service_endpoint=URL)
OBJECTS = oci.object_storage.ObjectStorageClient(CONFIG, service_endpoint=URL)
NAMES = [f"logs/{n}.txt" for n in range(4)] + ["notes/ä b.txt", "readme"]


def expect(found, expected):
    assert found == expected, f"{found!r}, not {expected!r}"
    return 200


def compartment():
    found = list_call_get_all_results(
        IDENTITY.list_compartments, TENANCY, compartment_id_in_subtree=True, access_level="ACCESSIBLE",
        sort_by="NAME", lifecycle_state="ACTIVE", limit=1,
    ).data
    assert IDENTITY.get_compartment(found[0].id).data.compartment_id == TENANCY
    return found[0].id


def namespace():
    return OBJECTS.get_namespace(compartment_id=TENANCY).data


def tenancy():
    found = IDENTITY.get_tenancy(TENANCY).data
    subscriptions = IDENTITY.list_region_subscriptions(TENANCY).data
    return expect([each.region_key for each in subscriptions if each.is_home_region], [found.home_region_key])


def domains():
    found = IDENTITY.list_availability_domains(TENANCY).data
    running = COMPUTE.list_instances(compartment(), sort_by="DISPLAYNAME", sort_order="DESC", lifecycle_state="RUNNING").data
    return expect([each.availability_domain in [domain.name for domain in found] for each in running], [True])


def sorted_users():
    for name in ("Zoe", "Ann", "Bob"):
        IDENTITY.create_user(oci.identity.models.CreateUserDetails(compartment_id=TENANCY, name=name, description="-"))
    options = {"sort_by": "NAME", "sort_order": "DESC", "limit": 2, "lifecycle_state": "ACTIVE"}
    found = list_call_get_all_results(IDENTITY.list_users, TENANCY, **options).data
    return expect([user.name for user in found], ["emulator-user", "Zoe", "Bob", "Ann"])


def bucket():
    details = oci.object_storage.models.CreateBucketDetails(name="afternoon", compartment_id=compartment())
    OBJECTS.create_bucket(namespace(), details)
    found = list_call_get_all_results(OBJECTS.list_buckets, namespace(), compartment()).data
    OBJECTS.head_bucket(namespace(), "afternoon")
    return expect([each.name for each in found], [OBJECTS.get_bucket(namespace(), "afternoon").data.name])


def listed():
    for name in NAMES:
        OBJECTS.put_object(namespace(), "afternoon", name, name.encode())
    found = oci.pagination.list_call_get_all_results(
        OBJECTS.list_objects, namespace(), "afternoon", prefix="logs/", fields="name,size,md5,timeModified,storageTier", limit=3
    ).data.objects
    return expect([(each.name, each.size) for each in found], [(name, 10) for name in NAMES[:4]])


def folders():
    found = OBJECTS.list_objects(namespace(), "afternoon", delimiter="/").data
    return expect((found.prefixes, [each.name for each in found.objects]), (["logs/", "notes/"], ["readme"]))


def part(asked, expected):
    OBJECTS.put_object(namespace(), "afternoon", "part", b"0123456789")
    got = OBJECTS.get_object(namespace(), "afternoon", "part", range=asked)
    return expect((got.status, got.data.content), (206, expected))


def described():
    given = {"content_type": "text/csv", "content_language": "de", "cache_control": "no-cache"}
    OBJECTS.put_object(namespace(), "afternoon", "described", b"a,b", opc_meta={"Owner": "Ann"}, **given)
    headers = OBJECTS.head_object(namespace(), "afternoon", "described").headers
    names = ("content-type", "content-language", "cache-control", "opc-meta-owner", "content-length")
    return expect([headers[name] for name in names], ["text/csv", "de", "no-cache", "Ann", "3"])


def in_parts():
    manager = oci.object_storage.UploadManager(OBJECTS, allow_parallel_uploads=False)
    content = b"x" * 2500
    file = os.path.join(os.environ["INTEROP_FOLDER"], "large")
    with open(file, "wb") as large:
        large.write(content)
    manager.upload_file(namespace(), "afternoon", "large", file, part_size=1000, metadata={"owner": "Bob"})
    got = OBJECTS.get_object(namespace(), "afternoon", "large")
    assert got.headers["opc-multipart-md5"].endswith("-3")
    return expect((got.data.content == content, got.headers["opc-meta-owner"]), (True, "Bob"))


def deleted():
    for each in OBJECTS.list_objects(namespace(), "afternoon").data.objects:
        OBJECTS.delete_object(namespace(), "afternoon", each.name)
    try:
        OBJECTS.get_object(namespace(), "afternoon", NAMES[0])
    except oci.exceptions.ServiceError as error:
        assert (error.status, error.code) == (404, "ObjectNotFound")
    OBJECTS.delete_bucket(namespace(), "afternoon")
    return expect(OBJECTS.list_buckets(namespace(), compartment()).data, [])


run("the namespace", lambda: expect(namespace(), "emulator"))
run("the tenancy and its home region", tenancy)
run("compartments, page by page", lambda: 200 if compartment() else 404)
run("availability domains and the instances in them", domains)
run("users by name, page by page", sorted_users)
run("a bucket is created and listed", bucket)
run("objects below a prefix, page by page", listed)
run("folders of a bucket", folders)
run("a part of an object", lambda: part("bytes=2-4", b"234"))
run("a part of an object to its end", lambda: part("bytes=7-", b"789"))
run("metadata of an object", described)
run("an upload in parts, with metadata", in_parts)
run("objects and their bucket are deleted", deleted)
