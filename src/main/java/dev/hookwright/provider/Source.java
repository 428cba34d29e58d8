package dev.hookwright.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a value is taken from.
 *
 * @param places one, or several headers that may each carry the value
 * @param prefix stands before the value and is not part of it; empty for none
 * @param prefixOptional whether a value without the prefix will do
 * @param encoded whether the value is percent-encoded
 */
record Source(List<Place> places, String prefix, boolean prefixOptional, boolean encoded) {
    Source(Place place) {
        this(List.of(place), "", false, false);
    }

    /** The values at all the places that have one, at least one. A header, parameter or field must not stand twice. */
    List<String> values(Reading reading) throws Refusal {
        return values(reading, false);
    }

    /** @param repeats whether a header may stand several times, each with a value */
    List<String> values(Reading reading, boolean repeats) throws Refusal {
        List<String> values = new ArrayList<>(1);
        for (Place place : places) {
            try {
                boolean several = repeats || place.kind() == Place.Kind.JSON;
                List<String> found = several ? place.all(reading) : List.of(place.only(reading));
                for (String value : found) {
                    values.add(withoutPrefix(place, value, reading));
                }
            } catch (Refusal e) {
                if (places.size() == 1 || e.refused().reason() != Verdict.Reason.MISSING_SIGNATURE) {
                    throw e;
                }
            }
        }
        if (values.isEmpty()) {
            throw Refusal.missing(of(reading));
        }
        return values;
    }

    /** The only value. */
    String only(Reading reading) throws Refusal {
        List<String> values = values(reading);
        if (values.size() > 1) {
            throw Refusal.malformed(of(reading) + " stands there " + values.size() + " times");
        }
        return values.get(0);
    }

    /** The first value there is, however many; for what is not a proof. */
    Optional<String> first(Reading reading) throws UnreadableBody {
        for (Place place : places) {
            Optional<String> value = place.first(reading).filter(this::fits).map(this::strip);
            if (value.filter(text -> !text.isEmpty()).isPresent()) {
                return encoded ? Optional.of(HeaderText.decode(value.get())) : value;
            }
        }
        return Optional.empty();
    }

    /** Whether what stands there is written as a text; a number in JSON is not. */
    boolean isText(Reading reading) throws UnreadableBody {
        return places.get(0).isText(reading);
    }

    /** The headers it can be, in lower case, where their names are known without an endpoint. */
    List<String> headers() {
        return places.stream()
                .filter(place ->
                        place.kind() == Place.Kind.HEADER && place.name().isFixed())
                .map(place -> place.name().toString())
                .toList();
    }

    boolean isIn(Place.Kind kind) {
        return places.get(0).kind() == kind;
    }

    private String withoutPrefix(Place place, String value, Reading reading) throws Refusal {
        if (!fits(value)) {
            throw Refusal.malformed(place.of(reading) + " does not begin with \"" + prefix + "\"");
        }
        try {
            return encoded ? HeaderText.decode(strip(value)) : strip(value);
        } catch (UnreadableBody e) {
            throw Refusal.malformed(place.of(reading) + ": " + e.getMessage());
        }
    }

    private boolean fits(String value) {
        return prefixOptional || begins(value);
    }

    private String strip(String value) {
        return begins(value) ? value.substring(prefix.length()) : value;
    }

    /** The word before a credential, as Bearer, is the same in upper and lower case (RFC 9110, section 11.1). */
    private boolean begins(String value) {
        return value.regionMatches(prefix.endsWith(" "), 0, prefix, 0, prefix.length());
    }

    /** As it is called at an endpoint, whose config may say the name. */
    String of(Reading reading) throws Refusal {
        return places.get(0).of(reading) + orItsLike();
    }

    private String orItsLike() {
        return places.size() > 1 ? " or its like" : "";
    }

    @Override
    public String toString() {
        return places.get(0) + orItsLike();
    }
}
