package dev.hookwright.flow;

import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.TargetRest;
import dev.hookwright.retry.CircuitBreaker;
import dev.hookwright.retry.Durations;
import dev.hookwright.retry.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which targets are to be left alone: those that said when to come back, which holds for all runs on all nodes, and
 * those that keep failing, as this node sees it.
 */
final class TargetHealth {
    /** A rest so short is waited for in the middle of the run, and not told to the other nodes. */
    static final Duration SHORT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(TargetHealth.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Supplier<Ledger> ledger;
    private final InstantSource clock;
    private final Map<String, TargetRest> rests = new ConcurrentHashMap<>();
    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
    private volatile boolean loaded;

    TargetHealth(Supplier<Ledger> ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** How long to wait, at most {@link #SHORT}, before the target may be called; zero for now. */
    Duration shortWait(String target) {
        look();
        TargetRest rest = rest(target);
        return rest == null || isLong(rest) ? Duration.ZERO : Duration.between(clock.instant(), rest.until());
    }

    /**
     * Why the target must not be called; null if it may.
     *
     * @param last whether the run would be dead without the call
     */
    @Nullable
    StepFailure refusal(String target, boolean last) {
        TargetRest rest = rest(target);
        if (rest != null && isLong(rest)) {
            String error = target + " is not called, as it asked to be left alone: " + rest.reason();
            return new StepFailure(FailureClass.RETRY, null, error, null, rest.until(), false);
        }
        CircuitBreaker breaker = breakers.get(target);
        if (breaker == null || last || breaker.mayCall(clock.instant())) {
            return null;
        }
        return new StepFailure(
                FailureClass.RETRY, null, target + " is not called, as it keeps failing", null, null, true);
    }

    /** The target took the call, or turned it down for a good reason. */
    void answered(String target) {
        CircuitBreaker breaker = breakers.get(target);
        if (breaker != null && breaker.succeeded()) {
            LOG.info("{} answers again: it is called as before", target);
        }
    }

    /** A call failed. */
    void failed(String target, StepFailure failure) {
        if (failure.failureClass() == FailureClass.PERMANENT) {
            answered(target);
            return;
        }
        Instant now = clock.instant();
        Instant until = failure.notBefore();
        if (until != null && until.isAfter(now)) {
            note(new TargetRest(target, until, failure.error()), now);
        } else if (!Integer.valueOf(429).equals(failure.statusCode())
                && breakers.computeIfAbsent(target, name -> new CircuitBreaker())
                        .failed(now)) {
            LOG.warn(
                    "{} keeps failing ({}): it is tried now and then until it answers; runs wait by their retry schedule",
                    target,
                    failure.error());
        }
    }

    /** Forgets all that is known, to learn it anew. */
    synchronized void forget() {
        rests.clear();
        breakers.clear();
        loaded = false;
    }

    private void note(TargetRest rest, Instant now) {
        TargetRest known = rest(rest.target());
        rests.merge(rest.target(), rest, TargetHealth::longer);
        boolean isNews = known == null || known.until().plus(SHORT).isBefore(rest.until());
        if (isLong(rest) && isNews) {
            LOG.info(
                    "{} asked to be left alone for {}: all runs that call it wait",
                    rest.target(),
                    Durations.format(Duration.between(now, rest.until())));
            var unused = ledger.get().targets().note(rest, now);
        }
    }

    private @Nullable TargetRest rest(String target) {
        TargetRest rest = rests.get(target);
        if (rest != null && !rest.until().isAfter(clock.instant())) {
            rests.remove(target, rest);
            return null;
        }
        return rest;
    }

    private static TargetRest longer(TargetRest one, TargetRest other) {
        return one.until().isAfter(other.until()) ? one : other;
    }

    private boolean isLong(TargetRest rest) {
        return rest.until().isAfter(clock.instant().plus(SHORT));
    }

    /** Reads what is known from before the start, once and for all to wait for; then what the other nodes noted. */
    private void look() {
        if (!loaded) {
            loadOnce();
        }
        long now = System.nanoTime();
        long last = lookedAt.get();
        if (ledger.get().queue().isShared() && now - last > LOOK.toNanos() && lookedAt.compareAndSet(last, now)) {
            var unused = CompletableFuture.runAsync(this::read);
        }
    }

    private synchronized void loadOnce() {
        if (!loaded) {
            read();
            loaded = true;
        }
    }

    private void read() {
        try {
            for (TargetRest rest : ledger.get().targets().present(clock.instant())) {
                rests.merge(rest.target(), rest, TargetHealth::longer);
            }
        } catch (LedgerUnavailable e) {
            LOG.debug("{}; what the other nodes know of targets is read later", e.getMessage());
        }
    }
}
