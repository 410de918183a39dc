// An emulator that has TLS, whose CA INTEROP_CA names.

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

final class Tls {
    /** Calls it as a user and as an instance. */
    static void play() throws Exception {
        trust(Path.of(System.getenv("INTEROP_CA")));
        Speak.run("an API key", Users.profile("DEFAULT")::get);
        Speak.run("an instance", new Calls(Instances::make)::get);
    }

    /** Java reads its own kinds of trust stores only, and no PEM. */
    private static void trust(Path pem) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream certificates = Files.newInputStream(pem)) {
            store.setCertificateEntry("emulator", CertificateFactory.getInstance("X.509").generateCertificate(certificates));
        }
        Path file = Path.of(System.getenv("INTEROP_FOLDER"), "trust.p12");
        try (OutputStream written = Files.newOutputStream(file)) {
            store.store(written, "changeit".toCharArray());
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    }

    private Tls() {}
}
