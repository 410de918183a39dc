package main

// The calls that every mechanism makes.

import (
	"bytes"
	"context"
	"errors"
	"net/http"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/identity"
)

// made gives the provider that `make` made, or why it made none.
type made struct {
	provider common.ConfigurationProvider
	err      error
}

func providerOf(provider common.ConfigurationProvider, err error) made { return made{provider, err} }

// get lists regions with the identity client.
func (m made) get() (int, error) {
	if m.err != nil {
		return 0, m.err
	}
	client, err := identity.NewIdentityClientWithConfigurationProvider(m.provider)
	if err != nil {
		return 0, err
	}
	client.Host = url
	response, err := client.ListRegions(context.Background())
	return statusOf(response.RawResponse, err)
}

// post sends a body with the client below every service client.
func (m made) post() (int, error) {
	if m.err != nil {
		return 0, m.err
	}
	client, err := common.NewClientWithConfig(m.provider)
	if err != nil {
		return 0, err
	}
	client.Host = url
	request, err := http.NewRequest(http.MethodPost, "/echo", bytes.NewReader([]byte(`{"a":1}`)))
	if err != nil {
		return 0, err
	}
	request.Header.Set("content-type", "application/json")
	response, err := client.Call(context.Background(), request)
	return statusOf(response, err)
}

func statusOf(response *http.Response, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	if response == nil {
		return 0, errors.New("no response")
	}
	return response.StatusCode, nil
}
