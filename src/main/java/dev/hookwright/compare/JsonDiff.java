package dev.hookwright.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** Where two JSON values differ: a line for each place, no deeper than where they begin to. */
final class JsonDiff {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final int MOST = 100;

    private final BiPredicate<JsonNode, JsonNode> same;
    private final List<Change> changes = new ArrayList<>();

    private JsonDiff(BiPredicate<JsonNode, JsonNode> same) {
        this.same = same;
    }

    /** @param before a missing node where there was nothing; {@code now} likewise */
    record Change(String path, JsonNode before, JsonNode now) {}

    /** @param same whether two values that are no containers say the same */
    static List<Change> between(JsonNode before, JsonNode now, BiPredicate<JsonNode, JsonNode> same) {
        JsonDiff diff = new JsonDiff(same);
        diff.compare("$", before, now);
        return diff.changes;
    }

    private void compare(String path, JsonNode before, JsonNode now) {
        if (changes.size() >= MOST) {
            return;
        }
        if (before.isObject() && now.isObject()) {
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                String place = PLAIN.matcher(name).matches() ? path + "." + name : path + "['" + name + "']";
                compare(place, before.path(name), now.path(name));
            }
        } else if (before.isArray() && now.isArray()) {
            for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
                compare(path + "[" + i + "]", item(before, i), item(now, i));
            }
        } else if (before.isMissingNode() != now.isMissingNode() || !same.test(before, now)) {
            changes.add(new Change(path, before, now));
        }
    }

    private static JsonNode item(JsonNode array, int index) {
        return index < array.size() ? array.get(index) : MissingNode.getInstance();
    }
}
