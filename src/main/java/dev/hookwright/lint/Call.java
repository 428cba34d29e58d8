package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place where a route names an endpoint.
 *
 * @param uri as written
 * @param address with settings filled in, without parameters after a question mark; empty if a setting is missing
 * @param id of the step; null if it has none
 */
record Call(
        Part part,
        YamlValue uri,
        Optional<String> address,
        @Nullable YamlValue id) {
    private static final Set<String> BY_URI = Set.of("to", "toD", "wireTap", "poll");
    private static final Set<String> BY_EXPRESSION = Set.of("enrich", "pollEnrich", "recipientList", "routingSlip");
    /** Not steps, but they name one too. What the uri of an intercept says is a pattern, and calls nothing. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "from", "uri",
            "afterUri", "uri",
            "compensation", "uri",
            "completion", "uri",
            "deadLetterChannel", "deadLetterUri");

    static Optional<Call> of(Part part, RouteFile file) {
        YamlValue uri = uri(part);
        if (uri == null) {
            return Optional.empty();
        }
        boolean byName = part.isStep() && part.name().equals("kamelet");
        Optional<String> address =
                file.resolved(uri).map(text -> (byName ? "kamelet:" : "") + text.split("\\?", 2)[0].strip());
        return Optional.of(new Call(part, uri, address, part.text("id")));
    }

    private static @Nullable YamlValue uri(Part part) {
        String name = part.name();
        if (part.isStep() && BY_URI.contains(name)) {
            return part.value().isScalar() ? part.value() : part.text("uri");
        }
        if (part.isStep() && name.equals("kamelet")) {
            return part.value().isScalar() ? part.value() : part.text("name");
        }
        if (isDynamic(part)) {
            return Expressions.of(part.value()).map(Part::expression).orElse(null);
        }
        String key = ELSEWHERE.get(name);
        if (key != null) {
            return part.value().isScalar() ? part.value() : part.text(key);
        }
        return null;
    }

    /** Whether the step asks an expression whom to call. */
    static boolean isDynamic(Part part) {
        return part.isStep() && BY_EXPRESSION.contains(part.name());
    }

    /** Whether it is a step, and not where a route starts. */
    boolean isStep() {
        return part.isStep() && !part.name().equals("from") && !ELSEWHERE.containsKey(part.name());
    }

    /** Whether it calls the outside, or another of the author's routes. */
    boolean leavesTheRoute() {
        return Call.isDynamic(part) || scheme().equals("direct") || !Schemes.isLocal(address.orElse(""));
    }

    boolean isWhole() {
        return address.isPresent() && !address.get().isEmpty();
    }

    /** The address, or those in a list of them. Those that only the event gives are left out. */
    List<String> addresses() {
        String text = address.orElse("");
        if (!isDynamic(part)) {
            return List.of(text);
        }
        String language = Expressions.of(part.value()).map(Part::name).orElse("");
        return Set.of("constant", "simple").contains(language) ? List.of(text.split(",")) : List.of();
    }

    String scheme() {
        return Schemes.of(address.orElse("")).strip();
    }

    /** Whether the event has a part in the address. */
    boolean dependsOnEvent() {
        return address.filter(text -> text.contains("${") || text.contains("$simple{"))
                .isPresent();
    }
}
