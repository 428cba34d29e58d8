package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of the pages on two nodes that share a database. */
@Timeout(60)
class SessionNodesTest {
    private static TestServer one;
    private static TestServer two;
    private static AdminCaller anna;

    @BeforeAll
    static void start(@TempDir Path first, @TempDir Path second) {
        String url = PostgresServer.shared().newDatabase();
        one = node(first, url);
        two = node(second, url);
        anna = AdminCaller.admin(one).with("anna", "operator");
        await().until(() -> new AdminCaller(two, anna.token()).get("/me").statusCode() == 200);
    }

    private static TestServer node(Path folder, String url) {
        return new TestServer(folder)
                .file("routes/endpoints.yaml", "shop: {provider: unsigned}\n")
                .setting("hookwright.database.url", url)
                .setting("hookwright.database.user", "postgres")
                .start();
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    private static String signInAt(TestServer node) {
        HttpResponse<String> answer = node.send(HttpRequest.newBuilder(node.adminUri("/api/v1/login"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\": \"" + anna.token() + "\"}"))
                .build());
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private static HttpResponse<String> me(TestServer node, String cookie) {
        return node.send(HttpRequest.newBuilder(node.adminUri("/api/v1/me"))
                .header("Cookie", cookie)
                .build());
    }

    private static void signOutAt(TestServer node, String cookie) {
        String csrf = TestServer.json(me(node, cookie).body()).path("csrf").asText();
        HttpRequest request = HttpRequest.newBuilder(node.adminUri("/api/v1/logout"))
                .headers("Cookie", cookie, "X-Hookwright-CSRF", csrf)
                .header("Origin", node.adminUri("").toString())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(node.send(request).statusCode()).isEqualTo(204);
    }

    @Test
    void who_signs_in_at_one_is_known_at_the_other_at_once_until_they_sign_out() {
        String cookie = signInAt(one);
        assertThat(me(two, cookie).statusCode()).isEqualTo(200);
        signOutAt(two, cookie);
        assertThat(me(two, cookie).statusCode()).isEqualTo(401);
        await().atMost(Duration.ofSeconds(10)).until(() -> me(one, cookie).statusCode() == 401);
        assertThat(me(two, "hookwright_session=" + "x".repeat(43)).statusCode()).isEqualTo(401);
    }

    @Test
    void a_change_by_a_cookie_that_is_new_to_a_node_is_read_whole() {
        String cookie = signInAt(one);
        String csrf = TestServer.json(me(one, cookie).body()).path("csrf").asText();
        HttpRequest request = HttpRequest.newBuilder(two.adminUri("/api/v1/replays"))
                .headers("Cookie", cookie, "X-Hookwright-CSRF", csrf)
                .header("Origin", two.adminUri("").toString())
                .POST(HttpRequest.BodyPublishers.ofString("{\"dryRun\": true, \"filter\": {\"endpoint\": \"shop\"}}"))
                .build();
        HttpResponse<String> answer = two.send(request);
        assertThat(TestServer.json(answer.body()).path("matched").isNumber())
                .as(answer.body())
                .isTrue();
    }
}
