package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.YamlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** YAML as JSON, by the core schema of YAML 1.2: what is quoted is text. */
final class YamlJson {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private YamlJson() {}

    static JsonNode of(YamlValue value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (value.isMapping()) {
            ObjectNode object = json.objectNode();
            value.fields().forEach(field -> object.set(field.name(), of(field.value())));
            return object;
        }
        if (value.isSequence()) {
            ArrayNode array = json.arrayNode();
            value.items().forEach(item -> array.add(of(item)));
            return array;
        }
        return value.isNull() ? json.nullNode() : scalar(value);
    }

    private static JsonNode scalar(YamlValue value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String text = value.text();
        if (!value.isPlain()) {
            return json.textNode(text);
        }
        if (text.equals("true") || text.equals("false")) {
            return json.booleanNode(text.equals("true"));
        }
        if (INTEGER.matcher(text).matches()) {
            return json.numberNode(new BigInteger(text));
        }
        return DECIMAL.matcher(text).matches() ? json.numberNode(new BigDecimal(text)) : json.textNode(text);
    }
}
