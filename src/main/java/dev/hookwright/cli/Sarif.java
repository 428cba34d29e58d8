package dev.hookwright.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A report in the form that editors and CI read (SARIF 2.1.0). */
final class Sarif {
    /** The files are in there, wherever that is in the repository. */
    private static final String WORKSPACE = "WORKSPACE";

    private Sarif() {}

    /** @param workspace that the files' names are relative to */
    static String of(Path workspace, Report report) {
        ObjectNode log = new ObjectMapper().createObjectNode();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        run.putObject("tool").putObject("driver").put("name", "hookwright");
        run.putObject("originalUriBaseIds")
                .putObject(WORKSPACE)
                .put("uri", workspace.toUri().toString());
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
                place.putObject("artifactLocation")
                        .put("uri", uri(entry.file()))
                        .put("uriBaseId", WORKSPACE);
                if (entry.line() > 0) {
                    place.putObject("region").put("startLine", entry.line()).put("startColumn", entry.column());
                }
            }
        }
        return log.toPrettyString() + "\n";
    }

    private static String uri(String file) {
        if (file.startsWith("/")) {
            return Path.of(file).toUri().toString();
        }
        try {
            return new URI(null, null, "/" + file, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(file + " is not the name of a file", e);
        }
    }
}
