package main

import (
	"os"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/common/auth"
)

func tokenExchangeBuilder() auth.TokenExchangeBuilder {
	variable := func(name string) string { return os.Getenv("OCI_TOKEN_EXCHANGE_" + name) }
	return auth.TokenExchangeBuilder{
		DomainUrl:          variable("DOMAIN_URL"),
		ClientId:           variable("CLIENT_ID"),
		ClientSecret:       variable("CLIENT_SECRET"),
		Region:             "us-phoenix-1",
		RequestedTokenType: "urn:oci:token-type:oci-upst",
		SubjectTokenType:   "jwt",
	}
}

func subjectToken() (string, error) {
	text, err := os.ReadFile(os.Getenv("OCI_TOKEN_EXCHANGE_SUBJECT_TOKEN_FILE"))
	return string(text), err
}

// issuer gives the subject token each time that it is asked.
type issuer struct{}

func (issuer) GetToken() (string, error) { return subjectToken() }

// tokenExchange exchanges tokens at an identity domain; a file of the place has the subject token.
func tokenExchange() {
	text, err := subjectToken()
	if err != nil {
		panic(err)
	}
	run("a subject token as text", providerOf(auth.TokenExchangeConfigurationProviderFromToken(text, tokenExchangeBuilder())).get)
	principalCases(func() (common.ConfigurationProvider, error) {
		return auth.TokenExchangeConfigurationProviderFromIssuer(issuer{}, tokenExchangeBuilder())
	}, "/oauth2/v1/token")
}
