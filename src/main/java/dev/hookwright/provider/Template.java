package dev.hookwright.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text put together from a request: {@code {timestamp}.{body}}. Only names stand in braces, with a filter perhaps;
 * {@code [[...]]} is left out where something in it is absent. There is nothing to calculate and nothing to repeat.
 */
final class Template {
    /** What a signature can be over. */
    static final Set<String> SIGNED = Set.of(
            "body", "timestamp", "method", "url", "path", "header", "query", "form", "form-sorted", "json", "config");

    static final Template BODY = parse("{body}", SIGNED);

    private final String text;
    private final List<Piece> pieces;

    private Template(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = pieces;
    }

    private sealed interface Piece {
        record Literal(byte[] bytes) implements Piece {}

        record Value(TemplateVariable variable) implements Piece {}

        record Optional(List<Piece> pieces) implements Piece {}
    }

    /**
     * Reads a template.
     *
     * @param known the variables that can be used, without what follows the dot
     * @throws IllegalArgumentException if the template is not of the form; the message says what is wrong
     */
    static Template parse(String text, Set<String> known) {
        return new Template(text, pieces(text, known, true));
    }

    static Template literal(String text) {
        return new Template(text, List.of(new Piece.Literal(utf8(text))));
    }

    private static List<Piece> pieces(String text, Set<String> known, boolean sections) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int brace = orEnd(text, text.indexOf('{', from));
            int section = sections ? orEnd(text, text.indexOf("[[", from)) : text.length();
            int next = Math.min(brace, section);
            if (next > from) {
                pieces.add(new Piece.Literal(utf8(text.substring(from, next))));
            }
            if (next == text.length()) {
                break;
            }
            boolean variable = next == brace;
            int close = text.indexOf(variable ? "}" : "]]", next);
            if (close < 0) {
                throw new IllegalArgumentException(variable ? "a { is not closed" : "a [[ is not closed");
            }
            pieces.add(
                    variable
                            ? new Piece.Value(TemplateVariable.parse(text.substring(next + 1, close), known))
                            : new Piece.Optional(pieces(text.substring(next + 2, close), known, false)));
            from = close + (variable ? 1 : 2);
        }
        return List.copyOf(pieces);
    }

    /** Whether the variable stands in it, outside of what may be left out. */
    boolean uses(String variable) {
        return pieces.stream()
                .anyMatch(piece -> piece instanceof Piece.Value value
                        && value.variable().name().equals(variable)
                        && value.variable().filter().isEmpty());
    }

    /** Where in a request it finds what it cannot be without. */
    List<Place> places() {
        return pieces.stream()
                .flatMap(piece -> piece instanceof Piece.Value value
                        ? Stream.ofNullable(value.variable().place())
                        : Stream.of())
                .toList();
    }

    /** What of an endpoint's config it cannot be without. */
    List<String> config() {
        return pieces.stream()
                .flatMap(piece -> piece instanceof Piece.Value value ? Stream.of(value.variable()) : Stream.of())
                .filter(variable -> variable.name().equals("config"))
                .map(TemplateVariable::rest)
                .toList();
    }

    /** Whether it is put together from anything of the request or the endpoint. */
    boolean isFixed() {
        return pieces.stream().allMatch(Piece.Literal.class::isInstance);
    }

    /** The content in parts, in order; the body among them as it came. */
    List<byte[]> parts(Reading reading, boolean absentIsEmpty) throws Refusal {
        List<byte[]> parts = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Literal literal) {
                parts.add(literal.bytes());
            } else if (piece instanceof Piece.Value value) {
                byte[] bytes = value.variable().value(reading);
                if (bytes != null) {
                    parts.add(bytes);
                } else if (!absentIsEmpty) {
                    throw value.variable().missing();
                }
            } else if (piece instanceof Piece.Optional optional) {
                List<byte[]> section = section(optional, reading);
                parts.addAll(section == null ? List.of() : section);
            }
        }
        return parts;
    }

    /** The content as one text. */
    String text(Reading reading) throws Refusal {
        return isFixed() ? text : join(parts(reading, false));
    }

    static String join(List<byte[]> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        return joined.toString(StandardCharsets.UTF_8);
    }

    private static @Nullable List<byte[]> section(Piece.Optional optional, Reading reading) throws Refusal {
        List<byte[]> parts = new ArrayList<>();
        for (Piece piece : optional.pieces()) {
            byte[] bytes = piece instanceof Piece.Literal literal
                    ? literal.bytes()
                    : ((Piece.Value) piece).variable().value(reading);
            if (bytes == null) {
                return null;
            }
            parts.add(bytes);
        }
        return parts;
    }

    private static int orEnd(String text, int index) {
        return index < 0 ? text.length() : index;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text;
    }
}
