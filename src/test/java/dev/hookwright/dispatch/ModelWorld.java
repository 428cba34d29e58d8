package dev.hookwright.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Run;
import dev.hookwright.ledger.RunStatus;
import dev.hookwright.retry.RetrySchedule;
import dev.hookwright.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A ledger and a dispatcher, what is done to them by chance, and what is known of it without asking them. Everything that
 * happened is in {@link #story}.
 */
final class ModelWorld implements AutoCloseable {
    private static final String PLAIN = "plain";
    private static final String ORDERED = "ordered";
    /** One that was at work in more of them waits for seconds before it is begun again. */
    private static final int MOST_CRASHES = Integer.getInteger("model.crashes", 1);

    private static final RoutePolicy POLICY =
            new RoutePolicy(new RetrySchedule(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5))), 3);

    private static final List<ModelSteps.Reply> REPLIES = List.of(ModelSteps.Reply.values());

    private final SettableClock clock = new SettableClock();
    private final Function<SettableClock, Ledger> opener;
    private final boolean mayCrash;
    private final Random random;
    private final List<String> story = new ArrayList<>();
    private final ModelSteps steps = new ModelSteps();
    /** By dedup key. */
    private final Map<String, UUID> events = new LinkedHashMap<>();

    private final Map<UUID, Integer> runsOf = new HashMap<>();
    private final Map<UUID, RunStatus> ended = new HashMap<>();
    private int crashes;
    private Ledger ledger;
    private Dispatcher dispatcher;

    /** @param mayCrash whether what the opener opens is there again when it is opened anew */
    ModelWorld(Function<SettableClock, Ledger> opener, boolean mayCrash, Random random) {
        this.opener = opener;
        this.mayCrash = mayCrash;
        this.random = random;
        open();
    }

    private void open() {
        ledger = opener.apply(clock);
        dispatcher =
                new Dispatcher(ledger, steps.begin(ledger), route -> POLICY, Duration.ofHours(1), RunWatch.NONE, clock);
        dispatcher.start();
    }

    List<String> story() {
        return story;
    }

    /** Makes one sequence, lets all of it come to its end, and looks whether that is as it must be. */
    void play(int length) {
        events.clear();
        runsOf.clear();
        ended.clear();
        story.clear();
        crashes = 0;
        steps.forget();
        for (int i = 0; i < length; i++) {
            act();
            checkEnds();
        }
        comeToRest();
        checkAll();
    }

    private void act() {
        switch (random.nextInt(mayCrash ? 13 : 12)) {
            case 0, 1, 2 -> post();
            case 3, 4, 5 -> answer(ModelSteps.Reply.OK);
            case 6, 7 -> answer(REPLIES.get(random.nextInt(REPLIES.size())));
            case 8 -> jump();
            case 9 -> replay();
            case 10 -> cancel();
            case 11 -> steer();
            default -> crash();
        }
    }

    private void post() {
        boolean again = !events.isEmpty() && random.nextInt(4) == 0;
        List<String> keys = List.copyOf(events.keySet());
        String key = again
                ? keys.get(random.nextInt(keys.size()))
                : UUID.randomUUID().toString();
        String orderKey = "customer " + random.nextInt(2);
        Event event = new Event(
                Ids.next(clock.millis()),
                "in",
                "unsigned",
                null,
                key,
                clock.instant(),
                null,
                Map.of(),
                Map.of(),
                new byte[] {1},
                null);
        Accepted accepted = ledger.accept(
                        new NewEvent(event, List.of(PLAIN, ORDERED), Map.of(ORDERED, orderKey)), dispatcher.hasRoom())
                .join();
        story.add("post %s: %s".formatted(key, accepted));
        assertThat(accepted.duplicate()).isEqualTo(again);
        if (again) {
            assertThat(accepted.eventId()).isEqualTo(events.get(key));
            return;
        }
        events.put(key, event.id());
        runsOf.put(event.id(), 2);
        dispatcher.accepted(event, accepted.runs());
    }

    private void answer(ModelSteps.Reply reply) {
        steps.answer(random, reply).ifPresent(call -> story.add("%s: %s".formatted(call, reply)));
    }

    private void jump() {
        Duration by = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofDays(3), Duration.ofHours(-1))
                .get(random.nextInt(4));
        story.add("clock %s".formatted(by));
        clock.advance(by);
    }

    private List<Run> runs() {
        return events.values().stream()
                .flatMap(event -> ledger.runs().ofEvent(event).stream())
                .toList();
    }

    private void replay() {
        List<Run> over = runs().stream().filter(run -> run.status().isFinal()).toList();
        if (over.isEmpty()) {
            return;
        }
        Run run = over.get(random.nextInt(over.size()));
        if (random.nextBoolean()) {
            story.add("replay %s of %s".formatted(run.route(), run.eventId()));
            ledger.replay(run.eventId(), run.route()).join();
            runsOf.merge(run.eventId(), 1, Integer::sum);
        } else {
            story.add("once more %s".formatted(run.id()));
            ended.remove(run.id());
            assertThat(ledger.makeReadyAgain(run).join()).isEqualTo(1);
        }
        dispatcher.lookAgain();
    }

    private void cancel() {
        List<Run> all = runs();
        if (!all.isEmpty()) {
            Run run = all.get(random.nextInt(all.size()));
            story.add("cancel %s: %s".formatted(run.id(), ledger.cancels().cancel(run)));
        }
    }

    private void steer() {
        String route = random.nextBoolean() ? PLAIN : ORDERED;
        boolean paused = ledger.pausedRoutes().names().contains(route);
        story.add("%s %s".formatted(paused ? "resume" : "pause", route));
        if (paused) {
            ledger.pausedRoutes().resume(route);
        } else {
            ledger.pausedRoutes().pause(route);
        }
    }

    private void crash() {
        if (++crashes > MOST_CRASHES) {
            return;
        }
        story.add("crash");
        steps.die();
        dispatcher.close();
        ledger.close();
        open();
    }

    /** What has ended stays as it ended, but for replays. */
    private void checkEnds() {
        for (Run run : runs()) {
            RunStatus before = ended.get(run.id());
            if (before != null) {
                assertThat(run.status()).as("how run %s stands", run.id()).isEqualTo(before);
            } else if (run.status().isFinal()) {
                ended.put(run.id(), run.status());
            }
        }
    }

    private void comeToRest() {
        Set.copyOf(ledger.pausedRoutes().names()).forEach(ledger.pausedRoutes()::resume);
        await().alias("all runs come to an end")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(15))
                .until(() -> {
                    while (steps.answer(random, ModelSteps.Reply.OK).isPresent()) {
                        Thread.onSpinWait();
                    }
                    clock.advance(Duration.ofMinutes(6));
                    return runs().stream().allMatch(run -> run.status().isFinal());
                });
        await().alias("nothing is at work").until(() -> dispatcher.inFlight() == 0);
    }

    private void checkAll() {
        checkEnds();
        assertThat(steps.faults()).isEmpty();
        runsOf.forEach((event, number) -> {
            List<Run> runs = ledger.runs().ofEvent(event);
            assertThat(ledger.events().find(event)).isPresent();
            assertThat(runs).hasSize(number);
            runs.stream()
                    .filter(run -> run.status() == RunStatus.SUCCEEDED)
                    .forEach(run -> assertThat(ledger.runs().attempts(run.id()))
                            .as("run %s has succeeded by what is on record", run.id())
                            .filteredOn(ModelSteps::isDone)
                            .extracting(attempt -> attempt.stepKey())
                            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, ModelSteps.STEPS)
                                    .mapToObj(ModelSteps::key)
                                    .toList()));
        });
    }

    @Override
    public void close() {
        steps.die();
        dispatcher.close();
        ledger.close();
    }
}
