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
	if os.Getenv("INTEROP_DELEGATION") != "" {
		return auth.ResourcePrincipalDelegationTokenConfigurationProvider(&delegationToken)
	}
	return auth.ResourcePrincipalConfigurationProvider()
}

// resource signs as the resource that the environment describes, in any version of its description; with INTEROP_DELEGATION for a user.
func resource() {
	if os.Getenv("OCI_RESOURCE_PRINCIPAL_VERSION") != "2.2" {
		principalCases(resourceProvider, "/v1/resourcePrincipalSessionToken")
		return
	}
	principal := providerFrom(resourceProvider)
	if os.Getenv("INTEROP_DELEGATION") != "" {
		run("the token of the user is sent", principal.forUser)
	}
	run("first use", principal.get)
	run("a body", principal.post)
	run("a token that was revoked, new files", func() (int, error) {
		order("renew-files", members{})
		return principal.revoked()
	})
}
