package dev.hookwright.flow;

import dev.hookwright.ledger.Sha256;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/**
 * Where in the run an exchange is: through which splits, loops, multicasts and called routes it came. Makes the keys of
 * steps unique within a run and the same each time that the run is driven, whatever runs in parallel.
 *
 * @param key begins the key of every step down here
 * @param label ends the id that people see, as {@code [2]}
 * @param index tells which part of a split, loop or multicast the exchange is
 * @param indexShown whether people see that index
 * @param fork the key of the innermost fan-out whose branches run side by side; empty if there is none
 */
record CallPath(String key, String label, @Nullable ExchangePropertyKey index, boolean indexShown, String fork) {
    private static final String PROPERTY = "hookwrightPath";
    private static final int LONGEST = 400;
    private static final int KEPT = 300;
    private static final CallPath ROOT = new CallPath("", "", null, false, "");

    static CallPath of(Exchange exchange) {
        CallPath path = exchange.getProperty(PROPERTY, CallPath.class);
        return path == null ? ROOT : path;
    }

    void put(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** Where in the split, loop or multicast around it the exchange is. */
    @Nullable
    Object place(Exchange exchange) {
        return index == null ? null : exchange.getProperty(index);
    }

    /** Camel has one index for all loops: after an inner one it says where that one ended. The same for what aggregates. */
    void putPlace(Exchange exchange, @Nullable Object place) {
        if (index != null) {
            exchange.setProperty(index, place);
        }
    }

    /**
     * The path of what a node of this path calls or fans out to.
     *
     * @param visit of the node
     */
    CallPath into(
            Exchange exchange,
            String visit,
            @Nullable ExchangePropertyKey newIndex,
            boolean shown,
            boolean sideBySide) {
        String newKey = key + indexText(exchange) + visit + "/";
        return new CallPath(newKey, label + shownIndex(exchange), newIndex, shown, sideBySide ? newKey : fork);
    }

    /** The same for all steps that come one after another; begins with that of what it branched off from. */
    String way(Exchange exchange) {
        return fork.isEmpty()
                ? ""
                : fork + (key + indexText(exchange)).substring(fork.length()).split("]", 2)[0];
    }

    String stepKey(Exchange exchange, String visit) {
        return bounded(key + indexText(exchange) + visit);
    }

    String stepLabel(Exchange exchange, String nodeId) {
        return bounded(nodeId + label + shownIndex(exchange));
    }

    /** A route that calls itself again and again comes upon keys that are longer than what the ledger takes. */
    private static String bounded(String name) {
        return name.length() <= LONGEST
                ? name
                : name.substring(0, KEPT) + "~" + Sha256.hex(name.getBytes(StandardCharsets.UTF_8));
    }

    private String shownIndex(Exchange exchange) {
        return indexShown ? indexText(exchange) : "";
    }

    private String indexText(Exchange exchange) {
        return index == null ? "" : "[" + place(exchange) + "]";
    }
}
