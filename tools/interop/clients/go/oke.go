package main

import (
	"os"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/common/auth"
)

// oke signs as a pod of an OKE cluster, of an emulator with proxymuxPort 12250: the SDK knows no other port.
func oke() {
	// The CLI reads this variable; the SDK takes the path as an argument.
	path := os.Getenv("OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH")
	fromFile := auth.NewDefaultServiceAccountTokenProvider().WithSaTokenPath(path)
	run("a service-account token as text", func() (int, error) {
		text, err := os.ReadFile(path)
		if err != nil {
			return 0, err
		}
		asText := auth.NewSuppliedServiceAccountTokenProvider(string(text))
		return providerOf(auth.OkeWorkloadIdentityConfigurationProviderWithServiceAccountTokenProvider(asText)).get()
	})
	principalCases(func() (common.ConfigurationProvider, error) {
		return auth.OkeWorkloadIdentityConfigurationProviderWithServiceAccountTokenProvider(fromFile)
	}, "/resourcePrincipalSessionTokens")
}
