package dev.hookwright.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.config.LocalUrl;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which running server a command asks, and how. */
final class ServerOptions {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Mixin
    private WorkspaceOptions workspace = new WorkspaceOptions();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "admin URL of the server (default: HOOKWRIGHT_SERVER, or this workspace's on this machine)")
    private @Nullable String server = environment("HOOKWRIGHT_SERVER");

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "admin token (default: HOOKWRIGHT_TOKEN, or the one in the data folder)")
    private @Nullable String token = environment("HOOKWRIGHT_TOKEN");

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the audit log of what is changed")
    private @Nullable String reason;

    @Option(names = "--data", paramLabel = "DIR", description = "the server's data folder (default: data)")
    private @Nullable Path data;

    /** A variable that is empty is as good as none. */
    private static @Nullable String environment(String name) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Which workspace the server serves. */
    WorkspaceOptions workspaceOptions() {
        return workspace;
    }

    JsonNode get(String path, Map<String, String> parameters) {
        return send(HttpRequest.newBuilder(uri(path + query(parameters))));
    }

    /** An answer that is read as it comes. */
    ServerStream stream(String path, Map<String, String> parameters, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path + query(parameters)));
        headers.forEach(request::setHeader);
        return exchange(request, answer -> {
            HttpResponse<InputStream> response = client().send(answer, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() >= 300) {
                try (InputStream body = response.body()) {
                    throw refusal(response.statusCode(), MAPPER.readTree(body));
                }
            }
            return new ServerStream(response.body());
        });
    }

    private static String query(Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    JsonNode post(String path, JsonNode body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** As {@link #post}, where a 409 is an answer too, with what stands in the way. */
    JsonNode postOrConflict(String path, JsonNode body) {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())),
                Set.of(409));
    }

    JsonNode delete(String path) {
        return send(HttpRequest.newBuilder(uri(path)).DELETE());
    }

    private JsonNode send(HttpRequest.Builder request) {
        return send(request, Set.of());
    }

    private JsonNode send(HttpRequest.Builder request, Set<Integer> alsoAnswers) {
        return exchange(request.timeout(Duration.ofSeconds(60)), asked -> {
            HttpResponse<String> response = client().send(asked, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = MAPPER.readTree(response.body());
            if (response.statusCode() >= 300 && !alsoAnswers.contains(response.statusCode())) {
                throw refusal(response.statusCode(), answer);
            }
            return answer;
        });
    }

    private interface Call<T> {
        T answerTo(HttpRequest request) throws IOException, InterruptedException;
    }

    private <T> T exchange(HttpRequest.Builder request, Call<T> call) {
        try {
            String why = reason;
            if (why != null) {
                // As in RFC 8187: a header is ASCII.
                request.header("X-Hookwright-Reason", "UTF-8''" + PathSegment.of(why));
            }
            return call.answerTo(
                    request.header("Authorization", "Bearer " + token()).build());
        } catch (JsonProcessingException e) {
            throw notHookwright();
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.NOT_REACHABLE,
                    "no server is reachable at " + server() + " (start one with ./hookwright run, or give --server)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(130, "interrupted");
        }
    }

    private CommandFailed refusal(int status, JsonNode answer) {
        if (status == 404
                && Set.of("", "not-found").contains(answer.path("code").asText())) {
            return notHookwright();
        }
        String detail = answer.path("detail").asText("the server answered " + status);
        int exit = switch (status) {
            case 400 -> ExitStatus.WRONG_USE;
            case 401, 403, 429 -> ExitStatus.NOT_ALLOWED;
            case 404 -> ExitStatus.NOT_FOUND;
            default -> ExitStatus.WRONG;
        };
        return new CommandFailed(
                exit,
                status == 401 ? "the server does not know this token (give one that counts with --token)" : detail,
                status == 429 || status == 503);
    }

    private CommandFailed notHookwright() {
        return new CommandFailed(
                ExitStatus.NOT_REACHABLE,
                "what answers at " + server() + " is no Hookwright (check --server, as in http://HOST:PORT)");
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    }

    /** Whether it was said which server is meant. */
    boolean isNamed() {
        return server != null;
    }

    /** The server's data folder, if it was named. */
    @Nullable
    Path data() {
        return data;
    }

    Settings settings(Map<String, String> flags, Problems problems) {
        return workspace.settings(flags, problems);
    }

    private URI uri(String path) {
        String server = server();
        try {
            URI uri = URI.create(server + "/api/v1" + path);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new CommandFailed(
                ExitStatus.WRONG_USE, "\"" + server + "\" is no server's URL (write --server http://HOST:PORT)");
    }

    private String server() {
        String given = server;
        if (given == null) {
            Settings settings = settings();
            return LocalUrl.of(settings.adminHost(), settings.adminPort());
        }
        // The API's own address, as the OpenAPI has it, means the same server.
        return (given.contains("://") ? given : "http://" + given).strip().replaceAll("(/+api/v1)?/*$", "");
    }

    private String token() {
        String given = token;
        if (given != null) {
            return checked(given.strip());
        }
        Path folder = data == null ? settings().data() : data;
        try {
            return checked(Files.readString(folder.resolve("admin-token")).strip());
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw new CommandFailed(
                        ExitStatus.NOT_ALLOWED,
                        "there is no folder " + folder + ", where the server's data and token would be (give another"
                                + " with --data, or the token with --token)");
            }
            throw new CommandFailed(
                    ExitStatus.NOT_ALLOWED,
                    "no token in " + folder + " (give --token, or the server's data folder with --data)");
        }
    }

    /** What cannot stand in a header is no token; it is not told, as it may be one with something behind it. */
    private static String checked(String token) {
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw new CommandFailed(
                    ExitStatus.NOT_ALLOWED,
                    "what is given as the token cannot be one (check --token, HOOKWRIGHT_TOKEN)");
        }
        return token;
    }

    private Settings settings() {
        return workspace.settings(Map.of(), new Problems());
    }
}
