package dev.hookwright.ledger;

/** Counts the events that a filter takes, a portion at a time. Blocking; for one thread. */
public final class EventCount {
    private final EventSearch search;
    private final boolean isOne;
    private long events;

    EventCount(LedgerStore store, EventFilter filter) {
        this.search = EventSearch.oldestFirst(store, filter, null, null);
        this.isOne = NamedEvents.isId(filter.text());
        if (isOne) {
            events = new NamedEvents(store).of(filter).size();
        }
    }

    /** Looks at some more; what there is to look at all in all may take minutes. */
    public void goOn() {
        events += search.next().size();
    }

    public boolean isDone() {
        return isOne || search.isExhausted();
    }

    /** Those that were found so far. */
    public long events() {
        return events;
    }
}
