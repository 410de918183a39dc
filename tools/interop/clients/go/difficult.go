package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/identity"
	"github.com/oracle/oci-go-sdk/v65/objectstorage"
)

// difficult sends requests that are hard to sign: names, bodies and streams that something on the way writes otherwise.
func difficult() {
	user := providerOf(common.ConfigurationProviderFromFile(os.Getenv("OCI_CONFIG_FILE"), ""))
	text := []byte("héé")
	run("a query with &, #, + and é", user.foundByName)
	run("an object’s name with spaces, quotes and %", user.stored("a b+c%d/é'()*!~;=@.txt", []byte("x")))
	run("an object’s name with ..", user.stored("a/../b", []byte("x")))
	run("an object named ..", user.stored("..", []byte("x")))
	run("an object of bytes", user.stored("bytes", text))
	run("an empty object", user.stored("empty", nil))
	run("a stream that is read once", user.storedFrom("stream", io.LimitReader(bytes.NewReader(text), 99), text))
}

func (m made) foundByName() (int, error) {
	client, err := identity.NewIdentityClientWithConfigurationProvider(m.provider)
	if err != nil {
		return 0, err
	}
	client.Host = url
	tenancy, _ := m.provider.TenancyOCID()
	name := "R&D #1 é+%2F"
	_, err = client.CreateUser(context.Background(), identity.CreateUserRequest{
		CreateUserDetails: identity.CreateUserDetails{CompartmentId: &tenancy, Name: &name, Description: common.String("ä")},
	})
	if err != nil {
		return 0, err
	}
	response, err := client.ListUsers(context.Background(), identity.ListUsersRequest{CompartmentId: &tenancy, Name: &name})
	if err == nil && (len(response.Items) != 1 || *response.Items[0].Name != name) {
		err = fmt.Errorf("found %d users", len(response.Items))
	}
	return statusOf(response.RawResponse, err)
}

func (m made) stored(name string, content []byte) func() (int, error) {
	return m.storedFrom(name, bytes.NewReader(content), content)
}

func (m made) storedFrom(name string, body io.Reader, content []byte) func() (int, error) {
	return func() (int, error) {
		client, err := objectstorage.NewObjectStorageClientWithConfigurationProvider(m.provider)
		if err != nil {
			return 0, err
		}
		client.Host = url
		place := struct{ namespace, bucket *string }{common.String("space"), common.String("bucket")}
		_, err = client.PutObject(context.Background(), objectstorage.PutObjectRequest{
			NamespaceName: place.namespace,
			BucketName:    place.bucket,
			ObjectName:    &name,
			ContentLength: common.Int64(int64(len(content))),
			PutObjectBody: io.NopCloser(body),
		})
		if err != nil {
			return 0, err
		}
		response, err := client.GetObject(context.Background(), objectstorage.GetObjectRequest{
			NamespaceName: place.namespace, BucketName: place.bucket, ObjectName: &name,
		})
		if err != nil {
			return 0, err
		}
		defer response.Content.Close()
		got, err := io.ReadAll(response.Content)
		if err == nil && !bytes.Equal(got, content) {
			err = errors.New(fmt.Sprint(len(got), " bytes were stored"))
		}
		return statusOf(response.RawResponse, err)
	}
}
