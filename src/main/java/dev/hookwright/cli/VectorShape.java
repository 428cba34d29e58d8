package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.NearestName;
import dev.hookwright.provider.Provider;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** What a vector has to say, so that none comes out well for what it does not state. */
final class VectorShape {
    /** The last four are for people. */
    private static final Set<String> KEYS = Set.of(
            "provider",
            "secret",
            "config",
            "scheme",
            "fetched",
            "method",
            "url",
            "headers",
            "body",
            "now",
            "valid",
            "id",
            "reason",
            "origin",
            "source");

    private static final Kind TEXT = new Kind("a text", JsonNode::isTextual);
    private static final Kind TEXTS = new Kind("a text, or a list of texts", VectorShape::isTextOrTexts);

    private final JsonNode vector;

    VectorShape(JsonNode vector) {
        this.vector = vector;
    }

    private record Kind(String words, Predicate<JsonNode> holds) {
        static Kind objectOf(Kind each) {
            return new Kind(
                    "an object, each member " + each.words(), node -> node.isObject() && every(node, each.holds()));
        }
    }

    /** What is wrong with it, with the key that it is about; nothing if it can be run. */
    Optional<String> complaint() {
        if (!vector.isObject()) {
            return Optional.of("is no object (write {\"provider\", \"secret\", \"body\", ...})");
        }
        return unknown("unknown key", vector, KEYS)
                .or(() -> required("provider", TEXT))
                .or(() -> required("headers", Kind.objectOf(TEXTS)))
                .or(() -> required("body", TEXT))
                .or(() -> required("now", new Kind("the seconds since 1970", JsonNode::isIntegralNumber)))
                .or(() -> required("valid", new Kind("true or false", JsonNode::isBoolean)))
                .or(() -> optional("secret", secret()))
                .or(() -> optional("config", Kind.objectOf(new Kind("a text", node -> node.isValueNode()))))
                .or(() -> optional("fetched", new Kind("an object, by address", JsonNode::isObject)))
                .or(() -> optional("scheme", TEXT))
                .or(() -> optional("method", TEXT))
                .or(() -> optional("url", TEXT))
                .or(() -> optional("id", TEXT));
    }

    /** What it says that its provider does not know. */
    Optional<String> complaint(Provider provider) {
        return unknown("in \"secret\": unknown credential", vector.path("secret"), provider.credentialNames())
                .or(() -> unknown("in \"config\": unknown key", vector.path("config"), provider.configNames()));
    }

    private Optional<String> required(String key, Kind kind) {
        return vector.has(key)
                ? optional(key, kind)
                : Optional.of("\"" + key + "\" is missing (add " + kind.words() + ")");
    }

    private Optional<String> optional(String key, Kind kind) {
        return !vector.has(key) || kind.holds().test(vector.path(key))
                ? Optional.empty()
                : Optional.of("\"" + key + "\" is of another kind than it must be (write " + kind.words() + ")");
    }

    private static Kind secret() {
        return new Kind(
                TEXTS.words() + ", or an object of those by the credential's name",
                node -> isTextOrTexts(node) || Kind.objectOf(TEXTS).holds().test(node));
    }

    private static Optional<String> unknown(String what, JsonNode object, Collection<String> known) {
        return object.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !known.contains(key))
                .findFirst()
                .map(key -> what + " \"" + key + "\" (" + NearestName.remedy(key, new TreeSet<>(known)) + ")");
    }

    private static boolean isTextOrTexts(JsonNode node) {
        return node.isTextual() || (node.isArray() && every(node, JsonNode::isTextual));
    }

    private static boolean every(JsonNode node, Predicate<JsonNode> holds) {
        return StreamSupport.stream(node.spliterator(), false).allMatch(holds);
    }
}
