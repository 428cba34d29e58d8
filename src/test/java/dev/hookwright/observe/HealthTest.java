package dev.hookwright.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.ledger.WriterState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What probes are told, whatever goes wrong. */
class HealthTest {
    private static final WriterState WELL = new WriterState(null, null, 3, false, Duration.ofMillis(2));
    private static final Health.PublicPort OPEN = new Health.PublicPort(true, false, true, Duration.ofMillis(900));

    private static Health health(WriterState writer, String disk, Health.PublicPort port) {
        return new Health(() -> writer, () -> Optional.ofNullable(disk), () -> port);
    }

    /** Which check is down, and why; nothing if none is. */
    private static String down(HealthReport report) {
        StringBuilder down = new StringBuilder();
        report.checks().stream()
                .filter(check -> !check.isUp())
                .forEach(check -> down.append(check.name()).append(": ").append(check.why()));
        assertThat(report.isUp()).isEqualTo(down.isEmpty());
        return down.toString();
    }

    private static String notReady(WriterState writer, String disk, Health.PublicPort port) {
        Health health = health(writer, disk, port);
        assertThat(down(health.live())).as("no restart helps").isEmpty();
        return down(health.ready());
    }

    @Test
    void a_server_that_is_well_says_so_part_by_part() {
        assertThat(health(WELL, null, OPEN).live().json())
                .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"writer\",\"status\":\"UP\"},"
                        + "{\"name\":\"event-loops\",\"status\":\"UP\"}]}");
        assertThat(health(WELL, null, OPEN).ready().json())
                .contains("\"database\"", "\"writer\"", "\"disk\"", "\"listening\"", "\"event-loops\"")
                .doesNotContain("DOWN");
    }

    @Test
    void what_is_down_says_why() {
        assertThat(health(WELL, "only 3MiB are free", OPEN).ready().json())
                .startsWith("{\"status\":\"DOWN\"")
                .contains("{\"name\":\"disk\",\"status\":\"DOWN\",\"why\":\"only 3MiB are free\"}");
    }

    @Test
    void it_is_not_ready_while_events_are_refused_but_needs_no_restart() {
        WriterState away = new WriterState(null, "the database cannot be reached", 0, false, Duration.ofMinutes(1));
        assertThat(notReady(away, null, OPEN)).isEqualTo("database: the database cannot be reached");
        WriterState full = new WriterState(null, null, 20_000, true, Duration.ZERO);
        assertThat(notReady(full, null, OPEN)).startsWith("writer: 20000 changes wait");
        WriterState hangs = new WriterState(null, null, 5, false, Duration.ofSeconds(11));
        assertThat(notReady(hangs, null, OPEN)).isEqualTo("writer: it has been at one transaction for 11 s");
        assertThat(notReady(WELL, "the disk is full", OPEN)).isEqualTo("disk: the disk is full");
        assertThat(notReady(WELL, null, new Health.PublicPort(false, false, true, Duration.ZERO)))
                .startsWith("listening: the public port is not open");
        assertThat(notReady(WELL, null, new Health.PublicPort(true, true, true, Duration.ZERO)))
                .isEqualTo("listening: the server stops");
        assertThat(notReady(WELL, null, new Health.PublicPort(true, false, false, Duration.ZERO)))
                .startsWith("listening: more is being received");
        assertThat(notReady(WELL, null, new Health.PublicPort(true, false, true, Duration.ofSeconds(6))))
                .isEqualTo("event-loops: one has been at the same thing for 6 s");
    }

    @Test
    void it_is_dead_only_where_a_restart_helps() {
        WriterState broken = new WriterState("the ledger can no longer be written", null, 0, false, Duration.ZERO);
        assertThat(down(health(broken, null, OPEN).live())).isEqualTo("writer: the ledger can no longer be written");
        assertThat(down(health(broken, null, OPEN).ready())).contains("writer: the ledger can no longer be written");
        Health.PublicPort stuck = new Health.PublicPort(true, false, true, Duration.ofSeconds(31));
        assertThat(down(health(WELL, null, stuck).live())).startsWith("event-loops: one has been");
    }
}
