package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.ledger.Backup;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.Relay;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look at a running server. */
@Timeout(60)
class WatchingCommandsTest {
    @TempDir
    static Path folder;

    private static Target local;
    private static TestServer server;
    private static Relay relay;

    private final PrintStream usualOut = System.out;
    private final PrintStream usualErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        local = new Target();
        local.answer(call -> call.body().contains("bad")
                ? new Target.Reply(500, java.util.Map.of(), "no such customer")
                : Target.Reply.ok("{}"));
        server = new TestServer(folder)
                .file("routes/endpoints.yaml", "shop: {provider: unsigned}\nother: {provider: unsigned}\n")
                .route("note", "shop", "- log: {message: noted}")
                .start();
        relay = new Relay(server.adminUri("").getPort());
    }

    @AfterAll
    static void stop() throws IOException {
        relay.close();
        server.close();
        local.close();
    }

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(usualOut);
        System.setErr(usualErr);
    }

    private static int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--server",
                "http://127.0.0.1:" + relay.port(),
                "--data",
                folder.resolve("data").toString()));
        return CommandLineTool.run(all.toArray(String[]::new));
    }

    private Thread inBackground(String waitFor, String... arguments) {
        Thread thread = new Thread(() -> run(arguments));
        thread.setDaemon(true);
        thread.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> text(err).contains(waitFor));
        return thread;
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static List<String> bodies() {
        return local.calls("/in").stream().map(Target.Call::body).toList();
    }

    @Test
    void what_arrives_is_handed_on_as_it_came_and_nothing_is_lost_when_the_connection_is() throws Exception {
        Thread listening =
                inBackground("listening", "listen", "--endpoint", "shop", "--forward-to", local.url() + "/in");
        server.accepted("shop", "{\"n\": 1}", "X-Signature", "abc", "Authorization", "Bearer secret");
        server.accepted("other", "{\"n\": 0}");
        server.accepted("shop", "{\"n\": \"bad\"}");
        await().until(() -> bodies().size() == 2);
        Target.Call first = local.calls("/in").get(0);
        assertThat(first.path()).isEqualTo("/in");
        assertThat(first.body()).isEqualTo("{\"n\": 1}");
        assertThat(first.headers()).containsEntry("x-signature", "abc").doesNotContainKey("authorization");
        await().until(() -> text(out).contains("no such customer"));
        assertThat(text(out)).contains("--> shop - [evt_", "<-- [200] POST", "<-- [500] POST");
        assertThat(text(err)).contains("the header authorization is not handed on");

        relay.cut();
        server.accepted("shop", "{\"n\": 3}");
        server.accepted("shop", "{\"n\": 4}");
        await().until(() -> text(err).contains("trying again"));
        relay.mend();
        await().atMost(Duration.ofSeconds(15)).until(() -> bodies().size() >= 4);
        assertThat(text(err)).contains("connected again");
        server.accepted("shop", "{\"n\": 5}");
        await().until(() -> bodies().size() >= 5);
        assertThat(bodies())
                .as("each once, in order")
                .containsExactly("{\"n\": 1}", "{\"n\": \"bad\"}", "{\"n\": 3}", "{\"n\": 4}", "{\"n\": 5}");
        listening.interrupt();
    }

    @Test
    void credentials_are_handed_on_for_an_admin_who_says_so_and_it_is_written_down() throws Exception {
        Thread listening = inBackground(
                "listening",
                "listen",
                "--endpoint",
                "other",
                "--with-credentials",
                "--forward-to",
                local.url() + "/all");
        String id = server.accepted("other", "{}", "X-Gitlab-Token", "t0ken", "Authorization", "Bearer secret");
        await().until(() -> local.calls("/all").size() == 1);
        assertThat(local.calls("/all").get(0).headers())
                .containsEntry("x-gitlab-token", "t0ken")
                .containsEntry("authorization", "Bearer secret");
        listening.interrupt();
        AdminCaller admin = AdminCaller.admin(server);
        assertThat(admin.json("/audit?limit=1")
                        .path("items")
                        .path(0)
                        .path("target")
                        .asText())
                .isEqualTo("/events/" + id + "/credentials");
        AdminCaller operator = admin.with("olga", "operator");
        assertThat(operator.post("/events/" + id + "/credentials", "").statusCode())
                .isEqualTo(403);
        assertThat(run("listen", "--with-credentials", "--forward-to", local.url(), "--token", operator.token()))
                .isEqualTo(ExitStatus.NOT_ALLOWED);
        assertThat(text(err)).contains("takes a token with the role admin");
    }

    @Test
    void tail_shows_events_and_runs_as_they_come() throws Exception {
        Thread tail = inBackground("waiting for events", "tail", "--route", "note");
        String id = server.accepted("shop", "{}");
        await().until(() -> text(out).contains(id + "  note succeeded"));
        assertThat(text(out)).contains(id + "  2026-01-01T00:00:00Z  shop ");
        tail.interrupt();
    }

    @Test
    void who_gives_wrong_tokens_too_often_is_told_how_long_to_wait() {
        for (int i = 0; i < 6; i++) {
            assertThat(run("events", "--token", "wrong")).isEqualTo(ExitStatus.NOT_ALLOWED);
        }
        assertThat(text(err)).contains("Wait 60 seconds.");
    }

    @Test
    void endpoints_and_routes_are_listed_and_drawn() {
        assertThat(run("endpoints")).isZero();
        assertThat(run("routes", "note")).isZero();
        assertThat(text(out)).containsPattern("steps of the newest [0-9]+ runs?:");
        assertThat(text(out)).contains("/hooks/shop", "from platform-http:/hooks/shop", "log noted");
        assertThat(run("routes", "none")).isEqualTo(ExitStatus.NOT_FOUND);
        assertThat(run("events", "--status", "deda")).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(run("tail", "--status", "daed")).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(text(err)).contains("no status \"deda\" (did you mean \"dead\"?)", "no status \"daed\" (did");
    }

    @Test
    void nobody_waits_for_what_there_is_not() {
        assertThat(run("tail", "--endpoint", "shp")).isEqualTo(ExitStatus.NOT_FOUND);
        assertThat(run("tail", "--route", "nota")).isEqualTo(ExitStatus.NOT_FOUND);
        assertThat(run("listen", "--endpoint", "shp", "--forward-to", local.url()))
                .isEqualTo(ExitStatus.NOT_FOUND);
        assertThat(text(err)).contains("\"shp\"", "\"nota\"");
    }

    @Test
    void a_backup_of_a_running_server_opens_and_holds_what_was_accepted(@TempDir Path elsewhere) throws IOException {
        server.accepted("shop", "{}");
        Path zip = elsewhere.resolve("backup.zip");
        assertThat(run("backup", zip.toString())).as(text(err)).isZero();
        long events = Backup.check(zip, Files.createDirectory(elsewhere.resolve("opened")))
                .events();
        assertThat(events)
                .isPositive()
                .isGreaterThanOrEqualTo(
                        server.get("/api/v1/events").path("items").size());
        assertThat(run("backup", zip.toString())).as("nothing is overwritten").isEqualTo(ExitStatus.WRONG_USE);
        if (Files.getFileStore(zip).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)))
                    .isEqualTo("rw-------");
        }
        assertThat(elsewhere.toFile().list()).containsExactlyInAnyOrder("backup.zip", "opened");
    }

    @Test
    void a_script_completes_commands_and_options_in_each_shell() {
        assertThat(CommandLineTool.run("completion", "bash")).isZero();
        assertThat(text(out)).contains("complete -F", "--forward-to", "bashcompinit");
        out.reset();
        assertThat(CommandLineTool.run("completion", "fish")).isZero();
        assertThat(text(out)).contains("-a listen -d ", "__fish_seen_subcommand_from listen\" -l forward-to");
        assertThat(CommandLineTool.run("completion", "tcsh")).isEqualTo(ExitStatus.WRONG_USE);
    }
}
