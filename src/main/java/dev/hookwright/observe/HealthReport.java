package dev.hookwright.observe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** How the server is, part by part. */
public record HealthReport(List<Check> checks) {
    private static final String UP = "UP";
    private static final String DOWN = "DOWN";

    /** Whether all of them are well. */
    public boolean isUp() {
        return checks.stream().allMatch(Check::isUp);
    }

    /** As probes and people read it. */
    public String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", isUp() ? UP : DOWN);
        ArrayNode list = json.putArray("checks");
        for (Check check : checks) {
            ObjectNode one = list.addObject().put("name", check.name()).put("status", check.isUp() ? UP : DOWN);
            if (!check.isUp()) {
                one.put("why", check.why());
            }
        }
        return json.toString();
    }
}
