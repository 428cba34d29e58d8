package dev.hookwright.provider;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Why JSON from a stranger cannot be read, in a short line that says where; of the text it has a key's beginning at most. */
final class JsonFault {
    static final int DEEPEST = 200;
    static final int LONGEST_NUMBER = 400;
    static final int LARGEST_EXPONENT = 1_000;
    static final int LONGEST_KEY = 2_000;

    private static final int SHOWN_OF_KEY = 40;
    private static final String NO_NUMBER = "a number is not written as JSON has it";
    private static final String NO_WORD = "a word is not true, false or null";
    private static final String NO_UTF_8 = "it is not UTF-8";

    /** By how the library's own messages begin, which quote the text and name its settings. */
    private static final List<Map.Entry<String, String>> WORDS = List.of(
            Map.entry("Document nesting depth", "it is nested more than " + DEEPEST + " deep"),
            Map.entry("Number value length", "a number has more than " + LONGEST_NUMBER + " characters"),
            Map.entry("Name length", "a key has more than " + LONGEST_KEY + " characters"),
            Map.entry("Name value length", "a key has more than " + LONGEST_KEY + " characters"),
            Map.entry(BodyJson.BEYOND_ALL_MEASURE, "a number has an exponent beyond " + LARGEST_EXPONENT),
            Map.entry("Unexpected end-of-input", "it ends before its end"),
            Map.entry("Malformed numeric value", NO_NUMBER),
            Map.entry("Invalid numeric value", NO_NUMBER),
            Map.entry("Unrecognized token", NO_WORD),
            Map.entry("Non-standard token", NO_WORD),
            Map.entry("Illegal unquoted character", "a text has a control character that is not escaped"),
            Map.entry("Unrecognized character escape", "a text has a backslash before what needs none"),
            Map.entry("Invalid UTF-8", NO_UTF_8),
            Map.entry("Unexpected character", "a character is not one that JSON has there"));

    private JsonFault() {}

    /** @param parser as it stands since */
    static String of(JsonProcessingException fault, JsonParser parser) throws IOException {
        JsonLocation at = fault.getLocation() == null ? parser.currentLocation() : fault.getLocation();
        return "the body is not JSON that can be read: " + what(fault, parser) + " (line " + at.getLineNr()
                + ", column " + at.getColumnNr() + ")";
    }

    private static String what(JsonProcessingException fault, JsonParser parser) throws IOException {
        String message = String.valueOf(fault.getOriginalMessage());
        if (message.startsWith("Duplicate ")) {
            return "the key \"" + shown(String.valueOf(parser.currentName())) + "\" stands twice";
        }
        return WORDS.stream()
                .filter(known -> message.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("it is not written as JSON is");
    }

    private static String shown(String key) {
        StringBuilder shown = new StringBuilder();
        key.codePoints()
                .limit(SHOWN_OF_KEY)
                .map(point -> Character.isISOControl(point) ? '?' : point)
                .forEach(shown::appendCodePoint);
        return shown.length() < key.length() ? shown + "…" : shown.toString();
    }
}
