package main

// Plays the conformance suite for signers with the signer of OCI's SDK for Go over net/http: see ../python/conformance.py.

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/oracle/oci-go-sdk/v65/common"
)

type askedCase struct {
	Name         string      `json:"name"`
	Method       string      `json:"method"`
	URL          string      `json:"url"`
	Headers      [][2]string `json:"headers"`
	Body         *string     `json:"body"`
	Stream       bool        `json:"stream"`
	BodyUnsigned bool        `json:"bodyUnsigned"`
}

func conformance() {
	response, err := http.Get(url + "/conformance/cases")
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	var table struct {
		Cases []askedCase `json:"cases"`
	}
	if err := json.NewDecoder(response.Body).Decode(&table); err != nil {
		panic(err)
	}
	provider, err := common.ConfigurationProviderFromFile(os.Getenv("OCI_CONFIG_FILE"), "")
	if err != nil {
		panic(err)
	}
	// A request whose body is shorter than its length would wait forever.
	client := &http.Client{Timeout: 3 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, asked := range table.Cases {
		told := line{Case: asked.Name}
		if status, err := acted(func() (int, error) { return asked.send(client, provider) }); err != nil {
			told.Error = fmt.Sprintf("%.200s", err.Error())
		} else {
			told.Status = status
		}
		text, _ := json.Marshal(told)
		fmt.Println(string(text))
	}
}

func (asked askedCase) send(client *http.Client, provider common.KeyProvider) (int, error) {
	body, err := asked.body()
	if err != nil {
		return 0, err
	}
	request, err := http.NewRequestWithContext(context.Background(), asked.Method, asked.URL, body)
	if err != nil {
		return 0, err
	}
	for _, header := range asked.Headers {
		request.Header.Add(header[0], header[1])
	}
	// As the SDK's own clients do; the signer takes the date from the request.
	if request.Header.Get("date") == "" {
		request.Header.Set("date", time.Now().UTC().Format(http.TimeFormat))
	}
	signer := common.DefaultRequestSigner(provider)
	if asked.BodyUnsigned {
		signer = common.RequestSignerExcludeBody(provider)
	}
	if err := signer.Sign(request); err != nil {
		return 0, err
	}
	response, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return response.StatusCode, err
}

func (asked askedCase) body() (io.Reader, error) {
	if asked.Body == nil {
		return nil, nil
	}
	content, err := base64.StdEncoding.DecodeString(*asked.Body)
	if err != nil {
		return nil, err
	}
	if asked.Stream {
		// net/http knows the length of a bytes.Reader, and of this not.
		return io.NopCloser(bytes.NewReader(content)), nil
	}
	return bytes.NewReader(content), nil
}
