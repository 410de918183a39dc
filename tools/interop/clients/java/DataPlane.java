// The identity data plane.

import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.identitydataplane.DataplaneClient;
import com.oracle.bmc.identitydataplane.model.GenerateScopedAccessTokenDetails;
import com.oracle.bmc.identitydataplane.model.GenerateUserSecurityTokenDetails;
import com.oracle.bmc.identitydataplane.requests.GenerateScopedAccessTokenRequest;
import com.oracle.bmc.identitydataplane.requests.GenerateUserSecurityTokenRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

final class DataPlane {
    private final KeyPair keys;
    private final DataplaneClient client;
    private String token;

    private DataPlane() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        client =
                DataplaneClient.builder()
                        .endpoint(Speak.URL)
                        .configuration(Calls.NO_RETRY)
                        .build(Users.profile("DEFAULT").provider());
    }

    /** Gets tokens, and uses the one that opens a session. */
    static void play() throws Exception {
        DataPlane plane = new DataPlane();
        Speak.run("a token for databases", plane::scoped);
        Speak.run("a user security token", plane::userToken);
        Speak.run("that token signs", new Calls(plane::signing)::get);
    }

    private int scoped() {
        GenerateScopedAccessTokenDetails details =
                GenerateScopedAccessTokenDetails.builder()
                        .scope("urn:oracle:db::id::*")
                        .publicKey(pem("PUBLIC KEY", keys.getPublic()))
                        .build();
        return client.generateScopedAccessToken(
                        GenerateScopedAccessTokenRequest.builder().generateScopedAccessTokenDetails(details).build())
                .get__httpStatusCode__();
    }

    private int userToken() {
        GenerateUserSecurityTokenDetails details =
                GenerateUserSecurityTokenDetails.builder()
                        .publicKey(pem("PUBLIC KEY", keys.getPublic()))
                        .sessionExpirationInMinutes(60)
                        .build();
        var response =
                client.generateUserSecurityToken(
                        GenerateUserSecurityTokenRequest.builder().generateUserSecurityTokenDetails(details).build());
        token = response.getSecurityToken().getToken();
        return response.get__httpStatusCode__();
    }

    /** Signs with a token at hand. */
    private BasicAuthenticationDetailsProvider signing() {
        return new BasicAuthenticationDetailsProvider() {
            @Override
            public String getKeyId() {
                return "ST$" + token;
            }

            @Override
            public InputStream getPrivateKey() {
                return new ByteArrayInputStream(pem("PRIVATE KEY", keys.getPrivate()).getBytes());
            }

            @Override
            public String getPassPhrase() {
                return null;
            }

            @Override
            public char[] getPassphraseCharacters() {
                return null;
            }
        };
    }

    private static String pem(String label, Key key) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }
}
