package dev.hookwright.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A static token in a header: says who sends, nothing about what is sent. */
record TokenScheme(Common common, Source source) implements Scheme {
    @Override
    public Verdict.Assurance assurance() {
        return Verdict.Assurance.TOKEN;
    }

    @Override
    public Verdict verify(HookRequest request, List<String> secrets, Instant now, @Nullable Duration tolerance)
            throws UnreadableBody {
        List<String> values = source.values(request);
        if (values.isEmpty()) {
            return new Verdict.Refused(Verdict.Reason.MISSING_SIGNATURE, "no " + source);
        }
        String given = source.value(request);
        if (values.size() > 1 || given == null) {
            return new Verdict.Refused(Verdict.Reason.MALFORMED, source + " is not of the expected form");
        }
        byte[] token = given.getBytes(StandardCharsets.UTF_8);
        int match = -1;
        for (int i = 0; i < secrets.size(); i++) {
            boolean same = MessageDigest.isEqual(token, secrets.get(i).getBytes(StandardCharsets.UTF_8));
            match = same && !secrets.get(i).isEmpty() ? i : match;
        }
        return match >= 0
                ? new Verdict.Verified(common.id(), common.credential(), match, assurance())
                : new Verdict.Refused(Verdict.Reason.MISMATCH, source + " is not the endpoint's token");
    }

    @Override
    public boolean accepts(String secret) {
        return !secret.isEmpty();
    }

    @Override
    public Map<String, String> sign(HookRequest request, String secret, Instant at) {
        return source.kind() == Source.Kind.HEADER ? Map.of(source.names().get(0), source.prefix() + secret) : Map.of();
    }
}
