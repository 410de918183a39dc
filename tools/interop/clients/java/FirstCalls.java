// What programs ask first: where they are, who there is, and what lies in a bucket.

import com.oracle.bmc.identity.IdentityClient;
import com.oracle.bmc.identity.model.Compartment;
import com.oracle.bmc.identity.model.CreateUserDetails;
import com.oracle.bmc.identity.model.RegionSubscription;
import com.oracle.bmc.identity.model.User;
import com.oracle.bmc.identity.requests.CreateUserRequest;
import com.oracle.bmc.identity.requests.GetTenancyRequest;
import com.oracle.bmc.identity.requests.ListAvailabilityDomainsRequest;
import com.oracle.bmc.identity.requests.ListCompartmentsRequest;
import com.oracle.bmc.identity.requests.ListRegionSubscriptionsRequest;
import com.oracle.bmc.identity.requests.ListUsersRequest;
import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.model.Range;
import com.oracle.bmc.objectstorage.ObjectStorageClient;
import com.oracle.bmc.objectstorage.model.BucketSummary;
import com.oracle.bmc.objectstorage.model.CreateBucketDetails;
import com.oracle.bmc.objectstorage.model.ListObjects;
import com.oracle.bmc.objectstorage.model.ObjectSummary;
import com.oracle.bmc.objectstorage.requests.CreateBucketRequest;
import com.oracle.bmc.objectstorage.requests.DeleteBucketRequest;
import com.oracle.bmc.objectstorage.requests.DeleteObjectRequest;
import com.oracle.bmc.objectstorage.requests.GetNamespaceRequest;
import com.oracle.bmc.objectstorage.requests.GetObjectRequest;
import com.oracle.bmc.objectstorage.requests.HeadObjectRequest;
import com.oracle.bmc.objectstorage.requests.ListBucketsRequest;
import com.oracle.bmc.objectstorage.requests.ListObjectsRequest;
import com.oracle.bmc.objectstorage.requests.PutObjectRequest;
import com.oracle.bmc.objectstorage.transfer.UploadConfiguration;
import com.oracle.bmc.objectstorage.transfer.UploadManager;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

final class FirstCalls {
    private static final String TENANCY = System.getenv("INTEROP_TENANCY");
    private static final String NAMESPACE = "emulator";
    private static final String BUCKET = "afternoon";

    private final IdentityClient iam;
    private final ObjectStorageClient objects;

    private FirstCalls() throws Exception {
        var user = Users.profile("DEFAULT").provider();
        iam = IdentityClient.builder().endpoint(Speak.URL).configuration(Calls.NO_RETRY).build(user);
        objects = ObjectStorageClient.builder().endpoint(Speak.URL).configuration(Calls.NO_RETRY).build(user);
    }

    static void play() throws Exception {
        FirstCalls calls = new FirstCalls();
        Speak.run("the namespace", calls::namespace);
        Speak.run("the tenancy and its home region", calls::tenancy);
        Speak.run("compartments, page by page", () -> expect(calls.compartment().getCompartmentId(), TENANCY));
        Speak.run("availability domains", calls::domains);
        Speak.run("users by name, page by page", calls::sortedUsers);
        Speak.run("a bucket is created and listed", calls::createBucket);
        Speak.run("objects below a prefix, page by page", calls::listed);
        Speak.run("folders of a bucket", calls::folders);
        Speak.run("a part of an object", () -> calls.part(new Range(2L, 4L), "234"));
        Speak.run("a part of an object to its end", () -> calls.part(new Range(7L, null), "789"));
        Speak.run("metadata of an object", calls::described);
        Speak.run("an upload in parts, with metadata", calls::inParts);
        Speak.run("objects and their bucket are deleted", calls::deleted);
    }

    private static int expect(Object found, Object expected) {
        if (!found.equals(expected)) throw new IllegalStateException(found + ", not " + expected);
        return 200;
    }

    private int namespace() {
        var asked = GetNamespaceRequest.builder().compartmentId(TENANCY).build();
        return expect(objects.getNamespace(asked).getValue(), NAMESPACE);
    }

    private int tenancy() {
        var found = iam.getTenancy(GetTenancyRequest.builder().tenancyId(TENANCY).build()).getTenancy();
        var asked = ListRegionSubscriptionsRequest.builder().tenancyId(TENANCY).build();
        var home =
                iam.listRegionSubscriptions(asked).getItems().stream()
                        .filter(RegionSubscription::getIsHomeRegion)
                        .map(RegionSubscription::getRegionKey)
                        .toList();
        return expect(home, List.of(found.getHomeRegionKey()));
    }

    /** The first one, found among all pages. */
    private Compartment compartment() {
        var asked =
                ListCompartmentsRequest.builder()
                        .compartmentId(TENANCY)
                        .compartmentIdInSubtree(true)
                        .accessLevel(ListCompartmentsRequest.AccessLevel.Accessible)
                        .sortBy(ListCompartmentsRequest.SortBy.Name)
                        .lifecycleState(Compartment.LifecycleState.Active)
                        .limit(1)
                        .build();
        return stream(iam.getPaginators().listCompartmentsRecordIterator(asked)).toList().get(0);
    }

    private int domains() {
        var asked = ListAvailabilityDomainsRequest.builder().compartmentId(TENANCY).build();
        var found = iam.listAvailabilityDomains(asked).getItems();
        return expect(!found.isEmpty() && found.stream().allMatch(each -> each.getName().contains("-AD-")), true);
    }

    private int sortedUsers() {
        for (String name : List.of("Zoe", "Ann", "Bob")) {
            var details = CreateUserDetails.builder().compartmentId(TENANCY).name(name).description("-").build();
            iam.createUser(CreateUserRequest.builder().createUserDetails(details).build());
        }
        var asked =
                ListUsersRequest.builder()
                        .compartmentId(TENANCY)
                        .sortBy(ListUsersRequest.SortBy.Name)
                        .sortOrder(ListUsersRequest.SortOrder.Desc)
                        .lifecycleState(User.LifecycleState.Active)
                        .limit(2)
                        .build();
        var names = stream(iam.getPaginators().listUsersRecordIterator(asked)).map(User::getName).toList();
        return expect(names, List.of("emulator-user", "Zoe", "Bob", "Ann"));
    }

    private int createBucket() {
        var details = CreateBucketDetails.builder().name(BUCKET).compartmentId(compartment().getId()).build();
        objects.createBucket(
                CreateBucketRequest.builder().namespaceName(NAMESPACE).createBucketDetails(details).build());
        return expect(buckets(), List.of(BUCKET));
    }

    private List<String> buckets() {
        var asked =
                ListBucketsRequest.builder().namespaceName(NAMESPACE).compartmentId(compartment().getId()).build();
        return objects.listBuckets(asked).getItems().stream().map(BucketSummary::getName).toList();
    }

    private static PutObjectRequest.Builder toPut(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return PutObjectRequest.builder()
                .namespaceName(NAMESPACE)
                .bucketName(BUCKET)
                .objectName(name)
                .contentLength((long) bytes.length)
                .putObjectBody(new ByteArrayInputStream(bytes));
    }

    private ListObjects list(ListObjectsRequest.Builder asked) {
        return objects.listObjects(asked.namespaceName(NAMESPACE).bucketName(BUCKET).build()).getListObjects();
    }

    private int listed() {
        var logs = Stream.of(0, 1, 2, 3).map(n -> "logs/" + n + ".txt").toList();
        Stream.concat(logs.stream(), Stream.of("notes/ä b.txt", "readme"))
                .forEach(name -> objects.putObject(toPut(name, name).build()));
        var names = new ArrayList<String>();
        String start = null;
        do {
            var asked = ListObjectsRequest.builder().prefix("logs/").limit(3).start(start);
            var page = list(asked.fields("name,size,md5,timeModified,storageTier"));
            page.getObjects().forEach(each -> names.add(each.getName()));
            start = page.getNextStartWith();
        } while (start != null);
        return expect(names, logs);
    }

    private int folders() {
        var found = list(ListObjectsRequest.builder().delimiter("/"));
        var names = found.getObjects().stream().map(ObjectSummary::getName).toList();
        return expect(List.of(found.getPrefixes(), names), List.of(List.of("logs/", "notes/"), List.of("readme")));
    }

    private static GetObjectRequest.Builder toGet(String name) {
        return GetObjectRequest.builder().namespaceName(NAMESPACE).bucketName(BUCKET).objectName(name);
    }

    private int part(Range asked, String expected) throws Exception {
        objects.putObject(toPut("part", "0123456789").build());
        var got = objects.getObject(toGet("part").range(asked).build());
        try (InputStream stream = got.getInputStream()) {
            String content = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return expect(got.get__httpStatusCode__() + content, "206" + expected);
        }
    }

    private int described() {
        var more = toPut("described", "a,b").contentType("text/csv").contentLanguage("de").cacheControl("no-cache");
        objects.putObject(more.opcMeta(Map.of("owner", "Ann")).build());
        var asked = HeadObjectRequest.builder().namespaceName(NAMESPACE).bucketName(BUCKET).objectName("described");
        var head = objects.headObject(asked.build());
        var found = List.of(head.getContentType(), head.getContentLanguage(), head.getCacheControl());
        expect(found, List.of("text/csv", "de", "no-cache"));
        return expect(head.getOpcMeta().get("owner") + head.getContentLength(), "Ann3");
    }

    /** The manager counts parts in MiB. */
    private int inParts() throws Exception {
        String content = "x".repeat(2_500_000);
        var configuration =
                UploadConfiguration.builder()
                        .lengthPerUploadPart(1)
                        .minimumLengthForMultipartUpload(1)
                        .allowParallelUploads(false)
                        .build();
        var put = toPut("large", content).opcMeta(Map.of("owner", "Bob")).build();
        var manager = new UploadManager(objects, configuration);
        manager.upload(UploadManager.UploadRequest.builder(put.getPutObjectBody(), content.length()).build(put));
        var got = objects.getObject(toGet("large").build());
        try (InputStream stream = got.getInputStream()) {
            return expect(stream.readAllBytes().length + got.getOpcMeta().get("owner"), "2500000Bob");
        }
    }

    private int deleted() {
        for (ObjectSummary each : list(ListObjectsRequest.builder()).getObjects()) {
            var asked = DeleteObjectRequest.builder().namespaceName(NAMESPACE).bucketName(BUCKET);
            objects.deleteObject(asked.objectName(each.getName()).build());
        }
        try {
            objects.getObject(toGet("readme").build());
            throw new IllegalStateException("an object that was deleted is there");
        } catch (BmcException error) {
            expect(error.getStatusCode() + error.getServiceCode(), "404ObjectNotFound");
        }
        objects.deleteBucket(DeleteBucketRequest.builder().namespaceName(NAMESPACE).bucketName(BUCKET).build());
        return expect(buckets(), List.of());
    }

    private static <T> Stream<T> stream(Iterable<T> items) {
        return StreamSupport.stream(items.spliterator(), false);
    }
}
