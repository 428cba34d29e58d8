package dev.hookwright.provider;

import dev.hookwright.provider.Verdict.Assurance;
import dev.hookwright.provider.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The secret itself stands in the request: says who sends, nothing about what is sent. */
record TokenScheme(SchemeHead head, Source source) implements Scheme {
    @Override
    public Assurance assurance() {
        return Assurance.TOKEN;
    }

    @Override
    public Verifier verifier(List<String> secrets) throws UnusableSecret {
        byte[][] keys = new byte[secrets.size()][];
        for (int index = 0; index < keys.length; index++) {
            keys[index] = SecretFormat.AS_IT_IS.key(secrets.get(index));
        }
        return (reading, at) -> {
            int match = 0;
            // Where the token stands in every item, one that lacks it makes the whole request a stranger's.
            for (String value : source.values(reading)) {
                match = Math.max(match, matching(value, keys, reading));
            }
            return new Verifier.Proof(match, null);
        };
    }

    private int matching(String value, byte[][] keys, Reading reading) throws Refusal {
        byte[] token = value.getBytes(StandardCharsets.UTF_8);
        int match = -1;
        for (int index = 0; index < keys.length; index++) {
            match = MessageDigest.isEqual(token, keys[index]) ? index : match;
        }
        if (match < 0) {
            throw new Refusal(Reason.MISMATCH, source.of(reading) + " is not the endpoint's token");
        }
        return match;
    }

    @Override
    public List<String> proofHeaders() {
        return source.headers();
    }

    @Override
    public List<String> proofFields() {
        return source.places().stream()
                .filter(place -> place.kind() == Place.Kind.JSON)
                .map(place -> place.path().last())
                .toList();
    }

    @Override
    public void sign(Outgoing outgoing, String secret, LocalKeys keys) throws UnusableSecret {
        SecretFormat.AS_IT_IS.key(secret);
        outgoing.put(source, secret);
    }
}
