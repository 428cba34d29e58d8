package dev.hookwright.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.MappingShape;
import dev.hookwright.config.Shape;
import dev.hookwright.retry.Durations;
import java.util.List;

/** What an editor is told of {@code routes/alerts.yaml}: what its readers know. */
public final class AlertsSchema {
    private static final String FILLED_IN = "|.*\\{\\{.*";

    private AlertsSchema() {}

    public static ObjectNode of() {
        Shape words = Shape.some(Shape.text());
        ObjectNode alert = new MappingShape(AlertsFile.fields())
                .key("dead", "A run went dead: any, or of these routes.", words)
                .key(
                        "rejections",
                        "So many requests were refused within a time, as 20 in 5m.",
                        Shape.form(ConditionReader.SO_MANY.pattern() + FILLED_IN))
                .key("silent", "Nothing was received at the endpoint for so long, as 2h.", duration())
                .key("backlog", "The oldest run that is due waits for so long, as 15m.", duration())
                .key(
                        "disk",
                        "full: nothing is accepted, for want of disk.",
                        Shape.words(List.of(Condition.FullDisk.FULL)))
                .key("endpoint", "The endpoints that rejections or silent are about.", words)
                .key("reason", "The reasons of the rejections that count.", words)
                .key("route", "The route that carries it, which begins with from: direct:NAME.", Shape.text())
                .key("every", "While it lasts, it is told so often. 30m, if it is not said.", duration())
                .key("resolved", "Whether it is told when it is over.", Shape.flag())
                .required("route")
                .shape()
                .json();
        ArrayNode kinds = alert.putArray("oneOf");
        ConditionReader.KINDS.forEach(
                kind -> kinds.addObject().putArray("required").add(kind));
        ObjectNode file = Shape.named(new Shape(alert)).json();
        file.put("$schema", Shape.DRAFT);
        file.put("title", "Alerts of a Hookwright workspace");
        file.putObject("propertyNames").put("pattern", "^(?:" + AlertsFile.NAME + ")$");
        // An empty file is one without alerts.
        file.putArray("type").add("object").add("null");
        return file;
    }

    private static Shape duration() {
        return Shape.form(Durations.FORM.pattern() + FILLED_IN);
    }
}
