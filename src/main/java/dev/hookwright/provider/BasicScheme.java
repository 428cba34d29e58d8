package dev.hookwright.provider;

import dev.hookwright.provider.Verdict.Assurance;
import dev.hookwright.provider.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** HTTP Basic authentication (RFC 7617); the secret is {@code user:password}. It proves nothing about the body. */
record BasicScheme(SchemeHead head) implements Scheme {
    private static final Place AUTHORIZATION = Place.of(Place.Kind.HEADER, "authorization");
    private static final String WORD = "Basic ";

    @Override
    public Assurance assurance() {
        return Assurance.TOKEN;
    }

    @Override
    public Verifier verifier(List<String> secrets) throws UnusableSecret {
        byte[][] keys = new byte[secrets.size()][];
        for (int index = 0; index < keys.length; index++) {
            keys[index] = key(secrets.get(index));
        }
        return (reading, at) -> {
            byte[] given = userAndPassword(AUTHORIZATION.only(reading));
            int match = -1;
            for (int index = 0; index < keys.length; index++) {
                match = MessageDigest.isEqual(keys[index], given) ? index : match;
            }
            if (match < 0) {
                throw new Refusal(Reason.MISMATCH, AUTHORIZATION + " has another user or password than the secrets");
            }
            return new Verifier.Proof(match, null);
        };
    }

    @Override
    public List<String> proofHeaders() {
        return List.of(AUTHORIZATION.name().toString());
    }

    @Override
    public void sign(Outgoing outgoing, String secret, LocalKeys keys) throws UnusableSecret {
        outgoing.put(AUTHORIZATION.name().toString(), WORD + Encoding.BASE64.encode(key(secret)));
    }

    private static byte[] key(String secret) throws UnusableSecret {
        if (secret.indexOf(':') < 0 || secret.length() == 1) {
            throw new UnusableSecret("it is not written user:password");
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] userAndPassword(String value) throws Refusal {
        boolean basic = value.regionMatches(true, 0, WORD, 0, WORD.length());
        byte[] decoded = basic ? Encoding.BASE64.decode(value.substring(WORD.length())) : null;
        if (decoded == null) {
            throw Refusal.malformed(AUTHORIZATION + " is not \"Basic\" and base64");
        }
        return decoded;
    }
}
