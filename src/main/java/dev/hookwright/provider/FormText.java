package dev.hookwright.provider;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads and orders {@code name=value&name=value}. */
final class FormText {
    private static final int MAX_FIELDS = 1000;
    private static final char REPLACEMENT = '\uFFFD';

    private FormText() {}

    /** A form in UTF-8. */
    static Map<String, List<String>> parse(String text) throws UnreadableBody {
        return parse(text, true);
    }

    /** A form in whichever encoding: what is not UTF-8 in it gets replacement characters. */
    static Map<String, List<String>> parseLoosely(String text) throws UnreadableBody {
        return parse(text, false);
    }

    private static Map<String, List<String>> parse(String text, boolean isUtf8) throws UnreadableBody {
        Map<String, List<String>> form = new LinkedHashMap<>();
        int count = 0;
        for (String pair : text.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MAX_FIELDS) {
                throw new UnreadableBody("the form has more than " + MAX_FIELDS + " fields");
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                form.computeIfAbsent(decode(name, isUtf8), key -> new ArrayList<>())
                        .add(decode(value, isUtf8));
            } catch (IllegalArgumentException e) {
                throw new UnreadableBody("the form has a broken %-escape");
            }
        }
        return form;
    }

    private static String decode(String text, boolean isUtf8) throws UnreadableBody {
        String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        if (isUtf8 && decoded.indexOf(REPLACEMENT) >= 0) {
            // It may have been sent, or stand for bytes that are no UTF-8: those are to be seen, each as a character.
            String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            HookRequest.utf8(
                    URLDecoder.decode(bytes, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1));
        }
        return decoded;
    }

    /** The parameters of a URL; none if they cannot be read. */
    static Map<String, List<String>> query(String url) {
        int mark = url.indexOf('?');
        try {
            return mark < 0 ? Map.of() : parseLoosely(url.substring(mark + 1));
        } catch (UnreadableBody e) {
            return Map.of();
        }
    }

    /** A form with a field, instead of what it had of that name. */
    static String with(String form, String name, String value) {
        StringJoiner fields = new StringJoiner("&");
        for (String field : form.split("&")) {
            int equals = field.indexOf('=');
            String other = equals < 0 ? field : field.substring(0, equals);
            if (!field.isEmpty()
                    && !URLDecoder.decode(other, StandardCharsets.UTF_8).equals(name)) {
                fields.add(field);
            }
        }
        return fields.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8))
                .toString();
    }

    /** Names and values without anything between them, in the order of the names, as Twilio signs them. */
    static String sorted(Map<String, List<String>> form) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(form)
                .forEach((name, values) ->
                        new TreeSet<>(values).forEach(value -> text.append(name).append(value)));
        return text.toString();
    }
}
