package dev.hookwright.flow;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Run;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a route sees of its event, as the variable {@code event}. All that came with the request stands here and
 * nowhere else, so that nothing of it steers Camel or leaks to a connector. Never changed: another idempotency key
 * makes another one.
 */
final class EventVariable extends AbstractMap<String, Object> {
    static final String NAME = "event";

    private final Map<String, Object> fields;

    private EventVariable(Map<String, Object> fields) {
        this.fields = fields;
    }

    static EventVariable of(Event event, Run run, String idempotencyKey) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", Ids.text(Ids.EVENT, event.id()));
        fields.put("runId", Ids.text(Ids.RUN, run.id()));
        fields.put("type", event.type());
        fields.put("endpoint", event.endpoint());
        fields.put("provider", event.provider());
        fields.put("receivedAt", event.receivedAt().toString());
        fields.put("attempt", run.attempt());
        fields.put("remoteAddress", event.remoteAddress());
        fields.put("idempotencyKey", idempotencyKey);
        fields.put("headers", Map.copyOf(event.headers()));
        fields.put("query", Map.copyOf(event.query()));
        return new EventVariable(fields);
    }

    EventVariable withIdempotencyKey(String key) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.put("idempotencyKey", key);
        return new EventVariable(changed);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return fields.get(key);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return Collections.unmodifiableSet(fields.entrySet());
    }
}
