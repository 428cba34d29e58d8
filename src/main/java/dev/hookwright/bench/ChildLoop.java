package dev.hookwright.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * What the processes of a run have in common: a line of JSON when ready, then an answer for each line that comes in.
 * They end when their input does, so that none outlives the one that asks.
 */
final class ChildLoop {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final String ERROR = "error";

    private ChildLoop() {}

    /** Does what a command asks for. */
    interface Commands {
        JsonNode answer(JsonNode command) throws Exception;
    }

    static void serve(ObjectNode ready, Commands commands) throws IOException {
        System.out.println(ready);
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(answer(line, commands));
        }
        System.exit(0);
    }

    private static JsonNode answer(String line, Commands commands) {
        try {
            return commands.answer(MAPPER.readTree(line));
        } catch (Exception e) {
            return MAPPER.createObjectNode().put(ERROR, String.valueOf(e.getMessage()));
        }
    }
}
