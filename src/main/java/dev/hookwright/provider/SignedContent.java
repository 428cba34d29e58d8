package dev.hookwright.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The template of what is signed: literal text and {@code {body}}, {@code {timestamp}}, {@code {method}},
 * {@code {url}}, {@code {header.x}}, {@code {query.x}}, {@code {json.a.b}}. No loops, no calls.
 */
final class SignedContent {
    private final List<Part> parts;

    private SignedContent(List<Part> parts) {
        this.parts = parts;
    }

    private sealed interface Part {
        record Literal(byte[] bytes) implements Part {}

        record Body() implements Part {}

        record Timestamp() implements Part {}

        record Method() implements Part {}

        record Url() implements Part {}

        record Value(Source source) implements Part {}
    }

    /** @throws IllegalArgumentException if the template is not of the form; the message says what is wrong */
    static SignedContent parse(String template) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (from < template.length()) {
            int open = template.indexOf('{', from);
            int literalEnd = open < 0 ? template.length() : open;
            if (literalEnd > from) {
                parts.add(new Part.Literal(template.substring(from, literalEnd).getBytes(StandardCharsets.UTF_8)));
            }
            if (open < 0) {
                break;
            }
            int close = template.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("a { is not closed");
            }
            parts.add(part(template.substring(open + 1, close)));
            from = close + 1;
        }
        return new SignedContent(List.copyOf(parts));
    }

    private static Part part(String name) {
        int dot = name.indexOf('.');
        String rest = dot < 0 ? "" : name.substring(dot + 1);
        return switch (dot < 0 ? name : name.substring(0, dot)) {
            case "body" -> new Part.Body();
            case "timestamp" -> new Part.Timestamp();
            case "method" -> new Part.Method();
            case "url" -> new Part.Url();
            case "header" -> new Part.Value(new Source(Source.Kind.HEADER, List.of(rest), ""));
            case "query" -> new Part.Value(new Source(Source.Kind.QUERY, List.of(rest), ""));
            case "json" -> new Part.Value(new Source(Source.Kind.JSON, List.of(rest), ""));
            default -> throw new IllegalArgumentException("there is no variable {" + name + "}");
        };
    }

    boolean coversBody() {
        return parts.stream().anyMatch(Part.Body.class::isInstance);
    }

    boolean usesTimestamp() {
        return parts.stream().anyMatch(Part.Timestamp.class::isInstance);
    }

    /**
     * Hands over what is signed, piece by piece.
     *
     * @return what is missing for it; null if nothing is
     */
    @Nullable
    String feed(HookRequest request, @Nullable String timestamp, Consumer<byte[]> sink) throws UnreadableBody {
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                sink.accept(literal.bytes());
            } else if (part instanceof Part.Body) {
                sink.accept(request.body());
            } else {
                String value = text(part, request, timestamp);
                if (value == null) {
                    return part instanceof Part.Value missing ? missing.source().toString() : "the timestamp";
                }
                sink.accept(value.getBytes(StandardCharsets.UTF_8));
            }
        }
        return null;
    }

    private static @Nullable String text(Part part, HookRequest request, @Nullable String timestamp)
            throws UnreadableBody {
        if (part instanceof Part.Timestamp) {
            return timestamp;
        }
        if (part instanceof Part.Method) {
            return request.method();
        }
        if (part instanceof Part.Url) {
            return request.url();
        }
        return ((Part.Value) part).source().value(request);
    }
}
