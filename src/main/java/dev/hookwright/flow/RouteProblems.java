package dev.hookwright.flow;

import dev.hookwright.config.Problems;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.dsl.yaml.common.exception.YamlDeserializationException;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Turns what Camel throws at a route file into one line that says where and what. */
final class RouteProblems {
    private static final Pattern LINE_AND_COLUMN = Pattern.compile("line (\\d+), column (\\d+)");
    private static final Pattern LINE = Pattern.compile(":(\\d+):\\d+$");
    private static final Pattern LOCATION = Pattern.compile(":(\\d+)\\D*$");

    private final Problems problems;
    private final Collection<String> connectors;

    /** @param connectors the names of those that there are */
    RouteProblems(Problems problems, Collection<String> connectors) {
        this.problems = problems;
        this.connectors = connectors;
    }

    /** What is known of a file besides. */
    interface KnownPlaces {
        KnownPlaces NONE = new KnownPlaces() {};

        /**
         * Where the file says a text.
         *
         * @param fromLine where the node stands that needs it; 0 if that is not known
         */
        default Optional<String> ofText(String text, int fromLine) {
            return Optional.empty();
        }

        /** Where the node stands that could not be made. */
        default Optional<String> ofNode(FailedToCreateRouteException failure) {
            return Optional.empty();
        }
    }

    void add(String file, Exception exception, KnownPlaces places) {
        if (ObjectHelper.getException(KameletSteps.NestedTooDeeply.class, exception) != null) {
            problems.add(
                    file + ":1:1",
                    "a connector that is called here calls itself, or another that calls it again",
                    "let it make its calls with http: or direct:, and not by itself");
            return;
        }
        String where = file + ":1:1";
        String what = exception.getClass().getSimpleName();
        String route = null;
        boolean isPlaced = false;
        Throwable cause = exception;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            String text = firstLine(cause.getMessage());
            int line = isPlaced ? lineOf(where) : 0;
            Optional<String> written = written(cause).flatMap(said -> places.ofText(said, line));
            if (written.isPresent()) {
                where = written.get();
                isPlaced = true;
            } else if (cause instanceof MarkedYamlEngineException marked) {
                where = marked.getProblemMark()
                        .or(marked::getContextMark)
                        .map(mark -> place(file, mark))
                        .orElse(where);
                text = marked.getProblem();
            } else if (cause instanceof YamlDeserializationException) {
                where = at(file, LINE_AND_COLUMN.matcher(String.valueOf(cause.getMessage())), where);
            } else if (!isPlaced && cause instanceof FailedToCreateRouteException failed) {
                route = failed.getRouteId();
                Optional<String> node = places.ofNode(failed);
                isPlaced = node.isPresent();
                where = node.or(() -> places.ofText(failed.getRouteId(), 0))
                        .orElse(line(file, failed.getLocation(), where));
            } else if (!isPlaced && cause instanceof FailedToStartRouteException failed) {
                route = failed.getRouteId();
                where = places.ofText(route, 0).orElse(line(file, failed.getLocation(), where));
            }
            if (cause instanceof NoTypeConversionAvailableException failed
                    && failed.getToType() == Class.class
                    && failed.getValue() instanceof String name) {
                text = name;
            }
            boolean saidBefore = cause instanceof DateTimeException;
            if (saidBefore || (cause instanceof ExpressionIllegalSyntaxException && cause.getCause() != null)) {
                text = "";
            }
            if (!text.isBlank()) {
                what = text;
            }
            cause = cause instanceof NoSuchEndpointException ? null : cause.getCause();
        }
        String prefix = route == null || isPlaced ? "" : "route \"" + route + "\": ";
        CamelMessage message = CamelMessage.of(
                what, connectors, route == null ? "correct the file" : "correct this step of the route");
        problems.add(where, prefix + message.what(), message.remedy());
    }

    /** The text of the file that a failure is about. */
    private static Optional<String> written(Throwable failure) {
        if (failure instanceof ExpressionIllegalSyntaxException illegal) {
            return Optional.ofNullable(illegal.getExpression());
        }
        if (failure instanceof ResolveEndpointFailedException failed) {
            return Optional.of(failed.getUri().split("\\?", 2)[0].replaceFirst("://", ":"));
        }
        if (failure instanceof NoSuchEndpointException failed) {
            return Optional.of(failed.getUri().split("\\?", 2)[0]);
        }
        if (failure instanceof NoSuchBeanException failed) {
            return Optional.ofNullable(failed.getName());
        }
        if (failure instanceof ClassNotFoundException) {
            return Optional.ofNullable(failure.getMessage());
        }
        return failure instanceof NoTypeConversionAvailableException failed && failed.getValue() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    private static String at(String file, Matcher matcher, String otherwise) {
        return matcher.find() ? file + ":" + matcher.group(1) + ":" + matcher.group(2) : otherwise;
    }

    /** The line that ends a location as Camel gives it. */
    private static String line(String file, @Nullable String location, String otherwise) {
        Matcher matcher = LOCATION.matcher(location == null ? "" : location);
        return matcher.find() ? file + ":" + matcher.group(1) + ":1" : otherwise;
    }

    private static int lineOf(String where) {
        Matcher matcher = LINE.matcher(where);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static String place(String file, Mark mark) {
        return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("").strip();
    }
}
