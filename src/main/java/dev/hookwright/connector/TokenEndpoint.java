package dev.hookwright.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.config.AddressRanges;
import dev.hookwright.retry.FailureClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.net.WWWFormCodec;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Asks token endpoints for access tokens (RFC 6749, section 5). What they refuse is told without any secret. */
final class TokenEndpoint implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout ANSWER = Timeout.ofSeconds(20);
    private static final int LONGEST_ANSWER = 65_536;
    private static final Set<String> PASSING = Set.of("temporarily_unavailable", "server_error", "slow_down");
    /** Some refuse who asks too often with a 400, and say so in words alone. */
    private static final Pattern TOO_OFTEN = Pattern.compile("(?i)too many|try again");

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

    private final CloseableHttpClient client;

    /** @param allowed private networks that may be called; null if any may */
    TokenEndpoint(@Nullable AddressRanges allowed) {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(CONNECT)
                        .setResponseTimeout(ANSWER)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement();
        this.client = builder.setConnectionManager(PublicTargets.connections(allowed, CONNECT))
                .build();
    }

    /**
     * @throws IllegalArgumentException if it will not give one
     * @throws HttpOperationFailedException if it may give one later
     */
    AccessToken ask(Credentials credentials, @Nullable String refreshToken, Instant now)
            throws IOException, HttpOperationFailedException {
        if (credentials.tokenUrl().isEmpty()) {
            throw new IllegalArgumentException("OAuth: no token endpoint is set (set tokenUrl)");
        }
        HttpPost request = new HttpPost(URI.create(credentials.tokenUrl()));
        request.setHeader("Accept", "application/json");
        String basic = credentials.basic();
        if (basic != null) {
            request.setHeader("Authorization", basic);
        }
        List<BasicNameValuePair> form = credentials.form(refreshToken, now).entrySet().stream()
                .map(field -> new BasicNameValuePair(field.getKey(), field.getValue()))
                .toList();
        request.setEntity(new StringEntity(
                WWWFormCodec.format(form, StandardCharsets.UTF_8),
                ContentType.APPLICATION_FORM_URLENCODED.withCharset(StandardCharsets.UTF_8)));
        String host = request.getAuthority().getHostName();
        return ask(request, host).token(now).orElseThrow(host);
    }

    private Answer ask(HttpPost request, String host) throws NoAccessToken {
        try {
            return client.execute(request, Answer::of);
        } catch (IOException e) {
            throw new NoAccessToken(host, e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A token, or why there is none. */
    private record Outcome(@Nullable AccessToken token, Answer answer) {
        AccessToken orElseThrow(String host) throws HttpOperationFailedException {
            if (token != null) {
                return token;
            }
            if (answer.mayMend()) {
                throw new HttpOperationFailedException(
                        "https://" + host,
                        answer.retryableStatus(),
                        "for an access token",
                        null,
                        answer.headers(),
                        null);
            }
            String code = CODE.matcher(answer.error()).matches() ? answer.error() : "HTTP " + answer.status();
            throw new IllegalArgumentException(
                    "OAuth: " + host + " gives no access token: " + code + " (" + remedy(code) + ")");
        }

        private static String remedy(String code) {
            return switch (code) {
                case "invalid_grant" -> "the refresh token or key no longer holds: make a new one";
                case "invalid_scope" -> "correct the scope";
                case "unauthorized_client", "unsupported_grant_type" -> "allow this client that grant";
                default -> "check the client, its secret and the token URL";
            };
        }
    }

    private record Answer(int status, Map<String, String> headers, JsonNode body) {
        static Answer of(ClassicHttpResponse response) throws IOException, HttpException {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (Header header : response.getHeaders()) {
                headers.put(header.getName(), header.getValue());
            }
            String text = response.getEntity() == null
                    ? ""
                    : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8, LONGEST_ANSWER);
            return new Answer(response.getCode(), headers, json(text == null ? "" : text));
        }

        private static JsonNode json(String text) {
            try {
                return MAPPER.readTree(text);
            } catch (IOException e) {
                return MAPPER.missingNode();
            }
        }

        Outcome token(Instant now) {
            String value = body.path("access_token").asText("");
            if (status >= 300 || value.isEmpty()) {
                return new Outcome(null, this);
            }
            long seconds = body.path("expires_in").asLong(0);
            return new Outcome(
                    new AccessToken(
                            value,
                            now,
                            seconds <= 0 ? null : Duration.ofSeconds(seconds),
                            body.path("refresh_token").asText(null)),
                    this);
        }

        String error() {
            return body.path("error").asText("");
        }

        /** The status, or one that says the same to those who read statuses. */
        int retryableStatus() {
            if (FailureClass.ofStatus(status) == FailureClass.RETRY) {
                return status;
            }
            return status < 300 ? 502 : 429;
        }

        boolean mayMend() {
            if (status < 300) {
                return error().isEmpty();
            }
            return FailureClass.ofStatus(status) == FailureClass.RETRY
                    || PASSING.contains(error())
                    || TOO_OFTEN
                            .matcher(body.path("error_description").asText(""))
                            .find();
        }
    }
}
