// Compute instances.

import com.oracle.bmc.auth.InstancePrincipalsAuthenticationDetailsProvider;
import com.oracle.bmc.auth.internal.DelegationTokenConfigurator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class Instances {
    private static final String X509 = "/v1/x509";
    /** A token of its own make: the emulator checks that it is signed, not what it says. */
    static final String DELEGATION_TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lYm9keSJ9.c2ln";

    /** It takes its auth service from no variable. */
    static InstancePrincipalsAuthenticationDetailsProvider make() {
        return InstancePrincipalsAuthenticationDetailsProvider.builder().federationEndpoint(Speak.URL).build();
    }

    /** Signs as a compute instance. */
    static void instance() throws Exception {
        Calls.principal(X509, Instances::make);
        Speak.run("a token of two seconds", new Calls(Instances::make)::get);
        Speak.run("another certificate at the next token", Instances::rotated);
        Speak.run("eight calls at once when the token has ended", Instances::atOnce);
    }

    /** Signs as an instance that acts for a user. */
    static void delegation() throws Exception {
        DelegationTokenConfigurator forUser = new DelegationTokenConfigurator(DELEGATION_TOKEN);
        Speak.run("the token of the user is sent", new Calls(Instances::make, forUser)::forUser);
        Calls.principal(X509, Instances::make, forUser);
    }

    private static int rotated() throws Exception {
        Calls brief = new Calls(Instances::make);
        brief.get();
        Speak.control("rotate", Map.of("revokeOld", true));
        Speak.pause();
        return Calls.renewed(X509, brief::get);
    }

    private static int atOnce() throws Exception {
        Calls calls = new Calls(Instances::make);
        calls.get();
        Speak.control("lifetime", Map.of("seconds", 3600));
        Speak.pause();
        int before = Speak.count(X509);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) answers.add(threads.submit(calls::get));
        for (Future<Integer> answer : answers) answer.get();
        int exchanges = Speak.count(X509) - before;
        if (exchanges != 1) throw new IllegalStateException(exchanges + " exchanges for 8 calls");
        return 200;
    }

    private Instances() {}
}
