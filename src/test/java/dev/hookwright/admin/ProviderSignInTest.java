package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.OidcBrowser;
import dev.hookwright.testing.OidcProvider;
import dev.hookwright.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with an identity provider, and what must not get anybody in. */
@Timeout(60)
class ProviderSignInTest {
    private static final String PUBLIC = "https://hooks.example.com";
    private static final Map<String, Object> ANNA =
            Map.of("email", "anna@example.com", "realm", Map.of("roles", List.of("staff", "on-call")));

    @TempDir
    static Path folder;

    private static OidcProvider provider;
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(folder).file("routes/endpoints.yaml", "shop: {provider: unsigned}\n");
        provider = new OidcProvider(server.clock());
        provider.away(true);
        server.route("buys", "shop", "- log: bought")
                .setting("hookwright.http.trusted-proxies", "127.0.0.1")
                .setting("hookwright.admin-public-url", PUBLIC + "/")
                .setting("hookwright.admin.oidc.issuer", provider.issuer())
                .setting("hookwright.admin.oidc.client-id", OidcProvider.CLIENT)
                .setting("hookwright.admin.oidc.client-secret", OidcProvider.SECRET)
                .setting("hookwright.admin.oidc.name", "Example SSO")
                .setting("hookwright.admin.oidc.roles-claim", "realm.roles")
                .setting("hookwright.admin.oidc.roles.viewer", "staff")
                .setting("hookwright.admin.oidc.roles.operator", "on-call, shop")
                .start();
        provider.away(false);
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
    }

    @BeforeEach
    void comeAnna() {
        provider.person(ANNA);
    }

    private static OidcBrowser browser() {
        return new OidcBrowser(server, provider);
    }

    private static JsonNode me(OidcBrowser browser) {
        HttpResponse<String> me = browser.get("/api/v1/me");
        assertThat(me.statusCode()).as(me.body()).isEqualTo(200);
        return TestServer.json(me.body());
    }

    private static void assertRefused(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("<h1>Not signed in</h1>", why);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void whoever_the_provider_names_has_the_best_role_of_their_groups() {
        OidcBrowser anna = browser();
        HttpResponse<String> begun = anna.get("/login/oidc?then=%2Froutes%3Fx%3D1");
        assertThat(begun.headers().firstValue("Location").orElseThrow())
                .startsWith(provider.issuer() + "/authorize?")
                .contains("redirect_uri=https%3A%2F%2Fhooks.example.com%2Flogin%2Foidc%2Fcallback");
        assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("__Host-hookwright_sign_in=\\d+\\.[\\w-]{43}\\.[\\w-]+; Path=/; Max-Age=600; HttpOnly;"
                        + " SameSite=Lax; Secure");
        HttpResponse<String> done = anna.get(anna.comeBack("/login/oidc?then=%2Froutes%3Fx%3D1"));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).hasValue("/routes?x=1");
        assertThat(done.headers().allValues("Set-Cookie").get(0))
                .matches("__Host-hookwright_session=[\\w-]{43}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict;"
                        + " Secure");
        assertThat(anna.cookies()).containsOnlyKeys("__Host-hookwright_session");
        assertThat(me(anna).path("name").asText()).isEqualTo("anna@example.com (248289761001)");
        assertThat(me(anna).path("role").asText()).isEqualTo("operator");
        assertThat(anna.get("/api/v1/tokens").statusCode()).isEqualTo(403);

        AdminCaller admin = AdminCaller.admin(server);
        JsonNode audited = admin.json("/audit?limit=1").path("items").path(0);
        assertThat(audited.path("who").asText()).isEqualTo("anna@example.com (248289761001)");
        assertThat(audited.path("action").asText()).isEqualTo("GET /login/oidc/callback");
        ApiDescription description = new ApiDescription(admin.json("/openapi.json"));
        description.check("GET", "/audit", 200, admin.json("/audit"));
        JsonNode sessions = admin.json("/sessions");
        description.check("GET", "/sessions", 200, sessions);
        description.check(
                "GET",
                "/login",
                200,
                TestServer.json(browser().get("/api/v1/login").body()));

        server.restart();
        assertThat(me(anna).path("role").asText()).as("after a restart").isEqualTo("operator");
        HttpResponse<String> out = admin.delete(
                "/sessions/" + sessions.path("items").path(0).path("id").asText());
        description.check("DELETE", "/sessions/x", 200, TestServer.json(out.body()));
        assertThat(anna.get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void with_the_cookie_pages_at_the_public_address_may_change_things_and_others_may_not() throws IOException {
        OidcBrowser anna = browser();
        anna.signIn();
        String csrf = me(anna).path("csrf").asText();
        assertThat(List.of(PUBLIC, "https://other.example.com", "http://hooks.example.com"))
                .extracting(origin -> pause(anna, csrf, origin))
                .containsExactly(200, 403, 403);
        String cookie = anna.cookies().get("__Host-hookwright_session");
        assertThat(askedAs("hooks.example.com", "__Host-hookwright_session=" + cookie))
                .contains(" 200 ");
        assertThat(askedAs("hooks.example.com", "hookwright_session=" + cookie))
                .as("another host of the domain can plant it")
                .contains(" 401 ");
    }

    /** The first line of what is answered. */
    private static String askedAs(String host, String cookie) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.adminUri("").getPort())) {
            String request = "GET /api/v1/me HTTP/1.1\r\nHost: " + host + "\r\nCookie: " + cookie + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStreamReader answer = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
            return new BufferedReader(answer).readLine();
        }
    }

    private static int pause(OidcBrowser browser, String csrf, String origin) {
        return server.send(HttpRequest.newBuilder(server.adminUri("/api/v1/routes/buys/pause"))
                        .header(
                                "Cookie",
                                "__Host-hookwright_session=" + browser.cookies().get("__Host-hookwright_session"))
                        .headers("X-Hookwright-CSRF", csrf, "Origin", origin)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build())
                .statusCode();
    }

    @Test
    void an_id_token_that_does_not_hold_gets_nobody_in() {
        ForgedIdTokens forged = new ForgedIdTokens(provider, server.clock());
        forged.all().forEach((why, forgery) -> {
            provider.forge(forgery);
            OidcBrowser browser = browser();
            assertRefused(browser.signIn(), why);
            assertThat(browser.get("/api/v1/me").statusCode()).as(why).isEqualTo(401);
        });
        provider.forge(forged.changed(claims -> claims.expirationTime(forged.inSeconds(-59))
                .issueTime(forged.inSeconds(60))
                .audience(List.of("other", OidcProvider.CLIENT))
                .claim("azp", OidcProvider.CLIENT)));
        assertThat(browser().signIn().statusCode()).as("clocks differ a little").isEqualTo(303);
    }

    @Test
    void a_browser_comes_back_once_and_only_if_it_was_sent_there() {
        OidcBrowser anna = browser();
        String back = anna.comeBack("/login/oidc");
        assertRefused(browser().get(back), "was not begun in this browser");
        OidcBrowser other = browser();
        other.get("/login/oidc");
        assertRefused(other.get(back), "was not begun in this browser");
        assertRefused(anna.get(back.replaceFirst("&state=.*", "")), "was not begun in this browser");
        Map<String, String> before = new LinkedHashMap<>(anna.cookies());
        assertThat(anna.get(back).statusCode()).isEqualTo(303);
        anna.cookies().putAll(before);
        assertRefused(anna.get(back), "was used before");

        OidcBrowser again = browser();
        String state = again.comeBack("/login/oidc").replaceFirst(".*&state=", "");
        String code = back.replaceFirst(".*code=", "").replaceFirst("&.*", "");
        assertRefused(again.get("/login/oidc/callback?code=" + code + "&state=" + state), "(invalid_grant)");

        OidcBrowser mixed = browser();
        assertRefused(mixed.get(mixed.comeBack("/login/oidc") + "&iss=https%3A%2F%2Fother"), "another provider");
        OidcBrowser denied = browser();
        String deniedState = denied.comeBack("/login/oidc").replaceFirst(".*&state=", "");
        assertRefused(
                denied.get("/login/oidc/callback?error=access_denied%3Cb%3E&state=" + deniedState),
                "(access_denied?b?)");
        OidcBrowser late = browser();
        String lateBack = late.comeBack("/login/oidc");
        server.clock().advance(Duration.ofMinutes(10));
        assertRefused(late.get(lateBack), "more than 10 minutes ago");
    }

    @Test
    void whoever_has_no_role_is_told_so_and_nothing_of_theirs_is_markup() {
        provider.person(Map.of("email", "<b>eve</b>{{text}}\u001b\n@example.com", "realm", Map.of("roles", List.of())));
        HttpResponse<String> refused = browser().signIn();
        assertRefused(refused, "none of your groups has a role here");
        assertThat(refused.body()).contains("Example SSO as &lt;b&gt;eve&lt;/b&gt;&#123;&#123;text}}??@example.com (");
        assertThat(refused.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        provider.person(Map.of("email", "eve@example.com", "email_verified", false, "preferred_username", "eve"));
        provider.moreOfPerson(Map.of("sub", "another", "realm", Map.of("roles", "staff")));
        assertRefused(browser().signIn(), "as eve (248289761001)");
        provider.moreOfPerson(Map.of("sub", "248289761001", "realm", Map.of("roles", "staff")));
        OidcBrowser eve = browser();
        eve.signIn();
        assertThat(me(eve).path("role").asText()).isEqualTo("viewer");
    }

    @Test
    void afterwards_nobody_is_led_to_another_host() {
        for (String then :
                List.of("//evil.example", "/%5Cevil.example", "https%3A%2F%2Fevil.example", "/%09/evil", "")) {
            OidcBrowser anna = browser();
            HttpResponse<String> done = anna.get(anna.comeBack("/login/oidc?then=" + then));
            assertThat(done.headers().firstValue("Location")).as(then).hasValue("/events");
        }
    }

    @Test
    void a_new_key_of_the_provider_is_fetched_and_a_made_up_one_does_not_have_it_fetched_at_will() {
        browser().signIn();
        server.clock().advance(Duration.ofMinutes(1));
        provider.rotate("second");
        assertThat(browser().signIn().statusCode()).isEqualTo(303);
        long before = provider.calls("/keys");
        provider.forge(claims -> OidcProvider.sign(claims, OidcProvider.newKey("third")));
        for (int i = 0; i < 3; i++) {
            assertRefused(browser().signIn(), "does not publish");
        }
        assertThat(provider.calls("/keys")).isEqualTo(before);
    }

    @Test
    void a_provider_that_is_away_stops_nothing_but_its_own_sign_ins() {
        server.clock().advance(Duration.ofHours(2));
        provider.away(true);
        HttpResponse<String> away = browser().get("/login/oidc");
        assertThat(away.statusCode()).isEqualTo(502);
        assertThat(away.body()).contains("Example SSO cannot be used now");
        assertThat(AdminCaller.admin(server).get("/me").statusCode()).isEqualTo(200);
        provider.away(false);
        server.clock().advance(Duration.ofSeconds(5));
        assertThat(browser().signIn().statusCode()).isEqualTo(303);
    }

    @Test
    void whoever_fails_too_often_has_to_wait() {
        OidcBrowser stranger = browser();
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            answers.add(stranger.get("/login/oidc/callback?code=x&state=y").statusCode());
        }
        assertThat(answers).containsExactly(403, 403, 403, 403, 403, 403, 429);
        assertThat(stranger.get("/login/oidc").statusCode()).isEqualTo(429);
        assertThat(browser().signIn().statusCode()).isEqualTo(303);
    }
}
