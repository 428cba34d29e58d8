package dev.hookwright.provider;

import org.jspecify.annotations.Nullable;

/**
 * A text that every event has, once.
 *
 * @param wanted what it has to be; null if any will do that is not empty
 * @param without what must not stand in it; null if anything may
 */
record Requirement(
        Source source, @Nullable String wanted, @Nullable String without) {
    /** @param where begins what is said of an event that lacks it; empty where there is only one */
    void check(Reading reading, String where) throws NotAnEvent, UnreadableBody {
        String value;
        try {
            value = source.only(reading);
        } catch (Refusal e) {
            throw NotAnEvent.because(where + e.getMessage());
        }
        if (!source.isText(reading)) {
            throw NotAnEvent.because(where + source + " is not a text");
        }
        if (value.isEmpty()) {
            throw NotAnEvent.because(where + source + " is empty");
        }
        if (wanted != null && !wanted.equals(value)) {
            throw NotAnEvent.because(where + source + " is not \"" + wanted + "\"");
        }
        if (without != null && value.contains(without)) {
            throw NotAnEvent.because(where + source + " holds \"" + without + "\"");
        }
    }

    /** Puts into a header what has to stand there, if nothing does yet. */
    void put(Outgoing outgoing) {
        Place place = source.places().get(0);
        try {
            if (source.isIn(Place.Kind.HEADER) && !place.present(outgoing.reading())) {
                outgoing.put(source, wanted == null ? "example" : wanted);
            }
        } catch (UnreadableBody | Refusal e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }
}
