package main

import (
	"os"
	"path/filepath"

	"github.com/oracle/oci-go-sdk/v65/common"
)

// session signs with the session of a profile.
func session() {
	ofProfile := providerOf(common.ConfigurationProviderForSessionTokenWithProfile(os.Getenv("OCI_CONFIG_FILE"), "SESSION", ""))
	run("first use", ofProfile.get)
	run("a body", ofProfile.post)
	run("session files that were replaced", func() (int, error) {
		files := filepath.Join(filepath.Dir(os.Getenv("OCI_CONFIG_FILE")), "sessions", "SESSION")
		order("replace-session", members{
			"tokenFile": filepath.Join(files, "token"), "keyFile": filepath.Join(files, "oci_api_key.pem"),
		})
		return ofProfile.get()
	})
}
