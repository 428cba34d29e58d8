package dev.hookwright.flow;

import dev.hookwright.config.Problems;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.dsl.yaml.common.exception.YamlDeserializationException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Turns what Camel throws at a route file into one line that says where and what. */
final class RouteProblems {
    private static final Pattern LINE_AND_COLUMN = Pattern.compile("line (\\d+), column (\\d+)");

    private RouteProblems() {}

    static void add(String file, Exception exception, Problems problems) {
        String where = file + ":1:1";
        String what = exception.getClass().getSimpleName();
        String route = null;
        Throwable cause = exception;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            String text = firstLine(cause.getMessage());
            if (cause instanceof MarkedYamlEngineException marked) {
                where = marked.getProblemMark()
                        .or(marked::getContextMark)
                        .map(mark -> place(file, mark))
                        .orElse(where);
                text = marked.getProblem();
            } else if (cause instanceof YamlDeserializationException) {
                Matcher matcher = LINE_AND_COLUMN.matcher(String.valueOf(cause.getMessage()));
                where = matcher.find() ? file + ":" + matcher.group(1) + ":" + matcher.group(2) : where;
            } else if (cause instanceof FailedToCreateRouteException failed) {
                route = failed.getRouteId();
            } else if (cause instanceof FailedToStartRouteException failed) {
                route = failed.getRouteId();
            }
            if (!text.isBlank()) {
                what = text;
            }
            if (cause instanceof NoSuchEndpointException) {
                break;
            }
            cause = cause.getCause();
        }
        problems.add(
                where,
                (route == null ? "" : "route \"" + route + "\": ") + what,
                route == null ? "correct the file" : "correct this step of the route");
    }

    private static String place(String file, Mark mark) {
        return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("").strip();
    }
}
