"""Signs as a pod of an OKE cluster, of an emulator with `proxymuxPort: 12250`: it knows no other port."""

from cli import oci, principal_cases, run

POD = ("--auth", "oke_workload_identity")


def for_kubectl():
    cluster = "ocid1.cluster.oc1.phx.aaaa"
    assert "ExecCredential" in oci("ce", "cluster", "generate-token", "--cluster-id", cluster, root=POD)
    return 200


principal_cases(*POD)
run("a token for kubectl", for_kubectl)
