package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.PageSession;
import java.util.List;

/** The calls about who is signed in to the pages. Blocking: not for an event loop. */
final class SessionApi implements ApiPart {
    private final Sessions sessions;

    SessionApi(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/sessions", Role.ADMIN, "Who is signed in to the pages, the last first.")
                        .gives("SessionList", call -> PageRequest.whole(sessions.all(), SessionApi::json)),
                Operation.delete("/sessions/{id}", Role.ADMIN, "Signs somebody out of the pages.")
                        .gives("Session", this::close));
    }

    private JsonNode close(ApiCall call) {
        String wanted = call.path("id");
        PageSession session = sessions.all().stream()
                .filter(one -> Ids.text(Ids.SESSION, one.id()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ApiProblem(404, "no-such-session", "There is no session \"" + wanted + "\"."));
        sessions.close(session.id());
        return json(session);
    }

    private static JsonNode json(PageSession session) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", Ids.text(Ids.SESSION, session.id()))
                .put("name", session.caller())
                .put("role", session.role())
                .put("issuer", session.issuer())
                .put("address", session.address())
                .put("openedAt", session.openedAt().toString())
                .put("lastUsedAt", session.seenAt().toString());
    }
}
