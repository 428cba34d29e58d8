package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.Problem;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls about reloading. Blocking: not for an event loop. */
public final class ReloadApi implements ApiPart {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern PLACE = Pattern.compile("(.+?):(\\d+)(?::(\\d+))?");

    private final WorkspaceReload workspace;

    public ReloadApi(WorkspaceReload workspace) {
        this.workspace = workspace;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/reload", Role.VIEWER, "What became of the last reload of the workspace.")
                        .gives("Reload", call -> last()),
                Operation.post("/reload", Role.ADMIN, "Loads the workspace anew; 409 if anything is wrong with it.")
                        .orProblem(409, "ReloadProblem")
                        .gives("Reload", call -> reload()));
    }

    private JsonNode reload() {
        ReloadResult result = workspace.reload();
        if (!result.problems().isEmpty()) {
            throw new ApiProblem(
                    409,
                    "workspace-invalid",
                    "The workspace was not reloaded; what was loaded before stays at work.",
                    json(result));
        }
        return json(result);
    }

    private JsonNode last() {
        return json(workspace.lastReload());
    }

    private static ObjectNode json(ReloadResult result) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("version", result.version())
                .put("at", result.at().toString());
        ArrayNode changed = json.putArray("changed");
        result.changes().forEach(changed::add);
        ArrayNode later = json.putArray("atNextStart");
        result.atNextStart().forEach(later::add);
        json.set("problems", problems(result.problems()));
        return json;
    }

    private static ArrayNode problems(List<Problem> problems) {
        ArrayNode all = MAPPER.createArrayNode();
        for (Problem problem : problems) {
            Matcher place = PLACE.matcher(problem.where());
            ObjectNode one = all.addObject();
            if (place.matches()) {
                one.put("file", place.group(1)).put("line", Integer.parseInt(place.group(2)));
                if (place.group(3) != null) {
                    one.put("column", Integer.parseInt(place.group(3)));
                }
            } else {
                one.put("file", problem.where());
            }
            one.put("message", problem.what()).put("advice", problem.remedy());
        }
        return all;
    }
}
