package dev.hookwright.provider;

import dev.hookwright.provider.Verdict.Assurance;
import dev.hookwright.provider.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
        return (reading, at) -> verify(reading, keys, at);
    }

    private Verifier.Proof verify(Reading reading, List<Key> keys, Circumstances at) throws Refusal {
        demands.checkHeaders(reading);
        // Before any key: nothing is downloaded for what is another's anyway.
        demands.claims().checkBody(reading);
        int index = 0;
        for (Reading item : demands.items(reading)) {
            index = Math.max(index, matching(item, keys, at));
        }
        demands.checkDigests(reading);
        Source nonce = demands.nonce();
        return new Verifier.Proof(index, nonce == null ? null : nonce.only(reading));
    }

    /** Which of the keys signed the request, or an item of it. */
    private int matching(Reading item, List<Key> keys, Circumstances at) throws Refusal {
        Refusal furthest = null;
        for (List<String> group : signature.groups(item)) {
            try {
                return matching(item, group, keys, at);
            } catch (Refusal e) {
                furthest = e.orFurther(furthest);
            }
        }
        throw furthest == null ? Refusal.missing(signature.source().of(item)) : furthest;
    }

    private int matching(Reading item, List<String> group, List<Key> given, Circumstances at) throws Refusal {
        List<byte[]> candidates = signature.candidates(group, item);
        String time = timestamp == null ? null : timestamp.read(item, signature, group, at);
        List<Key> keys = ready(given, item, at);
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
                signature.source().of(item) + keysInWords(keys.size())
                        + ": another secret signed it, or the body was changed on the way");
    }

    private String keysInWords(int count) {
        if (!head.needsSecret()) {
            return " does not match the key of where it says";
        }
        return count == 1
                ? " does not match the endpoint's secret"
                : " matches none of the endpoint's " + count + " secrets";
    }

    private List<Key> ready(List<Key> given, Reading item, Circumstances at) throws Refusal {
        List<Key> keys = new ArrayList<>(given.size());
        for (Key key : given) {
            keys.add(new Key(key.secret(), keyForm.ready(key.key(), item, "", at)));
        }
        return keys;
    }

    @Override
    public List<String> proofHeaders() {
        return signature.source().headers();
    }

    @Override
    public boolean suits(Outgoing outgoing) {
        return !inForm() || outgoing.isForm();
    }

    private boolean inForm() {
        return signature.source().isIn(Place.Kind.FORM)
                || content.uses("form-sorted")
                || content.places().stream().anyMatch(place -> place.kind() == Place.Kind.FORM);
    }

    @Override
    public boolean isAsymmetric() {
        return keyForm.isAsymmetric();
    }

    @Override
    public Scheme locally(LocalKeys keys) {
        return new SignedScheme(head, signature, timestamp, content, demands, keyForm.locally(keys));
    }

    @Override
    public void sign(Outgoing outgoing, String secret, LocalKeys keys) throws UnusableSecret {
        SigningKey key = keyForm.signer(secret, keys);
        try {
            demands.put(outgoing);
            String time = timestamp == null ? null : timestamp.unit().write(outgoing.at());
            Source timePlace = timestamp == null ? null : timestamp.source();
            if (timePlace != null && time != null) {
                outgoing.put(timePlace, time);
            }
            putMissingHeaders(outgoing);
            for (Reading item : demands.items(outgoing.reading())) {
                Reading known = item.with("secret", secret);
                Reading timed = time == null ? known : known.with("timestamp", time);
                byte[] made = key.sign(content.parts(timed, demands.absentIsEmpty()));
                outgoing.put(
                        signature.source().places().get(0),
                        item.base(),
                        signature.write(made, timestampItem(time), timed));
            }
        } catch (Refusal e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A header that is signed and says nothing that is known here, such as the number of an attempt. */
    private void putMissingHeaders(Outgoing outgoing) throws Refusal {
        try {
            for (Place place : content.places()) {
                if (place.kind() == Place.Kind.HEADER
                        && place.values(outgoing.reading()).isEmpty()) {
                    outgoing.put(place, List.of(), UUID.randomUUID().toString());
                }
            }
        } catch (UnreadableBody e) {
            throw Refusal.malformed(String.valueOf(e.getMessage()));
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
