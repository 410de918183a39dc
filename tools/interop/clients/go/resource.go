package main

import (
	"os"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/common/auth"
)

func resourceProvider() (common.ConfigurationProvider, error) {
	if os.Getenv("OCI_RESOURCE_PRINCIPAL_VERSION") == "1.1" {
		// The default provider asks the link-local address whatever the variables say.
		return auth.ResourcePrincipalConfigurationProviderWithPathProvider(auth.EnvRptPathProvider{})
	}
	return auth.ResourcePrincipalConfigurationProvider()
}

// resource signs as the resource that the environment describes, in any version of its description.
func resource() {
	principal := providerOf(resourceProvider())
	run("first use", principal.get)
	run("a body", principal.post)
}
