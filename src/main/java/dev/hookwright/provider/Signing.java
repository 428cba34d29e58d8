package dev.hookwright.provider;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Makes requests as a provider sends them.
 *
 * @param schemes that apply to the secret; none for an endpoint that takes anyone's post
 */
record Signing(List<EventForm> forms, List<Scheme> schemes, String secret, Map<String, String> config, LocalKeys keys) {
    SignedRequest sign(Draft draft, Instant at) {
        Outgoing outgoing = new Outgoing(inItsForm(draft, at), at, config);
        EventForm.of(forms, outgoing.reading().request()).put(outgoing, draft);
        return schemes.isEmpty() ? outgoing.request() : signed(outgoing);
    }

    /** A payload that has all that events of a form have, such as a CloudEvents envelope, is sent as one of that form. */
    private Draft inItsForm(Draft draft, Instant at) {
        for (EventForm form : forms) {
            String mediaType = form.mediaType();
            if (mediaType != null && !form.refused() && !mediaType.endsWith("*")) {
                Draft other = draft.as(mediaType);
                try {
                    form.check(new Outgoing(other, at, config).reading());
                    return other;
                } catch (NotAnEvent | UnreadableBody e) {
                    // The next one, then.
                }
            }
        }
        return draft;
    }

    /** By the first scheme that can, of those that apply to the request as it stands before those that may come to. */
    private SignedRequest signed(Outgoing outgoing) {
        Reading reading = outgoing.reading();
        List<Scheme> suitable = new ArrayList<>(schemes);
        suitable.removeIf(scheme -> !scheme.suits(outgoing));
        suitable.sort(Comparator.comparing((Scheme scheme) -> !scheme.head().appliesTo(reading)));
        IllegalArgumentException why = null;
        for (Scheme scheme : suitable) {
            try {
                Outgoing attempt = outgoing.copy();
                scheme.head().fulfil(attempt);
                scheme.sign(attempt, secret, keys);
                return attempt.request();
            } catch (UnusableSecret e) {
                why = new IllegalArgumentException("the secret is not usable: " + e.getMessage(), e);
            } catch (IllegalArgumentException e) {
                why = why == null ? e : why;
            }
        }
        throw why != null
                ? why
                : new IllegalArgumentException(
                        outgoing.isForm() ? "it does not send forms" : "it sends forms, which the payload is not");
    }
}
