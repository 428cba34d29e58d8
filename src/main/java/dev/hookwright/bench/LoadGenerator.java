package dev.hookwright.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The process that sends: for each {@link LoadPlan} on its standard input, a line on its output says what came of it. */
final class LoadGenerator {
    private final Map<Integer, LoadRequest> requests = new HashMap<>();

    private LoadGenerator() {}

    public static void main(String[] arguments) throws IOException {
        ChildLoop.serve(ChildLoop.MAPPER.createObjectNode(), new LoadGenerator()::answer);
    }

    private JsonNode answer(JsonNode command) throws IOException {
        LoadPlan plan = ChildLoop.MAPPER.treeToValue(command, LoadPlan.class);
        LoadRequest request = requests.get(plan.port());
        if (request == null) {
            request = new LoadRequest(plan.port(), plan.path());
            requests.put(plan.port(), request);
        }
        try (LoadLoop loop = new LoadLoop(plan, request)) {
            return loop.run().toJson();
        }
    }
}
