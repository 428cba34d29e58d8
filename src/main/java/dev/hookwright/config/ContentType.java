package dev.hookwright.config;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a sender says that a body is (RFC 9110, section 8.3).
 *
 * @param mediaType in lower case, without parameters; empty if none is said
 * @param parameters as they are written, each {@code name=value}
 */
public record ContentType(String mediaType, List<String> parameters) {
    private static final String CHARSET = "charset";

    /** @param header the value of the header; empty if there is none */
    public static ContentType of(String header) {
        List<String> parts = Arrays.stream(header.split(";")).map(String::strip).toList();
        return parts.isEmpty()
                ? new ContentType("", List.of())
                : new ContentType(parts.get(0).toLowerCase(Locale.ROOT), parts.subList(1, parts.size()));
    }

    public boolean isJson() {
        return mediaType.equals("application/json") || mediaType.endsWith("+json");
    }

    public boolean isForm() {
        return mediaType.equals("application/x-www-form-urlencoded");
    }

    /** The name of the encoding of the body's text, if one is said. */
    public Optional<String> charset() {
        return parameters.stream()
                .filter(ContentType::isCharset)
                .map(parameter -> parameter.split("=", 2)[1].strip().replace("\"", ""))
                .findFirst();
    }

    /** How the body's text is to be read: as UTF-8 where nothing is said that is known here. */
    public Charset encoding() {
        try {
            return charset().map(Charset::forName).orElse(StandardCharsets.UTF_8);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** The same of a text in UTF-8, as a header. */
    public String inUtf8() {
        Stream<String> others = parameters.stream().filter(parameter -> !isCharset(parameter));
        return Stream.of(Stream.of(mediaType), others, Stream.of(CHARSET + "=utf-8"))
                .flatMap(parts -> parts)
                .collect(Collectors.joining("; "));
    }

    private static boolean isCharset(String parameter) {
        String[] sides = parameter.split("=", 2);
        return sides.length == 2 && sides[0].strip().equalsIgnoreCase(CHARSET);
    }
}
