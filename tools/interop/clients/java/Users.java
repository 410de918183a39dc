// Users with API keys and sessions, from config files.

import com.oracle.bmc.auth.ConfigFileAuthenticationDetailsProvider;
import com.oracle.bmc.auth.SessionTokenAuthenticationDetailsProvider;

final class Users {
    private static final String FILE = System.getenv("OCI_CONFIG_FILE");

    /** Signs as a user with an API key. */
    static void apiKey() throws Exception {
        Calls user = profile("DEFAULT");
        Speak.run("first use", user::get);
        Speak.run("a body", user::post);
    }

    /** Signs with the session of a profile. */
    static void session() throws Exception {
        Calls session = ofSession();
        Speak.run("first use", session::get);
        Speak.run("a body", session::post);
    }

    /** Reads the config file that @x/config has written: DEFAULT has an API key, LOCKED one with a passphrase, SESSION a session. */
    static void writtenConfig() throws Exception {
        Speak.run("an API key", profile("DEFAULT")::get);
        Speak.run("an API key with a passphrase", profile("LOCKED")::get);
        Speak.run("a session", ofSession()::get);
    }

    static Calls profile(String name) {
        return new Calls(() -> new ConfigFileAuthenticationDetailsProvider(FILE, name));
    }

    private static Calls ofSession() {
        return new Calls(() -> new SessionTokenAuthenticationDetailsProvider(FILE, "SESSION"));
    }

    private Users() {}
}
