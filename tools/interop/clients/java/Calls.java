// The calls that every mechanism makes, and the situations of every principal that gets tokens.

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.auth.AbstractAuthenticationDetailsProvider;
import com.oracle.bmc.auth.RefreshableOnNotAuthenticatedProvider;
import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.identity.IdentityClient;
import com.oracle.bmc.identity.model.CreateUserDetails;
import com.oracle.bmc.identity.requests.CreateUserRequest;
import com.oracle.bmc.identity.requests.ListRegionsRequest;
import com.oracle.bmc.retrier.RetryConfiguration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

final class Calls {
    /** It gives up at once what it would repeat. */
    static final ClientConfiguration NO_RETRY =
            ClientConfiguration.builder().retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION).build();

    private final Callable<? extends AbstractAuthenticationDetailsProvider> make;
    private final ClientConfigurator[] configurators;
    private AbstractAuthenticationDetailsProvider made;

    /** What `make` makes, once. */
    Calls(Callable<? extends AbstractAuthenticationDetailsProvider> make, ClientConfigurator... configurators) {
        this.make = make;
        this.configurators = configurators;
    }

    AbstractAuthenticationDetailsProvider provider() throws Exception {
        if (made == null) made = make.call();
        return made;
    }

    private IdentityClient client() throws Exception {
        IdentityClient.Builder builder = IdentityClient.builder().endpoint(Speak.URL).configuration(NO_RETRY);
        for (ClientConfigurator each : configurators) builder.additionalClientConfigurator(each);
        return builder.build(provider());
    }

    int get() throws Exception {
        try (IdentityClient client = client()) {
            return client.listRegions(ListRegionsRequest.builder().build()).get__httpStatusCode__();
        }
    }

    /** Creates a user: a request with a body. */
    int post() throws Exception {
        CreateUserDetails details =
                CreateUserDetails.builder()
                        .compartmentId(System.getenv("INTEROP_TENANCY"))
                        .name("é " + UUID.randomUUID())
                        .description("ä")
                        .build();
        try (IdentityClient client = client()) {
            return client.createUser(CreateUserRequest.builder().createUserDetails(details).build())
                    .get__httpStatusCode__();
        }
    }

    /** Looks whether the token of the user goes along; the emulator insists that it is signed then. */
    int forUser() throws Exception {
        int status = get();
        if (!(boolean) Speak.control("sent", Map.of("header", "opc-obo-token")))
            throw new IllegalStateException("the token of the user was not sent");
        return status;
    }

    /** Has the token of the next request revoked. */
    int revoked() throws Exception {
        Speak.control("revoke-next", Map.of("path", "/20160918/regions"));
        return get();
    }

    int forced(String endpoint) throws Exception {
        return renewed(
                endpoint,
                () -> {
                    ((RefreshableOnNotAuthenticatedProvider<?>) provider()).refresh();
                    return get();
                });
    }

    /** Does something for which the token has to be renewed, and looks whether it was. */
    static int renewed(String endpoint, Callable<Integer> act) throws Exception {
        int before = Speak.count(endpoint);
        int status = act.call();
        if (status == 200 && Speak.count(endpoint) == before)
            throw new IllegalStateException("the token was not renewed");
        return status;
    }

    /** The situations of every principal that gets tokens by POST from `endpoint`. */
    static void principal(
            String endpoint,
            Callable<? extends AbstractAuthenticationDetailsProvider> make,
            ClientConfigurator... configurators)
            throws Exception {
        Calls calls = new Calls(make, configurators);
        Speak.run("first use", calls::get);
        Speak.run("a body", calls::post);
        Speak.run("forced renewal", () -> calls.forced(endpoint));
        Speak.run("a token that was revoked", calls::revoked);
        Speak.control("lifetime", Map.of("seconds", 2));
        Calls brief = new Calls(make, configurators);
        try {
            brief.get();
        } catch (Exception ignored) {
            // The next use tells.
        }
        Speak.pause();
        Speak.run("a token that has ended", () -> renewed(endpoint, brief::get));
    }
}
