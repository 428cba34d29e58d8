package dev.hookwright.alert;

import dev.hookwright.ledger.AlertState;
import dev.hookwright.ledger.Alerts;
import dev.hookwright.ledger.CountDeadRuns;
import dev.hookwright.ledger.DeadRun;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.LastReceived;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Looks now and then whether an alert has something to say, and has it said by a run of its route. How an alert stands is
 * in the ledger: of several nodes that look, one says it, and a restart neither repeats nor forgets.
 */
public final class AlertWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
    private static final int PORTION = 200;
    private static final int PORTIONS = 20;

    private final Ledger ledger;
    private final Supplier<AlertRules> rules;
    private final Surroundings surroundings;
    private final InstantSource clock;
    private final Map<String, Sign> signs = new HashMap<>();
    /** When what an alert waits for was so last, as far as this process has seen. */
    private final Map<String, Instant> held = new HashMap<>();

    private AlertRules begun = AlertRules.NONE;

    /** @param rules those of the workspace as it is served */
    public AlertWatch(Ledger ledger, Supplier<AlertRules> rules, Surroundings surroundings, InstantSource clock) {
        this.ledger = ledger;
        this.rules = rules;
        this.surroundings = surroundings;
        this.clock = clock;
        // From the first run on: what dies before the first look counts as well.
        ledger.alerts().watchRoutes(route -> !rules.get().counting(route).isEmpty());
    }

    /**
     * Looks once. Blocks; for one thread.
     *
     * @throws LedgerUnavailable if the ledger cannot be read or written; the next look does what this one did not
     */
    public void look() {
        AlertRules present = rules.get();
        if (isOther(present)) {
            begin(present);
        }
        if (present.isEmpty()) {
            return;
        }
        countDeadRuns(present);
        for (AlertStanding alert : standings(present)) {
            if (alert.state().isPresent()) {
                attend(alert.rule(), alert.state().get());
            }
        }
    }

    /** The alerts of the workspace as they stand; those of the disk, on this node. */
    public List<AlertStanding> standings() {
        return standings(rules.get());
    }

    private List<AlertStanding> standings(AlertRules present) {
        List<AlertState> states = ledger.alerts().states();
        return present.all().stream()
                .map(rule -> new AlertStanding(
                        rule,
                        states.stream()
                                .filter(state -> state.name().equals(rule.name())
                                        && state.node().equals(nodeOf(rule)))
                                .findFirst()))
                .toList();
    }

    @SuppressWarnings("ReferenceEquality") // each reload makes others
    private boolean isOther(AlertRules present) {
        return present != begun;
    }

    private void begin(AlertRules present) {
        written(ledger.alerts()
                .begin(present.all().stream()
                        .map(rule -> new Alerts.Terms(
                                rule.name(), nodeOf(rule), rule.condition().text()))
                        .toList()));
        signs.clear();
        present.all().forEach(rule -> signs.put(rule.name(), sign(rule)));
        held.keySet().retainAll(signs.keySet());
        begun = present;
    }

    private String nodeOf(AlertRule rule) {
        return rule.condition().isOfNode() ? surroundings.node() : "";
    }

    private Sign sign(AlertRule rule) {
        Condition condition = rule.condition();
        if (condition instanceof Condition.Rejections rejections) {
            return new RejectionSign(rejections, ledger.alerts().signs(), surroundings.refused());
        }
        if (condition instanceof Condition.Silence silence) {
            LastReceived received = ledger.lastReceived();
            return new SilenceSign(silence, endpoint -> {
                received.look();
                return received.of(endpoint);
            });
        }
        if (condition instanceof Condition.Backlog backlog) {
            return new BacklogSign(backlog, ledger.alerts().signs());
        }
        return condition instanceof Condition.FullDisk
                ? new DiskSign(surroundings.node(), surroundings.diskRefusal())
                : new DeadSign(rule);
    }

    private void countDeadRuns(AlertRules present) {
        boolean wanted =
                present.all().stream().anyMatch(rule -> rule.condition().isCounted());
        int read = wanted ? PORTION : 0;
        for (int i = 0; i < PORTIONS && read == PORTION; i++) {
            List<DeadRun> runs = ledger.alerts().uncounted(PORTION);
            read = runs.size();
            if (!runs.isEmpty()) {
                written(ledger.alerts()
                        .count(runs.stream().map(run -> counted(run, present)).toList()));
            }
        }
    }

    /** What says an alarm and dies of it makes no other alarm. */
    private static CountDeadRuns.Counted counted(DeadRun run, AlertRules present) {
        boolean ownRun = AlertRules.isMessage(run.endpoint());
        return new CountDeadRuns.Counted(run.id(), ownRun ? List.of() : present.counting(run.route()), Facts.of(run));
    }

    private void attend(AlertRule rule, AlertState state) {
        Sign sign = signs.get(rule.name());
        if (sign == null) {
            return;
        }
        Instant now = clock.instant();
        boolean holds = sign.holds(state, now);
        Instant heldAt = holds ? now : lastHeld(rule, state, now);
        held.put(rule.name(), heldAt);
        Word word = Word.of(rule, state, holds, heldAt, now);
        Instant since = state.firingSince();
        if (word == Word.RESOLVED && since != null) {
            Sign.Trouble over = new Sign.Trouble(since, state.told(), false, sign.over(state), List.of());
            say(rule, state.over(rule.tellsEnd() ? now : state.sentAt()), word, over, now);
        } else if (word != Word.NOTHING) {
            Sign.Trouble trouble = sign.trouble(state, now);
            boolean addsUp = rule.condition().addsUp();
            if (addsUp && trouble.count() == 0) {
                return;
            }
            long told = addsUp ? state.told() + trouble.count() : Math.max(state.told(), trouble.count());
            Instant began = since == null ? trouble.since() : since;
            say(rule, state.said(began, now, told), word, trouble.since(began), now);
        }
    }

    /** Another node, or the process before this one, may have seen and said what this one has not. */
    private Instant lastHeld(AlertRule rule, AlertState state, Instant now) {
        Instant seen = held.get(rule.name());
        Instant sent = state.sentAt();
        if (sent != null && (seen == null ? rule.condition().isCounted() : seen.isBefore(sent))) {
            return sent;
        }
        return seen == null ? now : seen;
    }

    private void say(AlertRule rule, AlertState to, Word word, Sign.Trouble trouble, Instant now) {
        boolean silent = word == Word.RESOLVED && !rule.tellsEnd();
        Optional<String> pages = surroundings.pages().get();
        Event event = silent ? null : new AlertMessage(rule, word, trouble, pages.orElse(null)).event(now);
        boolean first = written(ledger.alerts().move(to, event, rule.route()));
        if (first) {
            Level level = word == Word.RESOLVED ? Level.INFO : Level.WARN;
            LOG.atLevel(level).log("alert {} is {}: {}", rule.name(), word.text(), trouble.summary());
        }
    }

    private static <T> T written(CompletableFuture<T> change) {
        try {
            return change.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerUnavailable away ? away : e;
        }
    }
}
