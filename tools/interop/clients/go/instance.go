package main

import (
	"github.com/oracle/oci-go-sdk/v65/common/auth"
)

// x509Path is where an instance gets its tokens.
const x509Path = "/v1/x509"

// instance signs as a compute instance.
func instance() {
	make := auth.InstancePrincipalConfigurationProvider
	principalCases(make, x509Path)
	short := providerFrom(make)
	run("another certificate at the next token", func() (int, error) {
		order("rotate", members{"revokeOld": true})
		return renewed(short, x509Path)
	})
	run("eight calls at once when the token has ended", func() (int, error) { return atOnce(make, x509Path) })
	order("lifetime", members{"seconds": 2})
	run("a token of two seconds", providerFrom(make).get)
}
