package main

import (
	"os"

	"github.com/oracle/oci-go-sdk/v65/common"
)

// writtenConfig reads the config file that @x/config has written: DEFAULT has an API key, LOCKED one with a passphrase, SESSION a session.
func writtenConfig() {
	file := os.Getenv("OCI_CONFIG_FILE")
	run("an API key", providerOf(common.ConfigurationProviderFromFile(file, "")).get)
	run("an API key with a passphrase", providerOf(common.ConfigurationProviderFromFileWithProfile(file, "LOCKED", "")).get)
	run("a session", providerOf(common.ConfigurationProviderForSessionTokenWithProfile(file, "SESSION", "")).get)
}
