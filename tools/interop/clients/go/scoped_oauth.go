package main

import (
	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/common/auth"
)

const scopedPath = "/v1/oauth2/scoped"

// scopedOauth exchanges what an instance is for a token of one scope.
func scopedOauth() {
	make := func() (common.ConfigurationProvider, error) {
		instance, err := auth.InstancePrincipalConfigurationProvider()
		if err != nil {
			return nil, err
		}
		return auth.NewOAuth2ConfigurationProvider(instance, "monitoring_write", "ocid1.compartment.oc1..aaaa")
	}
	usualCases(make)
	order("lifetime", members{"seconds": 2, "only": "oauth"})
	short := providerFrom(make)
	run("a token that has ended", func() (int, error) { return renewed(short, scopedPath) })
}
