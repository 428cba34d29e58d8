package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The call about what was refused. Blocking: not for an event loop. */
final class RejectionApi {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PAGE = 50;

    private final Ledger ledger;

    RejectionApi(Ledger ledger) {
        this.ledger = ledger;
    }

    JsonNode list(@Nullable String cursor) {
        UUID before = Optional.ofNullable(cursor)
                .map(text -> Ids.parse(Ids.REJECTION, text)
                        .orElseThrow(
                                () -> new ApiProblem(400, "bad-parameter", "\"cursor\" is what an earlier page gave.")))
                .orElse(null);
        List<Rejection> found = ledger.rejections().list(before, PAGE + 1);
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode items = answer.putArray("items");
        List<Rejection> page = found.subList(0, Math.min(found.size(), PAGE));
        page.forEach(rejection -> items.add(json(rejection)));
        boolean more = found.size() > PAGE;
        return answer.put(
                "nextCursor", more ? Ids.text(Ids.REJECTION, page.get(PAGE - 1).id()) : null);
    }

    private static ObjectNode json(Rejection rejection) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("id", Ids.text(Ids.REJECTION, rejection.id()))
                .put("endpoint", rejection.endpoint())
                .put("at", rejection.at().toString())
                .put("status", rejection.status())
                .put("code", rejection.code())
                .put("reason", rejection.reason())
                .put("method", rejection.method())
                .put("remoteAddress", rejection.remoteAddress());
        json.set("headers", HeaderJson.of(rejection.headers()));
        return json;
    }
}
