package dev.hookwright.flow;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import java.util.Collection;
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
    private static final Pattern LOCATION = Pattern.compile(":(\\d+)\\D*$");
    private static final Pattern NO_KAMELET = Pattern.compile("not found: .*/([^/]+)\\.kamelet\\.yaml");
    private static final Pattern NO_PROPERTY = Pattern.compile("Property with key \\[([^\\]]+)\\] not found");

    private final Problems problems;
    private final Collection<String> connectors;

    /** @param connectors the names of those that there are */
    RouteProblems(Problems problems, Collection<String> connectors) {
        this.problems = problems;
        this.connectors = connectors;
    }

    void add(String file, Exception exception) {
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
                where = at(file, LINE_AND_COLUMN.matcher(String.valueOf(cause.getMessage())), where);
            } else if (cause instanceof FailedToCreateRouteException failed) {
                route = failed.getRouteId();
                where = line(file, failed.getLocation(), where);
            } else if (cause instanceof FailedToStartRouteException failed) {
                route = failed.getRouteId();
                where = line(file, failed.getLocation(), where);
            }
            if (!text.isBlank()) {
                what = text;
            }
            cause = cause instanceof NoSuchEndpointException ? null : cause.getCause();
        }
        add(where, route == null ? "" : "route \"" + route + "\": ", what);
    }

    private void add(String where, String route, String what) {
        Matcher kamelet = NO_KAMELET.matcher(what);
        Matcher property = NO_PROPERTY.matcher(what);
        if (kamelet.find()) {
            String name = kamelet.group(1);
            problems.add(where, route + "there is no connector \"" + name + "\"", NearestName.remedy(name, connectors));
        } else if (property.find()) {
            String name = property.group(1);
            problems.add(
                    where,
                    route + "nothing gives {{" + name + "}} a value",
                    "set " + name + " in application.properties, or in the environment");
        } else {
            problems.add(where, route + what, route.isEmpty() ? "correct the file" : "correct this step of the route");
        }
    }

    private static String at(String file, Matcher matcher, String otherwise) {
        return matcher.find() ? file + ":" + matcher.group(1) + ":" + matcher.group(2) : otherwise;
    }

    /** The line that ends a location as Camel gives it. */
    private static String line(String file, @Nullable String location, String otherwise) {
        Matcher matcher = LOCATION.matcher(location == null ? "" : location);
        return matcher.find() ? file + ":" + matcher.group(1) + ":1" : otherwise;
    }

    private static String place(String file, Mark mark) {
        return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("").strip();
    }
}
