package dev.hookwright.admin;

import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.Ids;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parameters of a list of events. */
record EventQuery(EventFilter filter, int limit, @Nullable UUID after) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;
    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";

    static EventQuery of(MultiMap parameters, Instant now) {
        FilterWords.checkNames("parameter", parameters.names(), LIMIT, CURSOR);
        Map<String, String> words = new LinkedHashMap<>();
        FilterWords.NAMES.forEach(name -> {
            String value = parameters.get(name);
            if (value != null) {
                words.put(name, value);
            }
        });
        String cursor = parameters.get(CURSOR);
        return new EventQuery(
                FilterWords.read(words, now),
                limit(parameters.get(LIMIT)),
                cursor == null
                        ? null
                        : Ids.parse(Ids.EVENT, cursor)
                                .orElseThrow(() ->
                                        new ApiProblem(400, "bad-parameter", "\"cursor\" is what an earlier page gave.")));
    }

    private static int limit(@Nullable String text) {
        try {
            int limit = text == null ? DEFAULT_LIMIT : Integer.parseInt(text);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ApiProblem(400, "bad-parameter", "\"limit\" is a number from 1 to " + HIGHEST_LIMIT + ".");
    }
}
