package main

// The situations of every principal that gets tokens.

import (
	"fmt"
	"sync"

	"github.com/oracle/oci-go-sdk/v65/common"
)

// marginSeconds is how long before its end the SDK renews a token.
const marginSeconds = 300

func providerFrom(make func() (common.ConfigurationProvider, error)) made { return providerOf(make()) }

// principalCases plays a principal that gets its tokens by POST from path.
func principalCases(make func() (common.ConfigurationProvider, error), path string) {
	usualCases(make)
	order("lifetime", members{"seconds": marginSeconds + 2})
	short := providerFrom(make)
	run("a token that has to be renewed", func() (int, error) { return renewed(short, path) })
}

// usualCases plays a principal whose token is good for long.
func usualCases(make func() (common.ConfigurationProvider, error)) {
	principal := providerFrom(make)
	run("first use", principal.get)
	run("a body", principal.post)
	run("a token that was revoked", principal.revoked)
}

// forUser looks whether the token of the user goes along; the emulator insists that it is signed then.
func (m made) forUser() (int, error) {
	status, err := m.get()
	if err == nil && !control[bool]("sent", members{"header": "opc-obo-token"}) {
		err = fmt.Errorf("the token of the user was not sent")
	}
	return status, err
}

// revoked has the token of the next call revoked.
func (m made) revoked() (int, error) {
	order("revoke-next", members{"path": "/20160918/regions"})
	return m.get()
}

func count(path string) int {
	return control[int]("count", members{"method": "POST", "path": path})
}

// renewed waits until the token has to be renewed, and looks whether it was.
func renewed(m made, path string) (int, error) {
	if status, err := m.get(); err != nil || status != 200 {
		return status, err
	}
	before := count(path)
	wait()
	status, err := m.get()
	if err == nil && count(path) == before {
		return 0, fmt.Errorf("the token was not renewed")
	}
	return status, err
}

// atOnce calls eight times at once when the token has to be renewed.
func atOnce(make func() (common.ConfigurationProvider, error), path string) (int, error) {
	order("lifetime", members{"seconds": marginSeconds + 1})
	m := providerFrom(make)
	if status, err := m.get(); err != nil || status != 200 {
		return status, err
	}
	order("lifetime", members{"seconds": 3600})
	wait()
	before := count(path)
	errs := [8]error{}
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() { _, errs[i] = m.get() })
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return 0, err
		}
	}
	if exchanges := count(path) - before; exchanges != 1 {
		return 0, fmt.Errorf("%d exchanges for 8 calls", exchanges)
	}
	return 200, nil
}
