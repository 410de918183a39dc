package main

import (
	"os"

	"github.com/oracle/oci-go-sdk/v65/common"
)

// apiKey signs as a user with an API key, from the emulator's config file.
func apiKey() {
	user := providerOf(common.ConfigurationProviderFromFile(os.Getenv("OCI_CONFIG_FILE"), ""))
	run("first use", user.get)
	run("a body", user.post)
}
