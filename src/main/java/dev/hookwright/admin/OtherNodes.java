package dev.hookwright.admin;

import dev.hookwright.ledger.EventSummary;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.News;
import dev.hookwright.ledger.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What other nodes that share the database have accepted and done with runs, as far as a look now and then can tell: a
 * run is seen as it stands at that moment, and one of an older event that begins and ends between two looks is not seen.
 */
final class OtherNodes {
    private static final Duration OVERLAP = Duration.ofSeconds(5);
    private static final int EVENTS = 200;
    private static final int AT_WORK = 2_000;
    /** Runs that were seen open and are looked after until they end. */
    private static final int FOLLOWED = 500;

    private static final int REMEMBERED = 10_000;

    private final Ledger ledger;
    private final Map<UUID, Run> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Run> eldest) {
            return size() > REMEMBERED;
        }
    };
    /** Runs of which this node told while the look was on its way: what it finds of them may be old. */
    private final Set<UUID> heard = new HashSet<>();

    OtherNodes(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What this node has written itself. */
    synchronized void hear(News news) {
        List<Run> runs = news instanceof News.Received received
                ? received.runs()
                : news instanceof News.RunChanged changed ? List.of(changed.run()) : List.of();
        for (Run run : runs) {
            known.put(run.id(), run);
            heard.add(run.id());
        }
    }

    /** What is new since the last look; an event may be told of again. Blocks; for one thread at a time. */
    List<News> look() {
        List<Run> open = begin();
        List<EventSummary> events =
                ledger.events().after(Ids.lowest(ledger.now().minus(OVERLAP)), EVENTS);
        List<Run> runs = new ArrayList<>(ledger.runsElsewhere(AT_WORK));
        events.forEach(event -> runs.addAll(event.runs()));
        Set<UUID> seen = runs.stream().map(Run::id).collect(Collectors.toSet());
        for (Run run : open) {
            if (!seen.contains(run.id())) {
                ledger.runs().find(run.eventId(), run.id()).ifPresentOrElse(runs::add, () -> forget(run));
            }
        }
        List<News> news = new ArrayList<>();
        events.forEach(event -> news.add(new News.Received(event.event(), event.runs())));
        changed(runs).forEach(run -> news.add(new News.RunChanged(run)));
        return news;
    }

    /** The newest runs that were open when last seen. */
    private synchronized List<Run> begin() {
        heard.clear();
        List<Run> open =
                known.values().stream().filter(run -> !run.status().isFinal()).toList();
        return open.subList(Math.max(0, open.size() - FOLLOWED), open.size());
    }

    private synchronized List<Run> changed(List<Run> runs) {
        List<Run> changed = new ArrayList<>();
        for (Run run : runs) {
            if (!heard.contains(run.id()) && isNew(known.put(run.id(), run), run)) {
                changed.add(run);
            }
        }
        return changed;
    }

    private static boolean isNew(@Nullable Run before, Run now) {
        return before == null || before.status() != now.status() || before.attempt() != now.attempt();
    }

    private synchronized void forget(Run run) {
        known.remove(run.id());
    }
}
