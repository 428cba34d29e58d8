package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.Ids;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for; lists go from the newest to the oldest.
 *
 * @param prefix of the ids in the list
 * @param before the last of the page before; null for the first page
 */
record PageRequest(String prefix, @Nullable UUID before, int limit) {
    static final List<String> PARAMETERS = List.of("limit", "cursor");

    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;

    static PageRequest of(MultiMap parameters, String prefix) {
        String cursor = parameters.get("cursor");
        return new PageRequest(
                prefix,
                cursor == null || cursor.isEmpty()
                        ? null
                        : Ids.parse(prefix, cursor)
                                .orElseThrow(() -> ApiProblem.badParameter("cursor", "what an earlier page gave")),
                limit(parameters.get("limit")));
    }

    /** How many to read: one more than asked for tells whether there is a next page. */
    int toRead() {
        return limit + 1;
    }

    /** The answer. */
    <T> ObjectNode answer(List<T> read, Function<T, UUID> id, Function<T, ? extends JsonNode> json) {
        List<T> page = read.subList(0, Math.min(read.size(), limit));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("items");
        page.forEach(item -> items.add(json.apply(item)));
        boolean more = read.size() > page.size();
        return answer.put("nextCursor", more ? Ids.text(prefix, id.apply(page.get(page.size() - 1))) : null);
    }

    /** A list that is one page. */
    static <T> ObjectNode whole(List<T> all, Function<T, ? extends JsonNode> json) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("items");
        all.forEach(item -> items.add(json.apply(item)));
        return answer.putNull("nextCursor");
    }

    private static int limit(@Nullable String text) {
        try {
            int limit = text == null || text.isEmpty() ? DEFAULT_LIMIT : Integer.parseInt(text);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw ApiProblem.badParameter("limit", "a number from 1 to " + HIGHEST_LIMIT);
    }
}
