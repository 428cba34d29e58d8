package dev.hookwright.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a server over the ledger of {@link ManyEvents} takes to answer: {@code ReadingTimes http://127.0.0.1:9876
 * WORKSPACE [ROUNDS]} prints the median and the 95th percentile of each question in milliseconds, and what came of the
 * last answer.
 */
public final class ReadingTimes {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DEEP_PAGES = 20;
    /** Times that a question is asked before it is measured; the first one is told apart. */
    private static final int WARM_UP = 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String api;
    private final String token;
    private final int rounds;

    private ReadingTimes(String admin, Path workspace, int rounds) throws IOException {
        this.api = admin + "/api/v1";
        this.token = Files.readString(workspace.resolve("data/admin-token")).strip();
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 40;
        new ReadingTimes(arguments[0], Path.of(arguments[1]), rounds).run();
    }

    private void run() throws Exception {
        JsonNode newest = get("/events?limit=1").path("items").path(0);
        JsonNode old = get("/events?until=20d&limit=1").path("items").path(0);
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("plain", "/events");
        questions.put("limit 500", "/events?limit=500");
        questions.put("endpoint busy", "/events?endpoint=endpoint-00");
        questions.put("endpoint quiet", "/events?endpoint=endpoint-19");
        questions.put("type", "/events?type=invoice.kind04");
        questions.put("type glob", "/events?type=customer.*");
        questions.put("type rare", "/events?type=customer.kind49");
        for (String status : List.of("succeeded", "dead", "cancelled", "waiting", "ready", "running")) {
            questions.put("status " + status, "/events?status=" + status);
        }
        questions.put("route", "/events?route=route-00-0");
        questions.put("route quiet", "/events?route=route-19-0");
        questions.put("route succeeded", "/events?route=route-05-1&status=succeeded");
        questions.put("route dead", "/events?route=route-19-0&status=dead");
        questions.put("error", "/events?error=*401*");
        questions.put("error rare route", "/events?error=HTTP*422*&route=route-19-0");
        questions.put("window", "/events?since=10d&until=9d");
        questions.put("endpoint dead", "/events?endpoint=endpoint-03&status=dead");
        questions.put("endpoint dead window", "/events?endpoint=endpoint-03&status=dead&since=20d&until=15d");
        questions.put("type glob dead", "/events?type=*kind49&status=dead");
        questions.put("rare type succeeded", "/events?type=*kind49&status=succeeded");
        questions.put("other's route", "/events?endpoint=endpoint-19&route=route-00-0");
        questions.put("q event id", "/events?q=" + old.path("id").asText());
        questions.put("q run id", "/events?q=" + old.at("/runs/0/id").asText());
        questions.put("q dedup key", "/events?q=" + old.path("dedupKey").asText());
        questions.put("q common", "/events?q=livemode");
        questions.put("q e-mail", "/events?q=user012345%40example.com");
        questions.put("q rare", "/events?q=haystack");
        questions.put("q absent", "/events?q=nowhere+to+be+found");
        questions.put("q absent endpoint", "/events?q=nowhere+to+be+found&endpoint=endpoint-19");
        questions.put("q absent dead", "/events?q=nowhere+to+be+found&status=dead");
        questions.put("old cursor", "/events?cursor=" + old.path("id").asText());
        questions.put(
                "old cursor dead",
                "/events?status=dead&cursor=" + old.path("id").asText());
        questions.put("stats", "/stats");
        questions.put("stats 28d", "/stats?since=28d");
        questions.put("stats dead 7d", "/stats?since=7d&status=dead");
        questions.put("problems", "/problems");
        questions.put("problems 28d", "/problems?since=28d");
        questions.put("endpoints", "/endpoints");
        questions.put("routes", "/routes");
        questions.put("route drawn", "/routes/route-00-0");
        questions.put("rejections", "/rejections");
        questions.put("event", "/events/" + newest.path("id").asText());
        questions.forEach((name, path) -> measure(name, () -> get(path)));
        for (String path :
                List.of("/events?", "/events?status=dead&", "/events?type=customer.*&", "/events?q=haystack&")) {
            deep("deep " + path, path);
        }
        for (String filter : List.of(
                "{}",
                "\"status\": \"dead\"",
                "\"endpoint\": \"endpoint-00\"",
                "\"type\": \"customer.*\"",
                "\"q\": \"haystack\"",
                "\"q\": \"livemode\", \"status\": \"dead\"")) {
            String body = "{\"dryRun\": true, \"filter\": {%s}}".formatted(filter.replace("{}", ""));
            measure("dry run " + filter, Math.min(rounds, 3), () -> post("/replays", body));
        }
    }

    private interface Question {
        JsonNode ask() throws Exception;
    }

    private void measure(String name, Question question) {
        measure(name, rounds, question);
    }

    private void measure(String name, int times, Question question) {
        List<Double> took = new ArrayList<>();
        JsonNode answer = null;
        double first = 0;
        for (int i = -Math.min(WARM_UP, times); i < times; i++) {
            long began = System.nanoTime();
            try {
                answer = question.ask();
            } catch (Exception e) {
                answer = MAPPER.createObjectNode().put("failed", e.toString());
            }
            took.add((System.nanoTime() - began) / 1e6);
            first = first == 0 ? took.get(0) : first;
            if (i < 0) {
                took.clear();
            }
        }
        print(name, first, took, answer);
    }

    /** Page after page. */
    private void deep(String name, String path) throws Exception {
        List<Double> took = new ArrayList<>();
        String cursor = "";
        JsonNode answer = null;
        for (int i = 0; i < DEEP_PAGES; i++) {
            long began = System.nanoTime();
            answer = get(path + cursor);
            took.add((System.nanoTime() - began) / 1e6);
            if (!answer.hasNonNull("nextCursor")) {
                break;
            }
            cursor = "cursor=" + answer.path("nextCursor").asText();
        }
        print(name, took.get(0), took, answer);
    }

    private static void print(String name, double first, List<Double> took, JsonNode answer) {
        took.sort(null);
        System.out.printf(
                "%-28s first %7.1f  p50 %7.1f  p95 %7.1f   %s%n",
                name, first, took.get(took.size() / 2), took.get((int) (took.size() * 0.95)), gist(answer));
    }

    private static String gist(JsonNode answer) {
        StringBuilder gist = new StringBuilder();
        if (answer.has("items")) {
            gist.append(answer.path("items").size()).append(" items ");
        }
        for (String name : List.of("searchedUntil", "complete", "matched", "matchedAll", "failed")) {
            if (answer.hasNonNull(name)) {
                gist.append(name).append(' ').append(answer.path(name).asText()).append(' ');
            }
        }
        return gist.toString();
    }

    private JsonNode get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(api + path)));
    }

    private JsonNode post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(api + path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = client.send(
                request.header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return MAPPER.readTree(answer.body());
    }
}
