// Requests that are hard to sign: names, bodies and streams that something on the way writes otherwise.

import com.oracle.bmc.identity.IdentityClient;
import com.oracle.bmc.identity.model.CreateUserDetails;
import com.oracle.bmc.identity.model.User;
import com.oracle.bmc.identity.requests.CreateUserRequest;
import com.oracle.bmc.identity.requests.ListUsersRequest;
import com.oracle.bmc.objectstorage.ObjectStorageClient;
import com.oracle.bmc.objectstorage.requests.GetObjectRequest;
import com.oracle.bmc.objectstorage.requests.PutObjectRequest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

final class Difficult {
    private static final String NAME = "R&D #1 é+%2F";
    private static final String TENANCY = System.getenv("INTEROP_TENANCY");

    private final IdentityClient users;
    private final ObjectStorageClient objects;

    private Difficult() throws Exception {
        var user = Users.profile("DEFAULT").provider();
        users = IdentityClient.builder().endpoint(Speak.URL).configuration(Calls.NO_RETRY).build(user);
        objects = ObjectStorageClient.builder().endpoint(Speak.URL).configuration(Calls.NO_RETRY).build(user);
    }

    static void play() throws Exception {
        Difficult difficult = new Difficult();
        byte[] text = "héé".getBytes(StandardCharsets.UTF_8);
        byte[] one = {'x'};
        Speak.run("a query with &, #, + and é", difficult::foundByName);
        Speak.run(
                "an object’s name with spaces, quotes and %",
                () -> difficult.stored("a b+c%d/é'()*!~;=@.txt", new ByteArrayInputStream(one), one));
        Speak.run("an object’s name with ..", () -> difficult.stored("a/../b", new ByteArrayInputStream(one), one));
        Speak.run("an object named ..", () -> difficult.stored("..", new ByteArrayInputStream(one), one));
        Speak.run("an object of bytes", () -> difficult.stored("bytes", new ByteArrayInputStream(text), text));
        Speak.run("an empty object", () -> difficult.stored("empty", new ByteArrayInputStream(new byte[0]), new byte[0]));
        Speak.run("a stream that is read once", () -> difficult.stored("stream", once(text), text));
    }

    private int foundByName() {
        CreateUserDetails details =
                CreateUserDetails.builder().compartmentId(TENANCY).name(NAME).description("ä").build();
        users.createUser(CreateUserRequest.builder().createUserDetails(details).build());
        var response = users.listUsers(ListUsersRequest.builder().compartmentId(TENANCY).name(NAME).build());
        List<String> names = response.getItems().stream().map(User::getName).toList();
        if (!names.equals(List.of(NAME))) throw new IllegalStateException("found " + names.size() + " users");
        return response.get__httpStatusCode__();
    }

    private int stored(String name, InputStream body, byte[] content) throws Exception {
        objects.putObject(
                PutObjectRequest.builder()
                        .namespaceName("space")
                        .bucketName("bucket")
                        .objectName(name)
                        .contentLength((long) content.length)
                        .putObjectBody(body)
                        .build());
        var response =
                objects.getObject(
                        GetObjectRequest.builder().namespaceName("space").bucketName("bucket").objectName(name).build());
        try (InputStream stream = response.getInputStream()) {
            byte[] got = stream.readAllBytes();
            if (!Arrays.equals(got, content)) throw new IllegalStateException(got.length + " bytes were stored");
        }
        return response.get__httpStatusCode__();
    }

    private static InputStream once(byte[] content) {
        return new FilterInputStream(new ByteArrayInputStream(content)) {
            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }
}
