// Resources that are no instances.

import com.oracle.bmc.auth.ResourcePrincipalAuthenticationDetailsProvider;
import com.oracle.bmc.auth.ResourcePrincipalAuthenticationDetailsProvider.ResourcePrincipalAuthenticationDetailsProviderBuilder;
import com.oracle.bmc.auth.internal.DelegationTokenConfigurator;
import com.oracle.bmc.auth.internal.EnvironmentRptPathProvider;
import com.oracle.bmc.http.ClientConfigurator;
import java.util.Map;

final class Resources {
    private static final String VERSION = System.getenv("OCI_RESOURCE_PRINCIPAL_VERSION");

    /** Signs as the resource that the environment describes, in any version of its description; with INTEROP_DELEGATION for a user. */
    static void play() throws Exception {
        ClientConfigurator[] forUser =
                System.getenv("INTEROP_DELEGATION") == null
                        ? new ClientConfigurator[0]
                        : new ClientConfigurator[] {new DelegationTokenConfigurator(Instances.DELEGATION_TOKEN)};
        if (!"2.2".equals(VERSION)) {
            Calls.principal("/v1/resourcePrincipalSessionToken", Resources::make, forUser);
            return;
        }
        Calls calls = new Calls(Resources::make, forUser);
        if (forUser.length > 0) Speak.run("the token of the user is sent", calls::forUser);
        Speak.run("first use", calls::get);
        Speak.run("a body", calls::post);
        Speak.run(
                "new files, forced renewal",
                () -> {
                    Speak.control("renew-files", Map.of());
                    ((ResourcePrincipalAuthenticationDetailsProvider) calls.provider()).refresh();
                    return calls.get();
                });
        Speak.run(
                "a token that was revoked, new files",
                () -> {
                    Speak.control("renew-files", Map.of());
                    return calls.revoked();
                });
    }

    private static ResourcePrincipalAuthenticationDetailsProvider make() {
        ResourcePrincipalAuthenticationDetailsProviderBuilder builder =
                ResourcePrincipalAuthenticationDetailsProvider.builder().federationEndpoint(Speak.URL);
        // The default provider asks the link-local address whatever the variables say.
        if ("1.1".equals(VERSION)) builder.resourcePrincipalTokenPathProvider(new EnvironmentRptPathProvider());
        return builder.build();
    }

    private Resources() {}
}
