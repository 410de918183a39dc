package main

import (
	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/common/auth"
)

// A token of its own make: the emulator checks that it is signed, not what it says.
var delegationToken = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lYm9keSJ9.c2ln"

// delegation signs as an instance that acts for a user.
func delegation() {
	make := func() (common.ConfigurationProvider, error) {
		return auth.InstancePrincipalDelegationTokenConfigurationProvider(&delegationToken)
	}
	run("the token of the user is sent", providerFrom(make).forUser)
	principalCases(make, x509Path)
}
