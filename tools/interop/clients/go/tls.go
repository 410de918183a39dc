package main

import (
	"os"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/common/auth"
)

// tls calls an emulator that has TLS, whose CA SSL_CERT_FILE names: as a user and as an instance.
func tls() {
	run("an API key", providerOf(common.ConfigurationProviderFromFile(os.Getenv("OCI_CONFIG_FILE"), "")).get)
	run("an instance", providerOf(auth.InstancePrincipalConfigurationProvider()).get)
}
