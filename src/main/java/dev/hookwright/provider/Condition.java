package dev.hookwright.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a request has to have, or must not have.
 *
 * @param value what has to stand there, alone; null if anything will do
 * @param negated whether nothing may stand there
 */
record Condition(Place place, @Nullable Template value, boolean negated) {
    /** Puts the value there. Where any value will do, it is the scheme's own that comes to stand there. */
    void fulfil(Outgoing outgoing) {
        Template wanted = value;
        if (wanted != null && !holds(outgoing.reading())) {
            try {
                outgoing.put(place, List.of(), wanted.text(outgoing.reading()));
            } catch (Refusal e) {
                throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    boolean holds(Reading reading) {
        try {
            Template wanted = value;
            if (wanted == null) {
                return place.present(reading) != negated;
            }
            var values = place.values(reading);
            return values.size() == 1 && values.get(0).equals(wanted.text(reading));
        } catch (UnreadableBody | Refusal e) {
            return negated;
        }
    }
}
