package dev.hookwright.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code alerts.yaml} says, and what is said of what is wrong in it. */
class AlertsFileTest {
    private static final KnownNames KNOWN = new KnownNames(
            Set.of("shop", "bank"),
            Set.of("not-verified", "body-too-large"),
            Set.of("pay", "ship"),
            Map.of("tell", "tell-route"),
            true);

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private AlertRules read(String yaml, KnownNames known) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("quiet.time", "3h");
        Path file = Files.writeString(folder.resolve("alerts.yaml"), yaml);
        return AlertsFile.read(file, "routes/alerts.yaml", new Placeholders(settings, Map.of()), known, problems);
    }

    private List<String> problems(String yaml) throws IOException {
        read(yaml, KNOWN);
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void every_kind_is_read_with_what_it_says_besides() throws IOException {
        AlertRules rules = read("""
                a: {dead: any, route: tell}
                b: {dead: [ship, pay], route: tell, every: 1h, resolved: false}
                c: {rejections: 20 in 5m, endpoint: shop, reason: [not-verified], route: tell}
                d: {silent: "{{quiet.time}}", endpoint: [shop, bank], route: tell}
                e: {backlog: 15m, route: tell, every: 2m}
                f: {disk: full, route: tell}
                """, KNOWN);
        assertThat(problems.all()).isEmpty();
        assertThat(rules.all())
                .extracting(rule -> rule.condition().text())
                .containsExactly(
                        "dead: any",
                        "dead: pay, ship",
                        "rejections: 20 in 5m, endpoint: shop, reason: not-verified",
                        "silent: 3h, endpoint: bank, shop",
                        "backlog: 15m",
                        "disk: full");
        assertThat(rules.all()).allSatisfy(rule -> assertThat(rule.route()).isEqualTo("tell-route"));
        assertThat(rules.all()).extracting(AlertRule::every).startsWith(Duration.ofMinutes(30), Duration.ofHours(1));
        assertThat(rules.all()).extracting(AlertRule::tellsEnd).startsWith(true, false);
        assertThat(rules.all())
                .extracting(AlertRule::calm)
                .containsExactly(
                        Duration.ofMinutes(30),
                        Duration.ofHours(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(5));
    }

    @Test
    void what_is_wrong_is_said_with_its_place_and_what_was_meant() throws IOException {
        assertThat(problems("""
                        a: {dead: any, ruote: tell}
                        b: {dead: pya, route: tell}
                        c: {rejections: many, route: tell}
                        d: {rejections: 5 in 5m, endpoint: shpo, reason: not-verfied, route: tell}
                        e: {silent: 2h, route: tell}
                        f: {backlog: soon, route: tlel}
                        g: {disk: ful, route: tell}
                        h: {dead: any, backlog: 5m, route: tell}
                        i: {route: tell}
                        j: {backlog: 5m, endpoint: shop, route: tell, every: 1s, resolved: no}
                        k: on
                        l: {silent: "{{no.time}}", endpoint: shop, route: tell}
                        """))
                .containsExactlyInAnyOrder(
                        "routes/alerts.yaml:1:16: unknown key \"ruote\" (did you mean \"route\"?)",
                        "routes/alerts.yaml:1:1: the alert \"a\" does not say which route tells of it (add route: NAME,"
                                + " with a route that begins with from: direct:NAME)",
                        "routes/alerts.yaml:2:11: there is no route \"pya\" (did you mean \"pay\"?)",
                        "routes/alerts.yaml:3:17: \"many\" does not say how many within what time (write it as in 20 in"
                                + " 5m)",
                        "routes/alerts.yaml:4:36: there is no endpoint \"shpo\" (did you mean \"shop\"?)",
                        "routes/alerts.yaml:4:50: there is no reason \"not-verfied\" (did you mean \"not-verified\"?)",
                        "routes/alerts.yaml:5:1: the alert \"e\" does not say which endpoint is silent (add endpoint:,"
                                + " one of bank, shop)",
                        "routes/alerts.yaml:6:14: \"soon\" is not a duration: write a whole number and ms, s, m, h or d,"
                                + " as in 30s or 5m (correct it)",
                        "routes/alerts.yaml:6:27: route: tlel starts no route, for none begins with from: direct:tlel"
                                + " (did you mean \"tell\"?)",
                        "routes/alerts.yaml:7:11: \"ful\" is not possible here (did you mean \"full\"?)",
                        "routes/alerts.yaml:8:1: \"dead\" and \"backlog\" exclude each other (make an alert of each)",
                        "routes/alerts.yaml:9:1: the alert \"i\" does not say what it waits for (add one of dead,"
                                + " rejections, silent, backlog, disk)",
                        "routes/alerts.yaml:10:28: endpoint says nothing of backlog (remove it)",
                        "routes/alerts.yaml:10:54: \"1s\" is too short (write 1m or more)",
                        "routes/alerts.yaml:10:68: \"no\" is not possible here (known: false, true)",
                        "routes/alerts.yaml:11:1: the alert \"k\" says nothing (add what it waits for, as dead: any, and"
                                + " route: NAME)",
                        "routes/alerts.yaml:12:13: nothing gives {{no.time}} a value (set no.time in"
                                + " application.properties, or NO_TIME in the environment)");
    }

    @Test
    void routes_that_could_not_be_read_are_not_missed() throws IOException {
        read("a: {dead: lost, route: gone}\n", new KnownNames(Set.of(), Set.of(), Set.of("pay"), Map.of(), false));
        assertThat(problems.all()).isEmpty();
    }
}
