package dev.hookwright.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.dispatch.DriveWatch;
import dev.hookwright.dispatch.Progress;
import dev.hookwright.dispatch.RunExecutor;
import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import dev.hookwright.log.RunFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One drive of a run: what is known of its steps, and what has become of them by now. Shared by all its exchanges. */
final class RunDrive {
    private static final String PROPERTY = "hookwrightRun";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Run run;
    private final Event event;
    private final boolean last;
    private final boolean answered;
    private final EventVariable variable;
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<String, Attempt> settled = new ConcurrentHashMap<>();
    private final Map<Throwable, StepFailure> failures = new ConcurrentHashMap<>();
    private final Map<Throwable, String> places = new ConcurrentHashMap<>();
    private final FailureReader failureReader;
    private final CaughtFailures caught;
    private final Set<Runnable> openCalls = ConcurrentHashMap.newKeySet();
    private final Progress progress;
    private final DriveWatch watch;
    /** Of a run that was at work when its process stopped. */
    private final @Nullable FirstCalls firstCalls;

    private final Queue<String> claimsToRelease = new ConcurrentLinkedQueue<>();
    private volatile boolean abandoned;
    private @Nullable Object eventBody;
    private @Nullable String payloadText;
    private @Nullable JsonNode payloadJson;

    /**
     * Begins a drive.
     *
     * @param history every attempt of the drives before this one
     */
    RunDrive(RunExecutor.Drive wanted, List<Attempt> history, FailureReader failureReader, Supplier<Ledger> ledger) {
        this.failureReader = failureReader;
        this.caught = new CaughtFailures(failureReader, attempt -> record(ledger.get(), attempt), settled);
        this.run = wanted.run();
        this.event = wanted.event();
        this.last = wanted.last();
        this.answered = wanted.answer();
        this.progress = wanted.progress();
        this.watch = wanted.watch();
        // A first drive that was over soon is never written down as begun, but what it has called is.
        boolean interrupted = run.starts() > 1 || (run.attempt() == 1 && !history.isEmpty());
        this.firstCalls = interrupted ? new FirstCalls() : null;
        this.variable = EventVariable.of(event, run, Ids.text(Ids.RUN, run.id()));
        Map<String, Attempt> newest = new HashMap<>();
        for (Attempt attempt : history) {
            attempts.merge(attempt.stepKey(), attempt.number(), Math::max);
            newest.merge(attempt.stepKey(), attempt, (one, other) -> one.number() > other.number() ? one : other);
            if (attempt.outcome() == Attempt.Outcome.SUCCEEDED) {
                settled.put(attempt.stepKey(), attempt);
            }
        }
        newest.values().stream()
                .filter(RecordedException::isCaught)
                .forEach(attempt -> settled.putIfAbsent(attempt.stepKey(), attempt));
        // After a replay by hand everything else that failed is tried again; by itself a run does not repeat what
        // cannot
        // mend, as far as the last try can tell.
        if (run.failures() > 0) {
            newest.values().stream()
                    .filter(attempt -> attempt.outcome() == Attempt.Outcome.FAILED)
                    .forEach(attempt -> settled.putIfAbsent(attempt.stepKey(), attempt));
        }
    }

    /** The drive that an exchange belongs to; null for one that no event started. */
    static @Nullable RunDrive of(@Nullable Exchange exchange) {
        return exchange == null ? null : (RunDrive) exchange.getProperty(PROPERTY);
    }

    void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
        exchange.setVariable(EventVariable.NAME, variable);
    }

    /** The body that the run begins with, if it is text. */
    void payload(@Nullable Object body) {
        payloadText = body instanceof String text ? text : null;
    }

    /** The body that the run begins with, where that is the event's. */
    void eventBody(Object body) {
        eventBody = body;
        payload(body);
    }

    @SuppressWarnings("ReferenceEquality") // the very object: branches may have changed an equal one since
    boolean isEventBody(@Nullable Object body) {
        return body != null && body == eventBody && !(body instanceof Map);
    }

    @SuppressWarnings("ReferenceEquality") // the very object that the drive began with, not just any equal text
    boolean isPayload(String text) {
        return text == payloadText;
    }

    /** The payload as JSON: parsed by the first who asks. Only ever read, as branches share it. */
    synchronized @Nullable JsonNode payloadJson(Supplier<@Nullable JsonNode> parser) {
        JsonNode json = payloadJson;
        if (json == null) {
            json = parser.get();
            payloadJson = json;
        }
        return json;
    }

    Run run() {
        return run;
    }

    Event event() {
        return event;
    }

    EventVariable variable() {
        return variable;
    }

    /** For what is logged of it. */
    RunFields logFields() {
        return RunFields.of(String.valueOf(variable.get("id")), String.valueOf(variable.get("runId")), run.route());
    }

    /** To be told of each step that was tried. */
    DriveWatch watch() {
        return watch;
    }

    /** Whether a sender waits for what the route answers. */
    boolean isAnswered() {
        return answered;
    }

    /** Whether the run is dead if it fails now. */
    boolean isLast() {
        return last;
    }

    /** This node must not go on with the run: nothing that the route does from here on counts. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned || progress.isLost();
    }

    /** The run goes on without this drive: not even what comes of its calls counts. */
    boolean isLost() {
        return progress.isLost();
    }

    /**
     * A call begins.
     *
     * @param whenLost what is to be done if the drive is given up before the call ends
     */
    void opened(String label, Runnable whenLost) {
        openCalls.add(whenLost);
        progress.sign("since step " + label + " was called");
    }

    void closed(String label, Runnable whenLost) {
        openCalls.remove(whenLost);
        progress.sign("since step " + label + " ended");
    }

    void lose() {
        openCalls.forEach(Runnable::run);
    }

    /** Whether the process may have stopped in the middle of the call that comes now. Told once of each call. */
    boolean mayHaveBeenCalled(String way) {
        return firstCalls != null && firstCalls.isFirst(way);
    }

    /** The attempt that settled a step for good: its result or its failure stands in. */
    @Nullable
    Attempt settled(String stepKey) {
        return settled.get(stepKey);
    }

    void settle(Attempt attempt) {
        settled.put(attempt.stepKey(), attempt);
    }

    int nextAttempt(String stepKey) {
        return attempts.merge(stepKey, 1, Integer::sum);
    }

    /** The same for the step each time that the run is driven, and unlike that of every other step. */
    String idempotencyKey(String stepKey) {
        String name = PLAIN.matcher(stepKey).matches() ? stepKey : digest(stepKey);
        return Ids.text(Ids.RUN, run.id()) + "-" + name;
    }

    void note(Throwable exception, StepFailure failure) {
        failures.put(exception, failure);
    }

    /** Keeps where in the route an exception came up: the innermost node is told first. */
    void place(Throwable exception, String place) {
        places.putIfAbsent(exception, place);
    }

    CaughtFailures caught() {
        return caught;
    }

    /** What is known of the failure behind an exception that reached the end of a branch or of the route. */
    StepFailure failureBehind(Throwable exception) {
        Throwable cause = exception;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            StepFailure known = failures.get(cause);
            if (known != null) {
                return known;
            }
            cause = cause.getCause();
        }
        StepFailure failure = failureReader.read(exception);
        String place = places.get(exception);
        return place == null ? failure : failure.at(place);
    }

    /** A claim of an idempotent consumer whose work failed: given up only if the run dies. */
    void releaseIfDead(String claimKey) {
        claimsToRelease.add(claimKey);
    }

    Queue<String> claimsToRelease() {
        return claimsToRelease;
    }

    private void record(Ledger ledger, Attempt attempt) {
        var unused = ledger.record(run, attempt);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
