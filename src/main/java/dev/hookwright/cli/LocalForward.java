package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.sandbox.OneLine;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Hands stored events on to an address, as the sender posted them, and prints a line each way. */
final class LocalForward {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int EXCERPT = 300;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    /** Those of one connection, and those that would have the answer come in a form that is not to be read here. */
    private static final Set<String> NOT_HANDED_ON = Set.of(
            "host",
            "content-length",
            "connection",
            "keep-alive",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "accept-encoding",
            "proxy-authorization",
            "proxy-connection");

    private static final String MASK = "••••";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI target;
    private final Set<String> toldOf = new HashSet<>();

    LocalForward(URI target) {
        this.target = target;
    }

    /** @param event as the API gives it whole */
    void handOn(JsonNode event) throws CommandFailed {
        String id = event.path("id").asText();
        System.out.printf(
                "%s  --> %s %s [%s]%n",
                now(),
                event.path("endpoint").asText(),
                OneLine.of(event.path("type").asText("-")),
                id);
        if (event.path("body").isNull()) {
            System.out.printf("%s  <-- not handed on: its payload was deleted [%s]%n", now(), id);
            return;
        }
        long began = System.nanoTime();
        try {
            HttpResponse<String> answer = client.send(request(event), HttpResponse.BodyHandlers.ofString());
            long millis = (System.nanoTime() - began) / 1_000_000;
            int status = answer.statusCode();
            System.out.printf("%s  <-- [%d] POST %s in %d ms [%s]%n", now(), status, target, millis, id);
            if (status >= 300 && !answer.body().isBlank()) {
                System.out.println("              " + excerpt(answer.body()));
            }
        } catch (IOException e) {
            String why = e.getMessage() == null ? "nothing listens there" : e.getMessage();
            System.out.printf("%s  <-- [failed] POST %s: %s [%s]%n", now(), target, why, id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(130, "interrupted");
        }
    }

    private HttpRequest request(JsonNode event) {
        HttpRequest.Builder request = HttpRequest.newBuilder(withQuery(event.path("query")))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body(event)));
        event.path("headers").properties().forEach(header -> {
            String name = header.getKey();
            String value = header.getValue().asText();
            if (value.equals(MASK)) {
                tellHidden("header", name);
            } else if (!NOT_HANDED_ON.contains(name)) {
                try {
                    request.setHeader(name, value);
                } catch (IllegalArgumentException e) {
                    if (toldOf.add(name)) {
                        System.err.println("the header " + name + " is not handed on: it cannot be sent");
                    }
                }
            }
        });
        return request.build();
    }

    private void tellHidden(String kind, String name) {
        if (toldOf.add(kind + name)) {
            System.err.println("the " + kind + " " + name
                    + " is not handed on: by it the sender proves who it is (--with-credentials hands it on)");
        }
    }

    private static byte[] body(JsonNode event) {
        String text = event.path("body").asText();
        return event.path("bodyEncoding").asText().equals("base64")
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private URI withQuery(JsonNode query) {
        List<String> pairs = new ArrayList<>();
        query.properties().forEach(field -> {
            String value = field.getValue().asText();
            if (value.equals(MASK)) {
                tellHidden("parameter", field.getKey());
            } else {
                pairs.add(encoded(field.getKey()) + "=" + encoded(value));
            }
        });
        String text = target.toString();
        return pairs.isEmpty() ? target : URI.create(text + (text.contains("?") ? "&" : "?") + String.join("&", pairs));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String excerpt(String body) {
        String line = body.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
    }

    private static String now() {
        return LocalTime.now(ZoneId.systemDefault()).format(CLOCK);
    }
}
