package dev.hookwright.cli;

import dev.hookwright.endpoint.CannotBeMade;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.ProviderRequests;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.LocalKeys;
import dev.hookwright.provider.SignedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Posts to an endpoint as its provider would. */
final class SignedPost {
    private final ProviderRequests requests;
    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param keys to sign with where only the provider has the private key */
    SignedPost(Endpoint endpoint, String url, LocalKeys keys) {
        this.requests = new ProviderRequests(endpoint, endpoint.credentials(), keys);
        this.url = url;
    }

    record Answer(int status, String body) {
        /** Some providers are answered a text of their own, which does not tell. */
        boolean saysAccepted() {
            return body.contains("\"status\":\"accepted\"");
        }
    }

    /**
     * Posts, twice for a duplicate.
     *
     * @throws CommandFailed rather than post what the endpoint would take for something else
     */
    List<Answer> send(Draft draft, ProviderRequests.@Nullable Variant variant) throws InterruptedException {
        SignedRequest request;
        try {
            request = requests.make(draft, variant, Instant.now());
        } catch (CannotBeMade e) {
            throw new CommandFailed(
                    e.isAskedForTooMuch() ? ExitStatus.WRONG_USE : ExitStatus.WRONG, String.valueOf(e.getMessage()));
        }
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < (variant == ProviderRequests.Variant.DUPLICATE ? 2 : 1); i++) {
            answers.add(post(request));
        }
        return answers;
    }

    private Answer post(SignedRequest signed) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + signed.query()))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(signed.body()));
        signed.headers().forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.NOT_REACHABLE,
                    "no server is reachable at " + url + " (start one with ./hookwright run, or give --url)");
        }
    }
}
