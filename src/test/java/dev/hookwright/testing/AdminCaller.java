package dev.hookwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls a server's admin API as whoever has a token, or as nobody. */
public record AdminCaller(TestServer server, String token) {
    private static final String API = "/api/v1";

    /** With the admin token of the data folder. */
    public static AdminCaller admin(TestServer server) {
        String bearer =
                server.admin("/").build().headers().firstValue("Authorization").orElseThrow();
        return new AdminCaller(server, bearer.substring("Bearer ".length()));
    }

    /** Makes a token, and calls with it. */
    public AdminCaller with(String name, String role) {
        HttpResponse<String> made = post("/tokens", "{\"name\": \"" + name + "\", \"role\": \"" + role + "\"}");
        return new AdminCaller(
                server, TestServer.json(made.body()).path("token").asText());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.adminUri(API + path)).header("Authorization", "Bearer " + token);
    }

    public HttpResponse<String> get(String path) {
        return server.send(request(path).build());
    }

    public HttpResponse<String> post(String path, String body) {
        return server.send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    public HttpResponse<String> delete(String path) {
        return server.send(request(path).DELETE().build());
    }

    public JsonNode json(String path) {
        return TestServer.json(get(path).body());
    }
}
