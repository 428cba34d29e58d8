package dev.hookwright.routetest;

import dev.hookwright.alert.AlertSample;
import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.dispatch.RoutePolicy;
import dev.hookwright.dispatch.RunEnd;
import dev.hookwright.dispatch.RunWatch;
import dev.hookwright.endpoint.CannotBeMade;
import dev.hookwright.endpoint.ConfirmedSecrets;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.ProviderRequests;
import dev.hookwright.endpoint.RouteSettings;
import dev.hookwright.intake.DirectRequests;
import dev.hookwright.intake.Intake;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Run;
import dev.hookwright.ledger.RunStatus;
import dev.hookwright.provider.Downloads;
import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.SignedRequest;
import dev.hookwright.provider.TriggerKeys;
import dev.hookwright.server.LoadedWorkspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What one test plays on: a server without its ports, whose ledger is empty. */
final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A run that does not go on is noticed by {@link #PATIENCE}. */
    private static final Duration NO_SILENCE = Duration.ofDays(1);

    private static final long LOOK_NANOS = 500_000;

    private final LoadedWorkspace workspace;
    private final Rehearsal rehearsal;
    private final TestClock clock;
    private final TriggerKeys keys;
    private final ConfirmedSecrets secrets;
    private final Ledger ledger;
    private final DirectRequests requests;
    private final LaterLog later;
    private final Set<UUID> events = new LinkedHashSet<>();
    /** Runs that were at work when the process died. */
    private final Queue<Run> struckDown = new ConcurrentLinkedQueue<>();

    private Dispatcher dispatcher;

    Stage(LoadedWorkspace workspace, Ledger ledger, Rehearsal rehearsal, TestClock clock, TriggerKeys keys) {
        this.workspace = workspace;
        this.ledger = ledger;
        this.rehearsal = rehearsal;
        this.clock = clock;
        this.keys = keys;
        this.secrets = ConfirmedSecrets.madeUp(workspace.endpoints());
        this.later = new LaterLog(ledger, workspace.flow().laterRoutes());
        this.dispatcher = begun();
        Intake intake = new Intake(
                workspace.endpoints(),
                secrets,
                clock,
                () -> TimeUnit.MILLISECONDS.toNanos(clock.instant().toEpochMilli()),
                workspace.settings().trustedProxies(),
                Downloads.NONE,
                keys::known);
        this.requests = new DirectRequests(intake, new LedgerSink(ledger, () -> dispatcher));
    }

    /** What a request is answered; one answer for each time that it is sent. */
    List<DirectRequests.Answer> deliver(RouteTest.Delivery delivery) throws CannotBeMade {
        Endpoint to = delivery.endpoint();
        ProviderRequests maker = new ProviderRequests(to, secrets.with(to), keys.made(to.name()));
        List<DirectRequests.Answer> answers = new ArrayList<>();
        for (int i = 0; i < delivery.times(); i++) {
            SignedRequest signed = maker.make(delivery.draft(), delivery.variant(), clock.instant());
            int copies = delivery.variant() == ProviderRequests.Variant.DUPLICATE ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                var answer = requests.take(to, received(signed, delivery), delivery.from(), ids -> {
                    events.addAll(ids);
                    settle();
                });
                answers.add(answer);
            }
        }
        return answers;
    }

    /** A connector is called, by the route that is there for it. */
    List<DirectRequests.Answer> call(RouteTest.ConnectorCall call) throws CannotBeMade {
        return deliver(call.to(workspace.endpoints().find(call.name()).orElseThrow()));
    }

    /** The timer of a route fires. */
    void fire(String route) {
        accept(workspace.flow().firing(route, clock.instant()), List.of(route));
    }

    /** An alert says something. */
    void raise(RouteTest.Alarm alarm) {
        accept(
                AlertSample.of(alarm.alert(), alarm.word(), clock.instant()),
                List.of(alarm.alert().route()));
    }

    /** An event that came once comes again, with all that is said of it; those before it are over. */
    void bring(Event event, List<String> routes) {
        events.clear();
        accept(event, routes);
    }

    private void accept(Event event, List<String> routes) {
        List<Accepted> accepted = ledger.acceptAll(List.of(new NewEvent(event, routes)), true, null)
                .join();
        events.add(event.id());
        dispatcher.accepted(event, accepted.get(0).runs());
    }

    private static HookRequest received(SignedRequest signed, RouteTest.Delivery delivery) {
        Map<String, String> headers = new LinkedHashMap<>(signed.headers());
        delivery.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new SignedRequest(signed.url(), headers, signed.body()).received();
    }

    /** Lets time pass, as far as is said. */
    void advance(Duration duration) {
        Instant until = clock.instant().plus(duration);
        settle();
        for (Instant due = nextDue(); due != null && !due.isAfter(until); due = nextDue()) {
            jump(due);
            settle();
        }
        jump(until);
        settle();
    }

    /** Lets time pass until every run has ended. */
    void playToTheEnd() {
        settle();
        for (Instant due = nextDue(); due != null; due = nextDue()) {
            jump(due);
            settle();
        }
    }

    /** Waits until nothing more happens now. */
    void settle() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (runs().stream().anyMatch(this::isToBeDoneNow)) {
            // All that was at work has come to where it fell: none of it is left to write anything.
            if (rehearsal.isDown() && dispatcher.inFlight() == struckDown.size()) {
                startAgain();
            }
            if (System.nanoTime() > deadline) {
                throw new NotQuiet(
                        "after " + PATIENCE.toSeconds()
                                + " seconds of real time a run is still at work (look for an endless loop, or a bean that waits)");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean isToBeDoneNow(Run run) {
        return (run.status() == RunStatus.READY && !waitsForAnother(run))
                || run.status() == RunStatus.RUNNING
                || run.status() == RunStatus.WAITING && !run.dueAt().isAfter(clock.instant());
    }

    /** Whether one of its order that waits for its time is before it. */
    private boolean waitsForAnother(Run run) {
        return run.orderKey() != null
                && runs().stream()
                        .anyMatch(other -> other.status() == RunStatus.WAITING
                                && other.route().equals(run.route())
                                && run.orderKey().equals(other.orderKey())
                                && other.id().compareTo(run.id()) < 0);
    }

    private @Nullable Instant nextDue() {
        return runs().stream()
                .filter(run -> run.status() == RunStatus.WAITING)
                .map(Run::dueAt)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private void jump(Instant to) {
        if (to.isAfter(clock.instant())) {
            clock.set(to);
        }
    }

    /** Every run of the events that came in. */
    List<Run> runs() {
        List<Run> runs = events.stream()
                .flatMap(event -> ledger.runs().ofEvent(event).stream())
                .toList();
        later.look(runs);
        return runs;
    }

    /** What was put off since this was asked last. */
    List<PutOff> putOff() {
        return later.take();
    }

    private Dispatcher begun() {
        Dispatcher begun = new Dispatcher(
                ledger,
                drive -> workspace.flow().execute(drive).thenCompose(end -> {
                    if (!rehearsal.isDown()) {
                        return CompletableFuture.completedFuture(end);
                    }
                    struckDown.add(drive.run());
                    // A process that has died writes nothing more.
                    return new CompletableFuture<RunEnd>();
                }),
                route -> {
                    RouteSettings settings = workspace.endpoints().settingsOf(route);
                    return new RoutePolicy(settings.retry(), settings.maxInFlight());
                },
                NO_SILENCE,
                RunWatch.NONE,
                clock);
        begun.start();
        return begun;
    }

    private void startAgain() {
        dispatcher.close();
        workspace.flow().forgetTargets();
        for (Run run = struckDown.poll(); run != null; run = struckDown.poll()) {
            ledger.update(run.handedBack()).join();
        }
        rehearsal.startedAgain();
        dispatcher = begun();
    }

    @Override
    public void close() {
        dispatcher.close();
        // It takes the writer a moment to end, for which the next test need not wait.
        var unused = CompletableFuture.runAsync(ledger::close);
    }

    /** The runs of a test do not come to rest. */
    static final class NotQuiet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotQuiet(String message) {
            super(message);
        }
    }
}
