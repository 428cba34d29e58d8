package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a provider tests an endpoint, and what it wants to hear.
 *
 * @param method the HTTP method; null for any
 * @param jsonOnly the only member that the body's object has; null if it does not matter
 * @param verify whether the provider signs it
 * @param captured where a secret stands that the sender says it will sign with; null if it says none
 * @param callback an address that it wants to be visited; null if it wants none
 */
record HandshakeRule(
        @Nullable String method,
        List<Condition> match,
        @Nullable String jsonOnly,
        boolean verify,
        @Nullable Check check,
        @Nullable Guard guard,
        @Nullable Compute compute,
        @Nullable Source captured,
        @Nullable Callback callback,
        Response response) {

    /** Longer than any provider's; what strangers name is stored until an operator looks at it. */
    private static final int LONGEST_SECRET = 500;

    /** A value that must equal another, or the answer is an error. */
    record Check(Template value, Template wanted, int elseStatus) {
        void check(Reading reading) throws Refusal {
            byte[] expected = wanted.text(reading).getBytes(StandardCharsets.UTF_8);
            byte[] given = value.text(reading).getBytes(StandardCharsets.UTF_8);
            if (expected.length == 0 || !MessageDigest.isEqual(expected, given)) {
                List<Place> places = value.places();
                throw new Refusal(
                        Verdict.Reason.MISMATCH,
                        (places.isEmpty() ? value : places.get(0)) + " is not the endpoint's "
                                + String.join(", ", wanted.config()));
            }
        }
    }

    /** A value that must match as a whole, or it is no handshake. */
    record Guard(Template value, Pattern pattern) {
        boolean holds(Reading reading) {
            try {
                return pattern.matcher(value.text(reading)).matches();
            } catch (Refusal e) {
                return false;
            }
        }
    }

    /** An HMAC with the endpoint's secret. */
    record Compute(String algorithm, Template over, Encoding encoding) {}

    /** @param json instead of a body; null if the body is a text */
    record Response(
            int status,
            String contentType,
            Map<String, Template> headers,
            Template body,
            @Nullable JsonTemplate json) {}

    /** What an endpoint's config has to say for the handshake to be answered. */
    List<String> neededConfig() {
        return check == null ? List.of() : check.wanted().config();
    }

    boolean matches(Reading reading) {
        boolean here = (method == null || method.equals(reading.request().method()))
                && match.stream().allMatch(condition -> condition.holds(reading))
                && (jsonOnly == null || hasOnly(jsonOnly, reading));
        return here && (guard == null || guard.holds(reading));
    }

    /**
     * What to answer.
     *
     * @param secret the endpoint's newest
     * @param format how the secret becomes a key
     */
    Handshake answer(
            Reading reading, Supplier<Optional<String>> secret, SecretFormat format, Circumstances circumstances) {
        Check condition = check;
        if (condition != null) {
            try {
                condition.check(reading);
            } catch (Refusal e) {
                return new Handshake.TurnedAway(
                        new Handshake.Answer(condition.elseStatus(), "text/plain", ""), e.refused());
            }
        }
        try {
            Callback confirming = callback;
            if (confirming != null) {
                confirming.visited(reading, circumstances);
            }
            Compute computing = compute;
            Reading computed = computing == null
                    ? reading
                    : reading.with("computed", compute(computing, reading, secret.get(), format));
            Map<String, String> headers = new LinkedHashMap<>();
            for (Map.Entry<String, Template> header : response.headers().entrySet()) {
                headers.put(header.getKey(), headerValue(header.getValue().text(computed)));
            }
            JsonTemplate json = response.json();
            return new Handshake.Answer(
                    response.status(),
                    response.contentType(),
                    json == null ? response.body().text(computed) : BodyJson.write(json.fill(computed)),
                    headers,
                    captured == null ? Optional.empty() : Optional.of(secret(captured.only(reading))));
        } catch (Refusal e) {
            return new Handshake.NotVerified(e.refused());
        }
    }

    private static String compute(Compute computing, Reading reading, Optional<String> secret, SecretFormat format)
            throws Refusal {
        try {
            if (secret.isPresent()) {
                SigningKey key = new HmacKeys(Digests.hmac(computing.algorithm()), format).key(secret.get());
                return computing.encoding().encode(key.sign(computing.over().parts(reading, false)));
            }
        } catch (UnusableSecret e) {
            // Said below: the file of endpoints is checked for it when it is read.
        }
        throw new Refusal(Verdict.Reason.NO_CREDENTIAL, "the endpoint has no secret to answer the handshake with");
    }

    private static String secret(String captured) throws Refusal {
        if (captured.isEmpty() || captured.length() > LONGEST_SECRET) {
            throw Refusal.malformed("a secret of " + captured.length() + " characters is no provider's");
        }
        return captured;
    }

    private static boolean hasOnly(String member, Reading reading) {
        try {
            JsonNode json = reading.request().json();
            return json.isObject() && json.size() == 1 && json.has(member);
        } catch (UnreadableBody e) {
            return false;
        }
    }

    /** What is echoed into a header must not begin another one. */
    private static String headerValue(String value) throws Refusal {
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw Refusal.malformed("the handshake would put characters into a header that cannot stand there");
        }
        return value;
    }
}
