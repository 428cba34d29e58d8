package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.endpoint.DedupKey;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Limits;
import dev.hookwright.endpoint.ProviderRequests;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.LocalKeys;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.provider.Samples;
import dev.hookwright.sandbox.Sandbox;
import dev.hookwright.server.HookwrightServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends the demo's purchases and tells what becomes of each. */
final class DemoStory {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final PrintStream out = System.out;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Sandbox sandbox;
    private final SignedPost post;
    private final String api;
    private final String token;
    private final List<String> wrong = new ArrayList<>();

    DemoStory(HookwrightServer server, Settings settings, Sandbox sandbox, Path data) throws IOException {
        this.sandbox = sandbox;
        this.post =
                new SignedPost(stripe(settings), "http://127.0.0.1:" + server.port() + "/hooks/stripe", LocalKeys.NONE);
        this.api = "http://127.0.0.1:" + server.adminPort() + "/api/v1";
        this.token = Files.readString(data.resolve("admin-token")).strip();
    }

    /** Tells the story; whether all went as told. */
    boolean tell() throws InterruptedException, IOException {
        out.println("Local stand-ins: HubSpot " + sandbox.url("hubspot") + ", Zendesk " + sandbox.url("zendesk")
                + ", and an SMTP server.");

        chapter("1. A purchase: contact, welcome mail and ticket");
        byte[] jenny = purchase("evt_demo_1", "jenny@example.com", "Jenny Rosen");
        String first = send(jenny, null, 202);
        check("the run succeeded", finished(first).equals("succeeded"));
        check("one contact, one mail, one ticket", counts(1, 1, 1));

        chapter("2. The same delivery again, as senders do");
        String again = send(jenny, null, 200);
        check("it is known by its id: the answer names the first event", again.equals(first));
        check("nothing was called again", counts(1, 1, 1));

        chapter("3. A purchase while the CRM answers 503 twice");
        sandbox.fail("hubspot=503x2");
        String third = send(purchase("evt_demo_2", "omar.diaz@example.com", "Omar Diaz"), null, 202);
        check("the run succeeded", finished(third).equals("succeeded"));
        check(
                "the CRM was called three times, mail and ticket once",
                counts(2, 2, 2)
                        && sandbox.requests("hubspot").size() == 4
                        && sandbox.requests("zendesk").size() == 2);

        chapter("4. A forgery");
        send(purchase("evt_demo_3", "mallory@example.com", "Mallory"), ProviderRequests.Variant.BAD_SIGNATURE, 401);
        check("nothing was called", counts(2, 2, 2));

        out.println();
        wrong.forEach(what -> out.println("NOT as told: " + what));
        if (wrong.isEmpty()) {
            out.println("All went as told.");
        }
        return wrong.isEmpty();
    }

    private void chapter(String title) {
        out.println();
        out.println(title);
    }

    private void check(String what, boolean holds) {
        out.println("  " + (holds ? "ok" : "WRONG") + "        " + what);
        if (!holds) {
            wrong.add(what);
        }
    }

    private boolean counts(int contacts, int mails, int tickets) {
        return done("hubspot") == contacts && sandbox.mails().size() == mails && done("zendesk") == tickets;
    }

    private long done(String vendor) {
        return sandbox.requests(vendor).stream()
                .filter(request -> request.status() < 300)
                .count();
    }

    /** Posts and tells the answer; gives the event's id. */
    private String send(byte[] body, ProviderRequests.@Nullable Variant variant, int expected)
            throws InterruptedException, IOException {
        SignedPost.Answer answer =
                post.send(Draft.json("", body, null), variant).get(0);
        JsonNode json = MAPPER.readTree(answer.body());
        out.println("  POST /hooks/stripe -> " + answer.status() + " "
                + (json.has("id")
                        ? json.path("status").asText() + " " + json.path("id").asText()
                        : json.path("code").asText()));
        if (answer.status() != expected) {
            wrong.add("the answer was " + answer.status() + " instead of " + expected);
        }
        return json.path("id").asText();
    }

    /** Waits until the event's run has ended, prints the timeline and gives the run's status. */
    private String finished(String id) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
        JsonNode event = event(id);
        while (!ended(event) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
            event = event(id);
        }
        new Timeline(out).print(event);
        return event.path("runs").path(0).path("status").asText();
    }

    private static boolean ended(JsonNode event) {
        String status = event.path("runs").path(0).path("status").asText();
        return status.equals("succeeded") || status.equals("dead");
    }

    private JsonNode event(String id) throws InterruptedException, IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/events/" + id))
                .header("Authorization", "Bearer " + token)
                .build();
        return MAPPER.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static byte[] purchase(String eventId, String email, String name) {
        String sample = new String(
                Samples.list()
                        .read("stripe/checkout.session.completed")
                        .payload()
                        .body(),
                StandardCharsets.UTF_8);
        return sample.replace("evt_1HookwrightSample", eventId)
                .replace("jenny@example.com", email)
                .replace("Jenny Rosen", name)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What the demo signs with: the provider's own file, and the secret that the server was given. */
    private static Endpoint stripe(Settings settings) {
        Problems problems = new Problems();
        ProviderRegistry providers = ProviderRegistry.load(null, problems);
        String secret = new Placeholders(settings.properties(), Map.of())
                .get("stripe.signing.secret")
                .orElseThrow();
        return new Endpoint(
                "stripe",
                providers.find("stripe").orElseThrow(),
                Credentials.of(List.of(secret)),
                new DedupKey.ProviderId(),
                Limits.DEFAULT,
                null,
                null,
                Map.of());
    }
}
