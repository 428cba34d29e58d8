package dev.hookwright.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An editor's settings.json with the schemas of a workspace in it; all else in it stays as it is, comments too. */
final class EditorSettings {
    static final String SCHEMAS = "yaml.schemas";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private EditorSettings() {}

    /**
     * The text with the schemas in it; nothing if it is not JSON with comments.
     *
     * @param text empty if there are no settings yet
     * @param schemas the files that each schema is for, by where it is
     */
    static Optional<String> with(String text, Map<String, List<String>> schemas) {
        if (new JsonText(text).skip(0) == text.length()) {
            return Optional.of(text + "{" + whole(schemas, "\n", "  ") + "\n}\n");
        }
        Optional<ObjectNode> settings = parsed(text);
        if (settings.isEmpty()
                || (settings.get().has(SCHEMAS) && !settings.get().path(SCHEMAS).isObject())) {
            return Optional.empty();
        }
        String newline = text.contains("\r\n") ? "\r\n" : "\n";
        int root = new JsonText(text).skip(0);
        List<JsonText.Member> members = new JsonText(text).members(root);
        Optional<JsonText.Member> mapping =
                members.stream().filter(member -> member.name().equals(SCHEMAS)).findFirst();
        String indent = members.isEmpty() ? "  " : indentOf(text, members.get(0).start());
        if (mapping.isEmpty()) {
            return Optional.of(insert(text, root, members, whole(schemas, newline, indent)));
        }
        String changed = text;
        for (Map.Entry<String, List<String>> schema : schemas.entrySet()) {
            changed = put(changed, mapping.get().valueStart(), schema, newline + indent + indent);
        }
        return Optional.of(changed);
    }

    private static Optional<ObjectNode> parsed(String text) {
        try {
            JsonNode read = MAPPER.readTree(text.replace("\ufeff", ""));
            return read instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String put(String text, int object, Map.Entry<String, List<String>> schema, String line) {
        List<JsonText.Member> members = new JsonText(text).members(object);
        for (JsonText.Member member : members) {
            if (member.name().equals(schema.getKey())) {
                return text.substring(0, member.valueStart())
                        + files(schema.getValue())
                        + text.substring(member.valueEnd());
            }
        }
        return insert(text, object, members, line + one(schema));
    }

    /** Behind the last member and what is said of it in its line. */
    private static String insert(String text, int object, List<JsonText.Member> members, String addition) {
        if (members.isEmpty()) {
            return text.substring(0, object + 1) + addition + text.substring(object + 1);
        }
        int valueEnd = members.get(members.size() - 1).valueEnd();
        int next = new JsonText(text).skip(valueEnd);
        boolean hasComma = text.charAt(next) == ',';
        int from = hasComma ? next + 1 : valueEnd;
        int lineEnd = text.indexOf('\n', from);
        int behind = lineEnd >= 0 && new JsonText(text).skip(from) > lineEnd ? lineEnd : from;
        if (behind > from && text.charAt(behind - 1) == '\r') {
            behind--;
        }
        return text.substring(0, from)
                + (hasComma ? "" : ",")
                + text.substring(from, behind)
                + addition
                + (hasComma ? "," : "")
                + text.substring(behind);
    }

    private static String indentOf(String text, int start) {
        int line = text.lastIndexOf('\n', start) + 1;
        String before = text.substring(line, start);
        return before.isBlank() && !before.isEmpty() ? before : "  ";
    }

    private static String whole(Map<String, List<String>> schemas, String newline, String indent) {
        StringBuilder all = new StringBuilder(newline + indent + "\"" + SCHEMAS + "\": {");
        String comma = "";
        for (Map.Entry<String, List<String>> schema : schemas.entrySet()) {
            all.append(comma).append(newline).append(indent).append(indent).append(one(schema));
            comma = ",";
        }
        return all + newline + indent + "}";
    }

    private static String one(Map.Entry<String, List<String>> schema) {
        return MAPPER.valueToTree(schema.getKey()) + ": " + files(schema.getValue());
    }

    private static String files(List<String> globs) {
        return MAPPER.valueToTree(globs).toString().replace("\",\"", "\", \"");
    }
}
