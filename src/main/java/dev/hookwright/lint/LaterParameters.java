package dev.hookwright.lint;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code later:} may be told, by name, each in a sentence. */
public final class LaterParameters {
    public static final Map<String, String> OF_START = new LinkedHashMap<>();
    public static final Map<String, String> OF_CANCEL =
            Map.of("key", "The dedupKey under which something waits that is to be cancelled.");

    static {
        OF_START.put("delay", "How long the route is put off, as 3d.");
        OF_START.put("at", "When the route starts, as 2026-03-01T09:00:00Z.");
        OF_START.put("dedupKey", "With the same key nothing starts twice; later:cancel?key= cancels it.");
    }

    private LaterParameters() {}
}
