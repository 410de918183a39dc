package main

// What programs ask first: where they are, who there is, and what lies in a bucket.

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"strings"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/identity"
	"github.com/oracle/oci-go-sdk/v65/objectstorage"
	"github.com/oracle/oci-go-sdk/v65/objectstorage/transfer"
)

// afternoon has the clients of a program, and where its objects are to lie.
type afternoon struct {
	iam                        identity.IdentityClient
	objects                    objectstorage.ObjectStorageClient
	tenancy, namespace, bucket *string
}

var ctx = context.Background()

func firstCalls() {
	user, err := common.ConfigurationProviderFromFile(os.Getenv("OCI_CONFIG_FILE"), "")
	must(err)
	tenancy, err := user.TenancyOCID()
	must(err)
	iam, err := identity.NewIdentityClientWithConfigurationProvider(user)
	must(err)
	objects, err := objectstorage.NewObjectStorageClientWithConfigurationProvider(user)
	must(err)
	iam.Host, objects.Host = url, url
	a := afternoon{iam, objects, &tenancy, common.String("emulator"), common.String("afternoon")}
	run("the namespace", a.isNamespace)
	run("the tenancy and its home region", a.homeRegion)
	run("compartments, page by page", func() (int, error) { a.compartment(); return 200, nil })
	run("availability domains", a.domains)
	run("users by name, page by page", a.sortedUsers)
	run("a bucket is created and listed", a.createBucket)
	run("objects below a prefix, page by page", a.listed)
	run("folders of a bucket", a.folders)
	run("a part of an object", a.part("bytes=2-4", "234"))
	run("a part of an object to its end", a.part("bytes=7-", "789"))
	run("metadata of an object", a.described)
	run("an upload in parts, with metadata", a.inParts)
	run("objects and their bucket are deleted", a.deleted)
}

// must gives up the case: run tells of it.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

func expect(found, expected any) (int, error) {
	if !reflect.DeepEqual(found, expected) {
		return 0, fmt.Errorf("%v, not %v", found, expected)
	}
	return http.StatusOK, nil
}

func namesOf[T any](items []T, name func(T) *string) []string {
	names := []string{}
	for _, item := range items {
		names = append(names, *name(item))
	}
	return names
}

func (a afternoon) isNamespace() (int, error) {
	found, err := a.objects.GetNamespace(ctx, objectstorage.GetNamespaceRequest{CompartmentId: a.tenancy})
	must(err)
	return expect(*found.Value, *a.namespace)
}

func (a afternoon) homeRegion() (int, error) {
	found, err := a.iam.GetTenancy(ctx, identity.GetTenancyRequest{TenancyId: a.tenancy})
	must(err)
	subscribed, err := a.iam.ListRegionSubscriptions(ctx, identity.ListRegionSubscriptionsRequest{TenancyId: a.tenancy})
	must(err)
	home := []string{}
	for _, each := range subscribed.Items {
		if *each.IsHomeRegion {
			home = append(home, *each.RegionKey)
		}
	}
	return expect(home, []string{*found.HomeRegionKey})
}

// compartment is the one below the tenancy, found among all pages.
func (a afternoon) compartment() *string {
	asked := identity.ListCompartmentsRequest{
		CompartmentId: a.tenancy, CompartmentIdInSubtree: common.Bool(true), Limit: common.Int(1),
		AccessLevel:    identity.ListCompartmentsAccessLevelAccessible,
		SortBy:         identity.ListCompartmentsSortByName,
		LifecycleState: identity.CompartmentLifecycleStateActive,
	}
	ids := []string{}
	for more := true; more; more = asked.Page != nil {
		page, err := a.iam.ListCompartments(ctx, asked)
		must(err)
		ids = append(ids, namesOf(page.Items, func(each identity.Compartment) *string { return each.Id })...)
		asked.Page = page.OpcNextPage
	}
	found, err := a.iam.GetCompartment(ctx, identity.GetCompartmentRequest{CompartmentId: &ids[0]})
	must(err)
	_, err = expect(*found.CompartmentId, *a.tenancy)
	must(err)
	return found.Id
}

func (a afternoon) domains() (int, error) {
	found, err := a.iam.ListAvailabilityDomains(ctx, identity.ListAvailabilityDomainsRequest{CompartmentId: a.tenancy})
	must(err)
	for _, each := range found.Items {
		if !strings.Contains(*each.Name, "-AD-") {
			return 0, fmt.Errorf("a domain is named %s", *each.Name)
		}
	}
	return expect(len(found.Items) > 0, true)
}

func (a afternoon) sortedUsers() (int, error) {
	for _, name := range []string{"Zoe", "Ann", "Bob"} {
		_, err := a.iam.CreateUser(ctx, identity.CreateUserRequest{CreateUserDetails: identity.CreateUserDetails{
			CompartmentId: a.tenancy, Name: &name, Description: common.String("-"),
		}})
		must(err)
	}
	asked := identity.ListUsersRequest{
		CompartmentId: a.tenancy, Limit: common.Int(2), LifecycleState: identity.UserLifecycleStateActive,
		SortBy: identity.ListUsersSortByName, SortOrder: identity.ListUsersSortOrderDesc,
	}
	names := []string{}
	for more := true; more; more = asked.Page != nil {
		page, err := a.iam.ListUsers(ctx, asked)
		must(err)
		names = append(names, namesOf(page.Items, func(each identity.User) *string { return each.Name })...)
		asked.Page = page.OpcNextPage
	}
	return expect(names, []string{"emulator-user", "Zoe", "Bob", "Ann"})
}

func (a afternoon) createBucket() (int, error) {
	compartment := a.compartment()
	_, err := a.objects.CreateBucket(ctx, objectstorage.CreateBucketRequest{
		NamespaceName:       a.namespace,
		CreateBucketDetails: objectstorage.CreateBucketDetails{Name: a.bucket, CompartmentId: compartment},
	})
	must(err)
	_, err = a.objects.HeadBucket(ctx, objectstorage.HeadBucketRequest{NamespaceName: a.namespace, BucketName: a.bucket})
	must(err)
	return expect(a.buckets(compartment), []string{*a.bucket})
}

func (a afternoon) buckets(compartment *string) []string {
	found, err := a.objects.ListBuckets(ctx, objectstorage.ListBucketsRequest{
		NamespaceName: a.namespace, CompartmentId: compartment,
	})
	must(err)
	return namesOf(found.Items, func(each objectstorage.BucketSummary) *string { return each.Name })
}

func (a afternoon) put(name, content string, more objectstorage.PutObjectRequest) {
	more.NamespaceName, more.BucketName, more.ObjectName = a.namespace, a.bucket, &name
	more.ContentLength = common.Int64(int64(len(content)))
	more.PutObjectBody = io.NopCloser(strings.NewReader(content))
	_, err := a.objects.PutObject(ctx, more)
	must(err)
}

func (a afternoon) list(asked objectstorage.ListObjectsRequest) objectstorage.ListObjects {
	asked.NamespaceName, asked.BucketName = a.namespace, a.bucket
	page, err := a.objects.ListObjects(ctx, asked)
	must(err)
	return page.ListObjects
}

func objectName(each objectstorage.ObjectSummary) *string { return each.Name }

func (a afternoon) listed() (int, error) {
	logs := []string{"logs/0.txt", "logs/1.txt", "logs/2.txt", "logs/3.txt"}
	for _, name := range append(logs[:4:4], "notes/ä b.txt", "readme") {
		a.put(name, name, objectstorage.PutObjectRequest{})
	}
	asked := objectstorage.ListObjectsRequest{
		Prefix: common.String("logs/"), Fields: common.String("name,size,md5,timeModified,storageTier"), Limit: common.Int(3),
	}
	names := []string{}
	for more := true; more; more = asked.Start != nil {
		page := a.list(asked)
		names = append(names, namesOf(page.Objects, objectName)...)
		asked.Start = page.NextStartWith
	}
	return expect(names, logs)
}

func (a afternoon) folders() (int, error) {
	found := a.list(objectstorage.ListObjectsRequest{Delimiter: common.String("/")})
	return expect(append(found.Prefixes, namesOf(found.Objects, objectName)...), []string{"logs/", "notes/", "readme"})
}

func (a afternoon) get(name string, asked *string) objectstorage.GetObjectResponse {
	got, err := a.objects.GetObject(ctx, objectstorage.GetObjectRequest{
		NamespaceName: a.namespace, BucketName: a.bucket, ObjectName: &name, Range: asked,
	})
	must(err)
	return got
}

func contentOf(got objectstorage.GetObjectResponse) string {
	defer got.Content.Close()
	content, err := io.ReadAll(got.Content)
	must(err)
	return string(content)
}

func (a afternoon) part(asked, expected string) func() (int, error) {
	return func() (int, error) {
		a.put("part", "0123456789", objectstorage.PutObjectRequest{})
		got := a.get("part", &asked)
		return expect(fmt.Sprint(got.RawResponse.StatusCode, contentOf(got)), "206"+expected)
	}
}

func (a afternoon) described() (int, error) {
	name := "described"
	a.put(name, "a,b", objectstorage.PutObjectRequest{
		ContentType: common.String("text/csv"), ContentLanguage: common.String("de"),
		CacheControl: common.String("no-cache"), OpcMeta: map[string]string{"owner": "Ann"},
	})
	head, err := a.objects.HeadObject(ctx, objectstorage.HeadObjectRequest{
		NamespaceName: a.namespace, BucketName: a.bucket, ObjectName: &name,
	})
	must(err)
	found := []string{*head.ContentType, *head.ContentLanguage, *head.CacheControl, head.OpcMeta["owner"]}
	return expect(append(found, fmt.Sprint(*head.ContentLength)), []string{"text/csv", "de", "no-cache", "Ann", "3"})
}

func (a afternoon) inParts() (int, error) {
	content := strings.Repeat("x", 2500)
	_, err := transfer.NewUploadManager().UploadStream(ctx, transfer.UploadStreamRequest{
		UploadRequest: transfer.UploadRequest{
			NamespaceName: a.namespace, BucketName: a.bucket, ObjectName: common.String("large"),
			PartSize: common.Int64(1000), NumberOfGoroutines: common.Int(1), ObjectStorageClient: &a.objects,
			Metadata: map[string]string{"owner": "Bob"},
		},
		StreamReader: strings.NewReader(content),
	})
	must(err)
	got := a.get("large", nil)
	return expect([]any{contentOf(got) == content, got.OpcMeta["owner"]}, []any{true, "Bob"})
}

func (a afternoon) deleted() (int, error) {
	for _, name := range namesOf(a.list(objectstorage.ListObjectsRequest{}).Objects, objectName) {
		_, err := a.objects.DeleteObject(ctx, objectstorage.DeleteObjectRequest{
			NamespaceName: a.namespace, BucketName: a.bucket, ObjectName: &name,
		})
		must(err)
	}
	_, err := a.objects.GetObject(ctx, objectstorage.GetObjectRequest{
		NamespaceName: a.namespace, BucketName: a.bucket, ObjectName: common.String("readme"),
	})
	if refusal, ok := common.IsServiceError(err); !ok || refusal.GetCode() != "ObjectNotFound" {
		return 0, fmt.Errorf("an object that was deleted: %v", err)
	}
	_, err = a.objects.DeleteBucket(ctx, objectstorage.DeleteBucketRequest{NamespaceName: a.namespace, BucketName: a.bucket})
	must(err)
	return expect(a.buckets(a.compartment()), []string{})
}
