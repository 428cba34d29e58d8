package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.provider.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Public keys that are not the endpoint's to hold: each request is checked with what its own location has.
 *
 * @param answer where in a JSON document the key or the set of keys stands
 */
record DownloadedKeys(PublicKeys.Algorithm algorithm, PublicKeyFormat format, KeyLocation location, DottedPath answer)
        implements AsymmetricKeys {
    /** A key that is not in the document may be new; more often than this, a stranger cannot make us look again. */
    private static final Duration LEAST_AGE = Duration.ofSeconds(15);

    /** What a stranger wrote is remembered with a download that it is part of. */
    private static final int LONGEST_KEY_ID = 256;

    private static final SigningKey NONE_YET = new SigningKey() {
        @Override
        public boolean matchesAny(List<byte[]> content, List<byte[]> candidates) {
            return false;
        }

        @Override
        public byte[] sign(List<byte[]> content) {
            throw new IllegalArgumentException(PublicKeys.CANNOT_SIGN);
        }
    };

    @Override
    public SigningKey key(String secret) {
        return NONE_YET;
    }

    @Override
    public SigningKey ready(SigningKey key, Reading reading, String keyId, Circumstances at) throws Refusal {
        if (keyId.length() > LONGEST_KEY_ID) {
            throw Refusal.malformed("the token's kid has more than " + LONGEST_KEY_ID + " characters");
        }
        Download download = location.download(reading.with("jwt.kid", keyId));
        Downloads.State.Here document = at.require(download, "the key");
        try {
            DatedKey found = find(document.text(), keyId);
            found.check(at.now(), download);
            return PublicKeys.verifying(found.key(), algorithm);
        } catch (UnusableSecret e) {
            if (document.age().compareTo(LEAST_AGE) > 0) {
                throw Refusal.awaiting(download, "the key at " + download + " is of no use: " + e.getMessage());
            }
            throw new Refusal(Reason.MISMATCH, "what is at " + download + " is of no use: " + e.getMessage());
        }
    }

    private DatedKey find(String text, String keyId) throws UnusableSecret {
        if (format == PublicKeyFormat.JWK) {
            return Jwk.find(json(text), keyId, algorithm);
        }
        return format.readDated(answer.steps().isEmpty() ? text : json(text).asText(), algorithm);
    }

    private JsonNode json(String text) throws UnusableSecret {
        try {
            JsonNode root = BodyJson.tree(text.getBytes(StandardCharsets.UTF_8));
            JsonNode inside = answer.in(root);
            return inside.isMissingNode() ? root : inside;
        } catch (UnreadableBody e) {
            throw new UnusableSecret("it is not JSON");
        }
    }
}
