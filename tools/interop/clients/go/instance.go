package main

import (
	"fmt"

	"github.com/oracle/oci-go-sdk/v65/common/auth"
)

// marginSeconds is how long before its end the SDK renews a token.
const marginSeconds = 300

// token exchanges: where the emulator counts them.
var x509 = members{"method": "POST", "path": "/v1/x509"}

// instance signs as a compute instance.
func instance() {
	principal := providerOf(auth.InstancePrincipalConfigurationProvider())
	run("first use", principal.get)
	run("a body", principal.post)
	run("a token that was revoked", func() (int, error) { return principal.revoked() })

	order("lifetime", members{"seconds": marginSeconds + 2})
	short := providerOf(auth.InstancePrincipalConfigurationProvider())
	run("a token near its end", func() (int, error) { return renewed(short, x509) })
	run("another certificate at the next token", func() (int, error) {
		order("rotate", members{"revokeOld": true})
		return renewed(short, x509)
	})

	order("lifetime", members{"seconds": 2})
	shortest := providerOf(auth.InstancePrincipalConfigurationProvider())
	run("a token of two seconds", shortest.get)
}

// revoked has the token of the next call revoked.
func (m made) revoked() (int, error) {
	order("revoke-next", members{"path": "/20160918/regions"})
	return m.get()
}

// renewed waits until the token has to be renewed, and looks whether it was.
func renewed(m made, endpoint members) (int, error) {
	if status, err := m.get(); err != nil || status != 200 {
		return status, err
	}
	before := control[int]("count", endpoint)
	wait()
	status, err := m.get()
	if err == nil && control[int]("count", endpoint) == before {
		return 0, fmt.Errorf("the token was not renewed")
	}
	return status, err
}
