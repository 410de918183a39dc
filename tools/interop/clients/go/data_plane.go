package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/identitydataplane"
)

// dataPlane gets tokens from the identity data plane, and uses the one that opens a session.
func dataPlane() {
	user := providerOf(common.ConfigurationProviderFromFile(os.Getenv("OCI_CONFIG_FILE"), ""))
	key, publicKey := newKey()
	run("a token for databases", func() (int, error) {
		client, err := user.dataPlaneClient()
		if err != nil {
			return 0, err
		}
		response, err := client.GenerateScopedAccessToken(context.Background(), identitydataplane.GenerateScopedAccessTokenRequest{
			GenerateScopedAccessTokenDetails: identitydataplane.GenerateScopedAccessTokenDetails{
				Scope: common.String("urn:oracle:db::id::*"), PublicKey: &publicKey,
			},
		})
		return statusOf(response.RawResponse, err)
	})
	var token string
	run("a user security token", func() (int, error) {
		client, err := user.dataPlaneClient()
		if err != nil {
			return 0, err
		}
		response, err := client.GenerateUserSecurityToken(context.Background(), identitydataplane.GenerateUserSecurityTokenRequest{
			GenerateUserSecurityTokenDetails: identitydataplane.GenerateUserSecurityTokenDetails{
				PublicKey: &publicKey, SessionExpirationInMinutes: common.Int(60),
			},
		})
		if err == nil && response.Token == nil {
			err = errors.New("no token")
		}
		if err == nil {
			token = *response.Token
		}
		return statusOf(response.RawResponse, err)
	})
	run("that token signs", providerOf(tokenProvider{key, &token}, nil).get)
}

func (m made) dataPlaneClient() (identitydataplane.DataplaneClient, error) {
	client, err := identitydataplane.NewDataplaneClientWithConfigurationProvider(m.provider)
	client.Host = url
	return client, err
}

func newKey() (*rsa.PrivateKey, string) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		panic(err)
	}
	return key, string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

// tokenProvider signs with a token at hand, for which the SDK has no provider.
type tokenProvider struct {
	key   *rsa.PrivateKey
	token *string
}

func (p tokenProvider) PrivateRSAKey() (*rsa.PrivateKey, error) { return p.key, nil }
func (p tokenProvider) KeyID() (string, error)                  { return "ST$" + *p.token, nil }
func (p tokenProvider) TenancyOCID() (string, error)            { return "", nil }
func (p tokenProvider) UserOCID() (string, error)               { return "", nil }
func (p tokenProvider) KeyFingerprint() (string, error)         { return "", nil }
func (p tokenProvider) Region() (string, error)                 { return "us-phoenix-1", nil }
func (p tokenProvider) AuthType() (common.AuthConfig, error)    { return common.AuthConfig{}, nil }
