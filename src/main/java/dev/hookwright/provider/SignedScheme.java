package dev.hookwright.provider;

import dev.hookwright.provider.Verdict.Assurance;
import dev.hookwright.provider.Verdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature over a content that a template puts together from the request.
 *
 * @param timestamp null if the provider says no time
 */
record SignedScheme(
        SchemeHead head,
        SignatureFormat signature,
        @Nullable TimestampRule timestamp,
        Template content,
        Demands demands,
        KeyForm keyForm)
        implements Scheme {

    private record Key(String secret, SigningKey key) {}

    @Override
    public Assurance assurance() {
        boolean bound = content.uses("body") || content.uses("form-sorted") || demands.bindBody();
        return bound ? Assurance.SIGNATURE : Assurance.ORIGIN;
    }

    @Override
    public Verifier verifier(List<String> secrets) throws UnusableSecret {
        List<Key> keys = new ArrayList<>();
        for (String secret : secrets) {
            keys.add(new Key(secret, keyForm.key(secret)));
        }
        return (reading, now, tolerance) -> verify(reading, keys, now, tolerance);
    }

    private Verifier.Proof verify(Reading reading, List<Key> keys, Instant now, @Nullable Duration tolerance)
            throws Refusal {
        demands.checkHeaders(reading);
        int index = 0;
        for (Reading item : demands.items(reading)) {
            index = Math.max(index, matching(item, keys, now, tolerance));
        }
        demands.checkDigests(reading);
        Source nonce = demands.nonce();
        return new Verifier.Proof(index, nonce == null ? null : nonce.only(reading));
    }

    /** Which of the keys signed the request, or an item of it. */
    private int matching(Reading item, List<Key> keys, Instant now, @Nullable Duration tolerance) throws Refusal {
        List<String> items = signature.items(item);
        List<byte[]> candidates = signature.candidates(items, item);
        String time = timestamp == null ? null : timestamp.read(item, signature, items, now, tolerance);
        for (Reading reading : demands.urls(time == null ? item : item.with("timestamp", time))) {
            List<byte[]> parts = content.uses("secret") ? List.of() : content.parts(reading, demands.absentIsEmpty());
            for (int i = 0; i < keys.size(); i++) {
                Key key = keys.get(i);
                List<byte[]> signed = content.uses("secret")
                        ? content.parts(reading.with("secret", key.secret()), demands.absentIsEmpty())
                        : parts;
                if (key.key().matchesAny(signed, candidates)) {
                    demands.checkContent(signed);
                    return i;
                }
            }
        }
        throw new Refusal(
                Reason.MISMATCH,
                signature.source() + " matches none of the endpoint's " + keys.size() + " secret"
                        + (keys.size() == 1 ? "" : "s") + ": another secret signed it, or the body was changed"
                        + " on the way");
    }

    @Override
    public List<String> proofHeaders() {
        return signature.source().headers();
    }

    @Override
    public void sign(Outgoing outgoing, String secret) throws UnusableSecret {
        if (demands.forEach() != null || !signature.source().isIn(Place.Kind.HEADER)) {
            throw new IllegalArgumentException(
                    signature.source() + " is part of what is sent, and only headers can be" + " added");
        }
        SigningKey key = keyForm.key(secret);
        try {
            demands.headers()
                    .forEach((place, value) -> outgoing.put(place.name().toString(), value));
            String time = timestamp == null ? null : putTime(timestamp, outgoing);
            Reading reading = outgoing.reading().with("secret", secret);
            Reading timed = time == null ? reading : reading.with("timestamp", time);
            byte[] made = key.sign(content.parts(timed, demands.absentIsEmpty()));
            String header = signature.source().header(reading).orElseThrow();
            outgoing.put(header, signature.write(made, timestampItem(time), reading));
        } catch (Refusal e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable String putTime(TimestampRule rule, Outgoing outgoing) {
        String time = rule.unit().write(outgoing.at());
        Source source = rule.source();
        if (source == null) {
            return time;
        }
        var header = source.header(outgoing.reading());
        header.ifPresent(name -> outgoing.put(name, source.prefix() + time));
        try {
            // A time in the body is what it is.
            return header.isPresent() ? time : source.first(outgoing.reading()).orElse(null);
        } catch (UnreadableBody e) {
            return null;
        }
    }

    private @Nullable String timestampItem(@Nullable String time) {
        if (timestamp == null || timestamp.source() != null) {
            return null;
        }
        String key = timestamp.signatureKey();
        return key.isEmpty() ? time : key + signature.pairSeparator() + time;
    }
}
