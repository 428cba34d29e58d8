package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares JSON with a part of it: an object may have more fields than is said, at any depth. */
final class Subset {
    private static final int LONGEST_VALUE = 200;

    private Subset() {}

    /** A line for each difference; empty if the part is in it. */
    static List<String> differences(JsonNode part, JsonNode whole) {
        List<String> differences = new ArrayList<>();
        compare("", part, whole, differences);
        return differences;
    }

    private static void compare(String path, JsonNode part, JsonNode whole, List<String> differences) {
        if (part.isObject() && whole.isObject()) {
            for (Map.Entry<String, JsonNode> field : part.properties()) {
                String below = path + "." + field.getKey();
                JsonNode there = whole.get(field.getKey());
                if (there == null) {
                    differences.add(below + ": expected " + text(field.getValue()) + ", but it is not there");
                } else {
                    compare(below, field.getValue(), there, differences);
                }
            }
        } else if (part.isArray() && whole.isArray()) {
            if (part.size() != whole.size()) {
                differences.add(place(path) + ": expected " + part.size() + " items, got " + whole.size());
                return;
            }
            for (int i = 0; i < part.size(); i++) {
                compare(path + "[" + i + "]", part.get(i), whole.get(i), differences);
            }
        } else if (!isSame(part, whole)) {
            differences.add(place(path) + ": expected " + text(part) + ", got " + text(whole));
        }
    }

    private static boolean isSame(JsonNode part, JsonNode whole) {
        return part.isNumber() && whole.isNumber()
                ? part.decimalValue().compareTo(whole.decimalValue()) == 0
                : part.equals(whole);
    }

    private static String place(String path) {
        return path.isEmpty() ? "the body" : path;
    }

    static String text(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
