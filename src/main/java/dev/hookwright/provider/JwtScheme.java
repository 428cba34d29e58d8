package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.provider.Verdict.Assurance;
import dev.hookwright.provider.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token; its algorithm is one of those that the provider's file pins, whatever its header says.
 *
 * @param keyForms by algorithm
 * @param maxAge how old and how far ahead {@code iat} may be; null if it is not looked at
 */
record JwtScheme(
        SchemeHead head,
        Source token,
        Map<String, KeyForm> keyForms,
        Claims claims,
        @Nullable Duration maxAge,
        List<DigestRule> digests)
        implements Scheme {
    /** Clocks differ; a token that is valid from now on must not be refused for that. */
    private static final Duration CLOCKS = Duration.ofSeconds(60);

    @Override
    public Assurance assurance() {
        return digests.stream().anyMatch(DigestRule::ofBody) ? Assurance.SIGNATURE : Assurance.ORIGIN;
    }

    @Override
    public Verifier verifier(List<String> secrets) throws UnusableSecret {
        Map<String, List<SigningKey>> keys = new HashMap<>();
        for (Map.Entry<String, KeyForm> form : keyForms.entrySet()) {
            List<SigningKey> made = new java.util.ArrayList<>();
            for (String secret : secrets) {
                made.add(form.getValue().key(secret));
            }
            keys.put(form.getKey(), made);
        }
        return (reading, at) -> {
            JwtToken read = JwtToken.parse(token.only(reading));
            KeyForm form = keyForms.get(read.algorithm());
            if (form == null) {
                throw Refusal.malformed("the token is not signed with " + String.join(" or ", keyForms.keySet()));
            }
            // The signature last: no key is downloaded for a token that would not do anyway.
            checkTimes(read.claims(), at);
            Reading claimed = reading.withClaims(read.claims());
            claims.check(claimed, read.claims(), "the token");
            for (DigestRule digest : digests) {
                digest.check(claimed);
            }
            return new Verifier.Proof(
                    matching(read, form, keys.getOrDefault(read.algorithm(), List.of()), reading, at), null);
        };
    }

    private int matching(JwtToken read, KeyForm form, List<SigningKey> keys, Reading reading, Circumstances at)
            throws Refusal {
        for (int i = 0; i < keys.size(); i++) {
            SigningKey key = form.ready(keys.get(i), reading, read.keyId(), at);
            if (key.matchesAny(List.of(read.signed()), List.of(read.signature()))) {
                return i;
            }
        }
        throw new Refusal(
                Reason.MISMATCH,
                "the token in " + token + " is signed with "
                        + (head.needsSecret() ? "none of the endpoint's secrets" : "another key than it says"));
    }

    private void checkTimes(JsonNode read, Circumstances at) throws Refusal {
        Instant now = at.now();
        Instant expires = time(read, "exp");
        if (expires != null && !now.isBefore(expires)) {
            throw new Refusal(Reason.STALE, "the token has expired");
        }
        Instant from = time(read, "nbf");
        if (from != null && now.plus(CLOCKS).isBefore(from)) {
            throw new Refusal(Reason.STALE, "the token is not valid yet");
        }
        Duration age = maxAge;
        if (age == null) {
            return;
        }
        Instant issued = time(read, "iat");
        if (issued == null) {
            throw Refusal.malformed("the token does not say when it was issued");
        }
        TimestampRule.checkNear(issued, now, at.tolerance() == null ? age : at.tolerance(), "the token's iat");
    }

    /** A NumericDate (RFC 7519, section 2); null if it is not there. */
    private static @Nullable Instant time(JsonNode read, String claim) throws Refusal {
        JsonNode node = read.path(claim);
        if (node.isMissingNode()) {
            return null;
        }
        double seconds = node.isNumber() ? node.doubleValue() : -1;
        if (!(seconds >= 0 && seconds < 1e12)) {
            throw Refusal.malformed("the token's " + claim + " is not a time");
        }
        return Instant.ofEpochMilli((long) (seconds * 1000));
    }

    @Override
    public @Nullable JsonNode claims(Reading reading) {
        try {
            return JwtToken.parse(token.only(reading)).claims();
        } catch (Refusal e) {
            return null;
        }
    }

    @Override
    public List<String> proofHeaders() {
        return token.headers();
    }

    @Override
    public void sign(Outgoing outgoing, String secret, LocalKeys keys) throws UnusableSecret {
        Map.Entry<String, KeyForm> form = keyForms.entrySet().iterator().next();
        SigningKey key = form.getValue().signer(secret, keys);
        Map<DottedPath, String> stated = new LinkedHashMap<>();
        try {
            claims.stated(outgoing.reading()).forEach((path, text) -> stated.put(DottedPath.parse(path), text));
        } catch (Refusal e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        for (DigestRule digest : digests) {
            stated.put(digest.source().places().get(0).path(), digest.of(outgoing.body(), outgoing.url()));
        }
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        stated.forEach((path, text) -> path.change(payload, List.of(), old -> BodyJson.text(old, text)));
        payload.put("iat", outgoing.at().getEpochSecond());
        payload.put("exp", outgoing.at().getEpochSecond() + CLOCKS.toSeconds());
        String signed =
                part("{\"alg\":\"" + form.getKey() + "\",\"typ\":\"JWT\"}") + "." + part(BodyJson.write(payload));
        byte[] signature = key.sign(List.of(signed.getBytes(StandardCharsets.UTF_8)));
        outgoing.put(token, signed + "." + Encoding.BASE64URL.encode(signature));
    }

    @Override
    public boolean isAsymmetric() {
        return keyForms.values().stream().allMatch(KeyForm::isAsymmetric);
    }

    @Override
    public Scheme locally(LocalKeys keys) {
        Map<String, KeyForm> local = new LinkedHashMap<>();
        keyForms.forEach((algorithm, form) -> local.put(algorithm, form.locally(keys)));
        return new JwtScheme(head, token, local, claims, maxAge, digests);
    }

    private static String part(String text) {
        return Encoding.BASE64URL.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
