package dev.hookwright.cli;

import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.provider.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Posts to an endpoint as its provider would. */
final class SignedPost {
    private static final Duration STALE_BY = Duration.ofDays(1);

    private final Endpoint endpoint;
    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    SignedPost(Endpoint endpoint, String url) {
        this.endpoint = endpoint;
        this.url = url;
    }

    /** How the request differs from a good one. */
    enum Variant {
        BAD_SIGNATURE,
        STALE,
        DUPLICATE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    record Answer(int status, String body) {}

    List<Answer> send(byte[] body, @Nullable String eventType, @Nullable Variant variant) throws InterruptedException {
        Instant at = variant == Variant.STALE ? Instant.now().minus(STALE_BY) : Instant.now();
        Map<String, String> headers = signed(
                body, variant == Variant.BAD_SIGNATURE ? otherCredentials() : endpoint.credentials(), at, eventType);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < (variant == Variant.DUPLICATE ? 2 : 1); i++) {
            answers.add(post(body, headers));
        }
        return answers;
    }

    private Map<String, String> signed(byte[] body, Credentials credentials, Instant at, @Nullable String eventType) {
        try {
            return endpoint.provider()
                    .sign(
                            body,
                            endpoint.urlOf(null),
                            credentials,
                            at,
                            UUID.randomUUID().toString(),
                            eventType);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitStatus.WRONG,
                    "a request of " + endpoint.provider().title() + " cannot be made: " + e.getMessage());
        }
    }

    private Answer post(byte[] body, Map<String, String> headers) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.NOT_REACHABLE,
                    "no server is reachable at " + url + " (start one with ./hookwright run, or give --url)");
        }
    }

    /** Secrets of the right form that are not the endpoint's. */
    private Credentials otherCredentials() {
        Map<String, List<String>> others = new LinkedHashMap<>();
        endpoint.credentials()
                .named()
                .forEach((name, secrets) ->
                        others.put(name, secrets.stream().map(SignedPost::other).toList()));
        return new Credentials(
                others, endpoint.credentials().config(), endpoint.credentials().scheme());
    }

    private static String other(String secret) {
        // A letter near the front changes the key in each of the encodings that secrets come in.
        int place = Math.min(8, secret.length() - 1);
        char changed = secret.charAt(place) == 'A' ? 'B' : 'A';
        return secret.substring(0, place) + changed + secret.substring(place + 1);
    }
}
