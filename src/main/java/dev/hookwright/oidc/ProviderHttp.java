package dev.hookwright.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.download.BoundedText;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls the identity provider: no redirects, a deadline for all of an answer, a bound on its length. Blocks. */
final class ProviderHttp {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_BYTES = 512 << 10;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Made when it is first needed. */
    private @Nullable HttpClient client;

    /** An answer, in JSON; an empty object if it is something else. */
    record Answer(int status, JsonNode json, String text) {}

    Answer get(URI address, Map<String, String> headers) throws ProviderAway {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        headers.forEach(request::setHeader);
        return send(request);
    }

    Answer post(URI address, Map<String, String> form, Map<String, String> headers) throws ProviderAway {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return send(request);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer send(HttpRequest.Builder builder) throws ProviderAway {
        HttpRequest request = builder.setHeader("Accept", "application/json")
                .timeout(DEADLINE)
                .build();
        String host = request.uri().getAuthority();
        CompletableFuture<HttpResponse<String>> answer =
                client().sendAsync(request, head -> new BoundedText(MOST_BYTES));
        try {
            HttpResponse<String> response = answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), json(response.body()), response.body());
        } catch (TimeoutException e) {
            throw new ProviderAway(host + " gives no answer within " + DEADLINE.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new ProviderAway(host + " cannot be reached: " + why(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderAway("the server stops");
        } finally {
            answer.cancel(true);
        }
    }

    private static String why(Throwable cause) {
        String message = cause.getMessage();
        if (message != null) {
            return message;
        }
        return cause instanceof ConnectException
                ? "nothing listens there"
                : cause.getClass().getSimpleName();
    }

    private static JsonNode json(String text) {
        try {
            JsonNode read = MAPPER.readTree(text);
            return read != null && read.isObject() ? read : MAPPER.createObjectNode();
        } catch (JsonProcessingException e) {
            return MAPPER.createObjectNode();
        }
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(DEADLINE)
                    .build();
            client = made;
        }
        return made;
    }
}
