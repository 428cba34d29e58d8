package dev.hookwright.provider;

import org.jspecify.annotations.Nullable;

/**
 * Something that a request has to have, or must not have.
 *
 * @param value what has to stand there, alone; null if anything will do
 * @param negated whether nothing may stand there
 */
record Condition(Place place, @Nullable Template value, boolean negated) {
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
