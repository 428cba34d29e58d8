package dev.hookwright.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A report in the form that editors and CI read (SARIF 2.1.0). */
final class Sarif {
    private Sarif() {}

    static String of(Report report) {
        ObjectNode log = new ObjectMapper().createObjectNode();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        run.putObject("tool").putObject("driver").put("name", "hookwright");
        ArrayNode results = run.putArray("results");
        for (Report.Entry entry : report.entries()) {
            ObjectNode result = results.addObject();
            result.put("ruleId", "hookwright/" + entry.severity());
            result.put("level", entry.severity());
            String about = entry.file().isEmpty() ? entry.problem().where() + ": " : "";
            result.putObject("message")
                    .put(
                            "text",
                            about + entry.problem().what() + " ("
                                    + entry.problem().remedy() + ")");
            if (!entry.file().isEmpty()) {
                ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
                place.putObject("artifactLocation").put("uri", entry.file());
                if (entry.line() > 0) {
                    place.putObject("region").put("startLine", entry.line()).put("startColumn", entry.column());
                }
            }
        }
        return log.toPrettyString() + "\n";
    }
}
