package main

import (
	"os"

	"github.com/oracle/oci-go-sdk/v65/common"
)

// session signs with the session of a profile.
func session() {
	ofProfile := providerOf(common.ConfigurationProviderForSessionTokenWithProfile(os.Getenv("OCI_CONFIG_FILE"), "SESSION", ""))
	run("first use", ofProfile.get)
	run("a body", ofProfile.post)
}
