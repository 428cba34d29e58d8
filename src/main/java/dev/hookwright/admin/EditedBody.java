package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What is put in the place of an event's body, and the headers that are true of it.
 *
 * @param headers the event's, with the media type of the new body
 */
record EditedBody(byte[] bytes, Map<String, String> headers) {
    private static final String CONTENT_TYPE = "content-type";
    private static final String JSON = "application/json";

    /**
     * What was made of an event's body.
     *
     * @param body a text stands for itself, anything else is JSON
     * @param whole puts what was hidden into the text
     */
    static EditedBody of(Map<String, String> headers, JsonNode body, UnaryOperator<String> whole) {
        String text = whole.apply(body.isTextual() ? body.textValue() : body.toString());
        String old = headers.getOrDefault(CONTENT_TYPE, "");
        String type = body.isTextual() ? ofText(old) : ofJson(old);
        Map<String, String> edited = new LinkedHashMap<>(headers);
        if (!type.isEmpty()) {
            edited.put(CONTENT_TYPE, type);
        }
        return new EditedBody(text.getBytes(StandardCharsets.UTF_8), edited);
    }

    private static String ofJson(String old) {
        return ContentType.of(old).isJson() ? old : JSON;
    }

    /** The text is kept in UTF-8. A form's escapes are in the encoding that it has said. */
    private static String ofText(String old) {
        ContentType type = ContentType.of(old);
        return type.isForm() || type.charset().isEmpty() ? old : type.inUtf8();
    }
}
