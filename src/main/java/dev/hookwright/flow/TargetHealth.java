package dev.hookwright.flow;

import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.TargetRest;
import dev.hookwright.retry.CircuitBreaker;
import dev.hookwright.retry.Durations;
import dev.hookwright.retry.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Supplier<Ledger> ledger;
    private final InstantSource clock;
    private final Map<String, TargetRest> shortRests = new ConcurrentHashMap<>();
    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    TargetHealth(Supplier<Ledger> ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** How long to wait, at most {@link #SHORT}, before the target may be called; zero for now. */
    Duration shortWait(String target) {
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
            return new StepFailure(FailureClass.RETRY, null, rest.refusal(), null, rest.until(), false);
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

    /** Forgets what only this node knows. */
    void forget() {
        shortRests.clear();
        breakers.clear();
    }

    private void note(TargetRest rest, Instant now) {
        TargetRest known = rest(rest.target());
        if (known != null && !rest.until().isAfter(known.until())) {
            return;
        }
        if (!isLong(rest)) {
            shortRests.put(rest.target(), rest);
            return;
        }
        boolean isNews = known == null || known.until().plus(SHORT).isBefore(rest.until());
        if (isNews) {
            LOG.info(
                    "{} asked to be left alone for {}: all runs that call it wait",
                    rest.target(),
                    Durations.format(Duration.between(now, rest.until())));
        }
        var unused = ledger.get().targets().note(rest);
    }

    private @Nullable TargetRest rest(String target) {
        TargetRest told = ledger.get().targets().of(target);
        TargetRest brief = shortRests.get(target);
        if (brief != null && !brief.until().isAfter(clock.instant())) {
            shortRests.remove(target, brief);
            return told;
        }
        return told == null || (brief != null && brief.until().isAfter(told.until())) ? brief : told;
    }

    private boolean isLong(TargetRest rest) {
        return rest.until().isAfter(clock.instant().plus(SHORT));
    }
}
