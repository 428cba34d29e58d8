package dev.hookwright.admin;

import dev.hookwright.ledger.BulkReplay;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.EventPortion;
import dev.hookwright.ledger.EventSummary;
import dev.hookwright.ledger.ReplayPortion;
import dev.hookwright.ledger.ReplayPortion.Fresh;
import dev.hookwright.ledger.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Decides which runs a bulk replay begins for an event. If the filter is about runs, only what it took is replayed: of an
 * event with one dead run the routes that have succeeded do nothing again.
 */
final class ReplayPlan {
    private final BulkReplay replay;
    private final EventFilter filter;
    private final Replays replays;

    ReplayPlan(BulkReplay replay, EventFilter filter, Replays replays) {
        this.replay = replay;
        this.filter = filter;
        this.replays = replays;
    }

    /** @param events those of the portion, in its order */
    ReplayPortion of(EventPortion portion, List<EventSummary> events) {
        List<Fresh> fresh = new ArrayList<>();
        List<Run> again = new ArrayList<>();
        int skipped = 0;
        for (EventSummary each : events) {
            Event event = each.event();
            boolean whole = event.payloadDeletedAt() == null;
            List<String> routes = whole && !replay.failedOnly() ? routes(each) : List.of();
            List<Run> failed = whole && replay.failedOnly() ? failed(each) : List.of();
            routes.forEach(route -> fresh.add(new Fresh(event.id(), route)));
            again.addAll(failed);
            skipped += routes.isEmpty() && failed.isEmpty() ? 1 : 0;
        }
        return new ReplayPortion(fresh, again, events.size(), skipped, portion.reached(), portion.last());
    }

    private List<String> routes(EventSummary each) {
        if (replay.route() == null && filter.isAboutRuns()) {
            return taken(each)
                    .flatMap(run -> replays.routes(each.event(), run.route()).stream())
                    .toList();
        }
        return replays.routes(each.event(), replay.route());
    }

    private List<Run> failed(EventSummary each) {
        return taken(each)
                .filter(Run::canGoOn)
                .filter(run -> replay.route() == null || replay.route().equals(run.route()))
                .toList();
    }

    /** The last run of each route, of those that the filter takes. */
    private Stream<Run> taken(EventSummary each) {
        Map<String, Run> last = new TreeMap<>();
        each.runs().forEach(run -> last.put(run.route(), run));
        return last.values().stream().filter(filter::takes);
    }
}
