// Pods of an OKE cluster, of an emulator with proxymuxPort 12250: the SDK knows no other port.

import com.oracle.bmc.auth.okeworkloadidentity.OkeWorkloadIdentityAuthenticationDetailsProvider;
import java.nio.file.Files;
import java.nio.file.Path;

final class Oke {
    /** The CLI reads this variable; the SDK takes the path as an argument. */
    private static final String TOKEN_PATH = System.getenv("OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH");

    static void play() throws Exception {
        Speak.run("a service-account token as text", new Calls(Oke::asText)::get);
        Calls.principal("/resourcePrincipalSessionTokens", Oke::fromFile);
    }

    private static OkeWorkloadIdentityAuthenticationDetailsProvider fromFile() {
        return OkeWorkloadIdentityAuthenticationDetailsProvider.builder().tokenPath(TOKEN_PATH).build();
    }

    private static OkeWorkloadIdentityAuthenticationDetailsProvider asText() throws Exception {
        String token = Files.readString(Path.of(TOKEN_PATH));
        return OkeWorkloadIdentityAuthenticationDetailsProvider.builder().token(token).build();
    }

    private Oke() {}
}
