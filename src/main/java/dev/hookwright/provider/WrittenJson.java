package dev.hookwright.provider;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** JSON as the words that it is written in, so that it can be written as other programs would. */
final class WrittenJson {
    /** What is nested deeply is many times as long when it is indented. */
    private static final int LONGEST = 1 << 20;

    private final List<String> words;

    private WrittenJson(List<String> words) {
        this.words = words;
    }

    /** How programs put words apart. */
    enum Layout {
        COMPACT("as JSON without spaces", "", ""),
        SPACED("as JSON with a space after each comma and colon", "", " "),
        INDENTED_2("as JSON indented by two spaces", "  ", " "),
        INDENTED_4("as JSON indented by four spaces", "    ", " "),
        INDENTED_TAB("as JSON indented by tabs", "\t", " ");

        private final String what;
        private final String indent;
        private final String space;

        Layout(String what, String indent, String space) {
            this.what = what;
            this.indent = indent;
            this.space = space;
        }

        String what() {
            return what;
        }
    }

    /** How programs write letters that can be written in several ways. */
    enum Letters {
        AS_THEY_ARE(""),
        PLAIN(" and no escapes"),
        ASCII(" and letters beyond ASCII escaped"),
        SLASHES(" and slashes escaped"),
        ASCII_AND_SLASHES(" and slashes and letters beyond ASCII escaped"),
        HTML(" and <, > and & escaped");

        private final String what;

        Letters(String what) {
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    /** Null if the text is not JSON, or a plain value. */
    static @Nullable WrittenJson of(String text) {
        List<String> words = new ArrayList<>();
        int at = text.startsWith("\uFEFF") ? 1 : 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            if (c == '"') {
                end = endOfString(text, at);
            } else if (" \t\r\n".indexOf(c) >= 0) {
                at++;
                continue;
            } else if ("{}[],:".indexOf(c) < 0) {
                while (end < text.length() && "{}[],:\" \t\r\n".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
            }
            if (end < 0) {
                return null;
            }
            words.add(text.substring(at, end));
            at = end;
        }
        boolean structured =
                !words.isEmpty() && (words.get(0).equals("{") || words.get(0).equals("["));
        return structured ? new WrittenJson(words) : null;
    }

    /** -1 if the string does not end. */
    private static int endOfString(String text, int start) {
        for (int at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '"') {
                return at + 1;
            }
        }
        return -1;
    }

    /** Null if that would be many times as long as what came. */
    @Nullable
    String write(Layout layout, Letters letters) {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String before = i == 0 ? "" : words.get(i - 1);
            if (out.length() + (long) depth * layout.indent.length() > LONGEST) {
                return null;
            }
            boolean opens = word.equals("{") || word.equals("[");
            boolean closes = word.equals("}") || word.equals("]");
            boolean empty = closes && (before.equals("{") || before.equals("["));
            depth -= closes ? 1 : 0;
            boolean newLine = closes ? !empty : before.equals("{") || before.equals("[") || before.equals(",");
            if (newLine && !layout.indent.isEmpty()) {
                out.append('\n').append(layout.indent.repeat(Math.max(0, depth)));
            } else if (before.equals(":") || before.equals(",")) {
                out.append(layout.space);
            }
            out.append(word.startsWith("\"") ? written(word, letters) : word);
            depth += opens ? 1 : 0;
        }
        return out.toString();
    }

    private static String written(String string, Letters letters) {
        return switch (letters) {
            case AS_THEY_ARE -> string;
            case PLAIN -> plain(string);
            case ASCII -> escaped(plain(string), c -> c > 126);
            case SLASHES -> plain(string).replace("/", "\\/");
            case ASCII_AND_SLASHES -> escaped(plain(string), c -> c > 126).replace("/", "\\/");
            case HTML -> escaped(plain(string), c -> c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029);
        };
    }

    /** Without the escapes that JSON does not ask for. */
    private static String plain(String string) {
        StringBuilder out = new StringBuilder(string.length());
        for (int at = 0; at < string.length(); at++) {
            char c = string.charAt(at);
            if (c != '\\' || at + 1 >= string.length()) {
                out.append(c);
                continue;
            }
            char escape = string.charAt(at + 1);
            int code = escape == 'u' ? code(string, at + 2) : -1;
            if (escape == '/') {
                out.append('/');
                at++;
            } else if (code >= 0x20 && code != '"' && code != '\\') {
                out.append((char) code);
                at += 5;
            } else {
                out.append(c).append(escape);
                at++;
            }
        }
        return out.toString();
    }

    private static int code(String string, int from) {
        if (from + 4 > string.length()) {
            return -1;
        }
        try {
            return Integer.parseInt(string, from, from + 4, 16);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String escaped(String string, IntPredicate chosen) {
        StringBuilder out = new StringBuilder(string.length());
        for (int at = 0; at < string.length(); at++) {
            char c = string.charAt(at);
            if (chosen.test(c)) {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
