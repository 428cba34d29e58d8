package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hookwright.ledger.AuditEntry;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import java.util.List;

/** The call that tells who has changed what. Blocking: not for an event loop. */
final class AuditApi implements ApiPart {
    private final Ledger ledger;

    AuditApi(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<Operation> operations() {
        return List.of(Operation.get("/audit", Role.ADMIN, "Who has changed what, newest first.")
                .query(PageRequest.PARAMETERS)
                .gives("AuditList", this::list));
    }

    private JsonNode list(ApiCall call) {
        PageRequest page = PageRequest.of(call.query(), Ids.AUDIT);
        return page.answer(ledger.audit().list(page.before(), page.toRead()), AuditEntry::id, AuditApi::json);
    }

    private static JsonNode json(AuditEntry entry) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", Ids.text(Ids.AUDIT, entry.id()))
                .put("at", entry.at().toString())
                .put("who", entry.caller())
                .put("role", entry.role())
                .put("address", entry.address())
                .put("action", entry.action())
                .put("target", entry.target())
                .put("reason", entry.reason())
                .put("status", entry.status());
    }
}
