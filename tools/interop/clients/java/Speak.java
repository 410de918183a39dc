// The emulator's address, the control server, and how a case tells how it ended: see ../python/interop.py.

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

final class Speak {
    static final String URL = System.getenv("OCI_EMULATOR_URL").replaceAll("/$", "");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Asks the control server to do something with the emulator. */
    static Object control(String verb, Map<String, ?> members) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(System.getenv("INTEROP_CONTROL") + "/" + verb))
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(members)))
                        .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new IllegalStateException(response.body());
        return JSON.readValue(response.body(), Object.class);
    }

    static int count(String path) throws Exception {
        return (int) control("count", Map.of("method", "POST", "path", path));
    }

    /** Tells how a case ends: `act` yields a status, or throws. */
    static void run(String title, Callable<Integer> act) throws Exception {
        control("refusals", Map.of());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("case", title);
        try {
            int status = act.call();
            if (status != 200) throw new IllegalStateException("answered with " + status);
            line.put("status", status);
        } catch (Throwable error) {
            Object reasons = control("refusals", Map.of());
            String text = (error.getClass().getSimpleName() + ": " + error.getMessage()).replaceAll("\\s+", " ");
            line.put("error", text.substring(0, Math.min(text.length(), 400)) + " " + reasons);
        }
        System.out.println(JSON.writeValueAsString(line));
    }

    /** Waits until tokens of two seconds have ended: the SDK looks at the clock of this machine. */
    static void pause() throws InterruptedException {
        Thread.sleep(3100);
    }

    private Speak() {}
}
