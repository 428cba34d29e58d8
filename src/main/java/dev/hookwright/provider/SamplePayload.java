package dev.hookwright.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to be posted, and as what. */
public record SamplePayload(String contentType, byte[] body) {
    private static final Map<String, String> TYPES = Map.of(
            "form", Draft.FORM, "xml", "application/xml", "txt", "text/plain; charset=utf-8", "json", Draft.JSON);

    /** As a file's ending says; a form is written {@code name=value}, one a line. */
    public static SamplePayload of(String file, byte[] content) {
        String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), Draft.JSON);
        return new SamplePayload(type, type.equals(Draft.FORM) ? form(content) : content);
    }

    /** A form of these fields, in their order. */
    public static SamplePayload form(Map<String, String> fields) {
        return new SamplePayload(Draft.FORM, form(fields.entrySet().stream()));
    }

    private static byte[] form(byte[] content) {
        return form(new String(content, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split("=", 2))
                .map(field -> Map.entry(field[0], field.length > 1 ? field[1] : "")));
    }

    private static byte[] form(Stream<Map.Entry<String, String>> fields) {
        return fields.map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
