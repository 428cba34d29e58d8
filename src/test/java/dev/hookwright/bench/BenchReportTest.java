package dev.hookwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people read of a run. */
class BenchReportTest {
    private static final Figure FLOWS = Figure.of("flowsPerSecond", "flows", "/s", 1_600, 3_200.0, "plain Camel");

    private static String table(Figure... figures) {
        Machine machine = new Machine(2, 0.1, "17", "Linux amd64", "ext4");
        return new BenchReport(new BenchOptions(1, 64, Path.of("")), machine, List.of(figures)).toTable();
    }

    @Test
    void a_goal_that_is_missed_is_marked() {
        assertThat(table(FLOWS.withGoals(FLOWS.atLeast(1_500), FLOWS.ratioAtLeast(0.6))))
                .endsWith("""
                        what   measured  baseline             ratio  goal
                        flows  1,600/s   3,200/s plain Camel  0.50   >= 1,500/s met, ratio >= 0.60 MISSED""");
    }

    @Test
    void what_has_no_baseline_has_no_ratio() {
        Figure drain = Figure.of("workedOffSeconds", "until done", " s", 0.25, null, "");
        assertThat(drain.ratio()).isNull();
        assertThat(table(drain)).endsWith("until done  0.25 s");
    }
}
