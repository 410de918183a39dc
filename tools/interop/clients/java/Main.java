// Plays the mechanism that its argument names with OCI's SDK for Java, against an emulator.

import java.util.Map;

public final class Main {
    interface Mechanism {
        void play() throws Exception;
    }

    private static final Map<String, Mechanism> MECHANISMS =
            Map.ofEntries(
                    Map.entry("api-key", Users::apiKey),
                    Map.entry("data-plane", DataPlane::play),
                    Map.entry("delegation", Instances::delegation),
                    Map.entry("difficult", Difficult::play),
                    Map.entry("first-calls", FirstCalls::play),
                    Map.entry("instance", Instances::instance),
                    Map.entry("oke", Oke::play),
                    Map.entry("opened-session", Users::session),
                    Map.entry("resource", Resources::play),
                    Map.entry("session", Users::session),
                    Map.entry("tls", Tls::play),
                    Map.entry("written-config", Users::writtenConfig));

    public static void main(String[] args) throws Exception {
        Mechanism mechanism = MECHANISMS.get(args[0]);
        if (mechanism == null) throw new IllegalArgumentException("There is no mechanism " + args[0] + ".");
        mechanism.play();
        // The SDK's threads would keep the program.
        System.exit(0);
    }
}
