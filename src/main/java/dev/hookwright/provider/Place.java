package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A place in a request where a value can stand.
 *
 * @param name a header's in lower case; may name a value of the endpoint's config
 * @param path in the JSON body or among the claims; empty for other kinds
 */
record Place(Kind kind, Template name, DottedPath path) {
    enum Kind {
        HEADER,
        QUERY,
        FORM,
        JSON,
        CLAIM
    }

    /** @throws IllegalArgumentException if the name is not one; the message says what is wrong */
    static Place of(Kind kind, String name) {
        boolean deep = kind == Kind.JSON || kind == Kind.CLAIM;
        boolean fixed = name.indexOf('{') < 0;
        String written = kind == Kind.HEADER && fixed ? name.toLowerCase(Locale.ROOT) : name;
        return new Place(
                kind,
                deep ? Template.literal(name) : Template.parse(written, Set.of("config")),
                DottedPath.parse(deep ? name : ""));
    }

    /** All values there; none if there is nothing. */
    List<String> values(Reading reading) throws UnreadableBody, Refusal {
        return switch (kind) {
            case HEADER ->
                reading.request().headers().getOrDefault(name.text(reading).toLowerCase(Locale.ROOT), List.of());
            case QUERY -> reading.request().query().getOrDefault(name.text(reading), List.of());
            case FORM -> reading.request().form().getOrDefault(name.text(reading), List.of());
            case JSON -> path.texts(reading.request(), reading.base());
            case CLAIM -> claim(reading).map(List::of).orElse(List.of());
        };
    }

    /** The first value there, however many; for what is not a proof. */
    Optional<String> first(Reading reading) throws UnreadableBody {
        try {
            return kind == Kind.JSON
                    ? path.first(reading.request(), reading.base())
                    : values(reading).stream().findFirst();
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** Whether anything stands there, a plain value or not. */
    boolean present(Reading reading) throws UnreadableBody, Refusal {
        return kind == Kind.JSON
                ? path.present(reading.request().json())
                : !values(reading).isEmpty();
    }

    /** Whether what stands there is written as a text; a number in JSON is not. */
    boolean isText(Reading reading) throws UnreadableBody {
        return kind != Kind.JSON
                || path.at(reading.base()).in(reading.request().json()).isTextual();
    }

    /** All values there, at least one. */
    List<String> all(Reading reading) throws Refusal {
        try {
            List<String> values = values(reading);
            if (values.isEmpty()) {
                throw Refusal.missing(of(reading));
            }
            return values;
        } catch (UnreadableBody e) {
            throw Refusal.malformed("the body, which has " + of(reading) + ": " + e.getMessage());
        }
    }

    /** The only value there. */
    String only(Reading reading) throws Refusal {
        List<String> values = all(reading);
        if (values.size() > 1) {
            throw Refusal.malformed(of(reading) + " stands there " + values.size() + " times");
        }
        return values.get(0);
    }

    /** As it is called at an endpoint, whose config may say the name. */
    String of(Reading reading) throws Refusal {
        return word() + " " + name.text(reading);
    }

    private String word() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private Optional<String> claim(Reading reading) {
        JsonNode claims = reading.claims();
        JsonNode node = claims == null ? null : path.in(claims);
        return node == null || !node.isValueNode() || node.isNull() ? Optional.empty() : Optional.of(node.asText());
    }

    @Override
    public String toString() {
        return word() + " " + name;
    }
}
