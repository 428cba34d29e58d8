package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is put in the place of an event's body, and the headers that are true of it.
 *
 * @param headers the event's, with the media type of the new body
 */
record EditedBody(byte[] bytes, Map<String, String> headers) {
    private static final String CONTENT_TYPE = "content-type";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** @param body a text stands for itself, anything else is JSON */
    static EditedBody of(Map<String, String> headers, JsonNode body) {
        String text = body.isTextual() ? body.textValue() : body.toString();
        String old = headers.getOrDefault(CONTENT_TYPE, "");
        String type = body.isTextual() ? ofText(old) : ofJson(old);
        Map<String, String> edited = new LinkedHashMap<>(headers);
        if (!type.isEmpty()) {
            edited.put(CONTENT_TYPE, type);
        }
        return new EditedBody(text.getBytes(StandardCharsets.UTF_8), edited);
    }

    private static String ofJson(String old) {
        String mediaType = mediaType(old);
        return mediaType.equals(JSON) || mediaType.endsWith("+json") ? old : JSON;
    }

    /** The text is kept in UTF-8. A form's escapes are in the encoding that it has said. */
    private static String ofText(String old) {
        String[] parts = old.split(";");
        if (mediaType(old).equals(FORM) || Arrays.stream(parts).noneMatch(EditedBody::isCharset)) {
            return old;
        }
        Stream<String> others = Arrays.stream(parts).filter(part -> !isCharset(part));
        return Stream.concat(others.map(String::strip), Stream.of("charset=utf-8"))
                .collect(Collectors.joining("; "));
    }

    private static boolean isCharset(String parameter) {
        return parameter.split("=", 2)[0].strip().equalsIgnoreCase("charset");
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
