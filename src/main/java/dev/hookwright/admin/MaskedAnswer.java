package dev.hookwright.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An answer of the API without what is hidden: fields of payloads and responses by their names, and what stood in them
 * wherever else it stands. A payload that is not JSON is hidden whole, as nobody knows what is what in it.
 */
final class MaskedAnswer {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // Of two fields of one name the parser would look at one only.
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String PAYLOAD = "body";
    /** The key may come from any field of the payload, and somebody who sees all of them may have searched for one. */
    private static final Set<String> VALUES = Set.of("dedupKey", "q");

    private static final Set<String> MAPS = Set.of("headers", "query", "parameters");
    /** What may quote a payload, or what was answered to it. */
    private static final Set<String> QUOTING =
            Set.of("response", "error", "sampleError", "cause", "reason", "diagnosis", "text", "query");
    /** Those of them that quote payloads of which nothing else is told. */
    private static final Set<String> FAILURES = Set.of("response", "error", "sampleError", "cause");
    /** Shorter ones would hide ordinary words. */
    private static final int SHORTEST = 4;

    private final MaskRules rules;
    private final MaskedText text;
    private final Set<String> hidden = new HashSet<>();
    /** Whether the payload is part of the answer, so that it is known what of it may stand elsewhere. */
    private boolean whole;

    private boolean ofAlert;

    MaskedAnswer(MaskRules rules) {
        this.rules = rules;
        this.text = new MaskedText(rules, hidden::add);
    }

    ObjectNode of(ObjectNode answer) {
        ObjectNode shown = answer.deepCopy();
        whole = answer.has(PAYLOAD);
        ofAlert = answer.path("provider").asText().equals("alert");
        maskParts(shown);
        List<String> longestFirst = hidden.stream()
                .filter(value -> value.length() >= SHORTEST)
                .flatMap(value -> Stream.of(value, URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        if (!longestFirst.isEmpty()) {
            eachText(shown, value -> {
                String rest = value;
                for (String secret : longestFirst) {
                    rest = rest.replace(secret, Masking.MASK);
                }
                return rest;
            });
        }
        return shown;
    }

    private void maskParts(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : fields(object)) {
                String name = field.getKey();
                JsonNode value = field.getValue();
                if (value.isTextual() && name.equals(PAYLOAD)) {
                    object.put(name, json(value.textValue()).orElse(Masking.MASK));
                } else if (value.isTextual() && VALUES.contains(name)) {
                    object.put(name, Masking.MASK);
                } else if (value.isTextual() && QUOTING.contains(name)) {
                    object.put(name, quoting(name, value.textValue()));
                } else if (value.isObject() && MAPS.contains(name)) {
                    maskFields(value, "$");
                } else {
                    maskParts(value);
                }
            }
        } else {
            node.forEach(this::maskParts);
        }
    }

    private String quoting(String name, String value) {
        return !whole && FAILURES.contains(name)
                ? MaskedText.withoutValues(text.of(value))
                : json(value).orElseGet(() -> text.of(value));
    }

    /** The text of a JSON document without what is hidden; empty if it is none. */
    private Optional<String> json(String written) {
        try {
            JsonNode document = MAPPER.readTree(written);
            if (!(document instanceof ContainerNode)) {
                return Optional.empty();
            }
            boolean changed = maskFields(document, "$");
            return Optional.of(changed ? document.toString() : written);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private boolean maskFields(JsonNode node, String path) {
        boolean changed = false;
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : fields(object)) {
                JsonNode value = field.getValue();
                if (rules.hide(path, field.getKey())) {
                    note(value);
                    object.put(field.getKey(), Masking.MASK);
                    changed = true;
                } else if (value.isTextual()) {
                    String shown = field.getKey().equals("error")
                            ? error(nested(value.textValue()))
                            : nested(value.textValue());
                    changed |= !shown.equals(value.textValue());
                    object.put(field.getKey(), shown);
                } else {
                    changed |= maskFields(value, path + "." + MaskRules.plain(field.getKey()));
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = array.get(i);
                if (value.isTextual()) {
                    String shown = nested(value.textValue());
                    changed |= !shown.equals(value.textValue());
                    array.set(i, shown);
                } else {
                    changed |= maskFields(value, path);
                }
            }
        }
        return changed;
    }

    /** What an alert says quotes the errors of runs of others. */
    private String error(String value) {
        return ofAlert ? MaskedText.withoutValues(text.of(value)) : text.of(value);
    }

    /** Text in a document may be a document again. */
    private String nested(String value) {
        return value.startsWith("{") || value.startsWith("[") ? json(value).orElse(value) : value;
    }

    private void note(JsonNode value) {
        if (value.isContainerNode()) {
            value.forEach(this::note);
        } else if (!value.isNull() && !value.isBoolean()) {
            hidden.add(value.asText());
        }
    }

    private static void eachText(JsonNode node, UnaryOperator<String> change) {
        if (node instanceof ObjectNode object) {
            fields(object).forEach(field -> {
                if (field.getValue().isTextual()) {
                    object.set(
                            field.getKey(),
                            TextNode.valueOf(change.apply(field.getValue().textValue())));
                } else {
                    eachText(field.getValue(), change);
                }
            });
        } else {
            node.forEach(item -> eachText(item, change));
        }
    }

    private static List<Map.Entry<String, JsonNode>> fields(ObjectNode object) {
        return new ArrayList<>(object.properties());
    }
}
