package dev.hookwright.cli;

import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Edits {@code endpoints.yaml} as a person would: what is not meant stays as it is, comments and order too. */
final class EndpointsText {
    private EndpointsText() {}

    static String provider(@Nullable YamlValue endpoint) {
        YamlValue provider = endpoint == null ? null : endpoint.get("provider");
        return provider != null && provider.isScalar() ? provider.text() : "";
    }

    /** With an endpoint more at the end. */
    static String withEndpoint(String text, List<String> lines) {
        StringBuilder all = new StringBuilder(text);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            all.append('\n');
        }
        if (text.isBlank()) {
            all.append("# The public URLs of this workspace: https://YOUR-HOST/hooks/NAME\n");
        }
        lines.forEach(line -> all.append(line).append('\n'));
        return all.toString();
    }

    /** With a route more under an endpoint, for one event type. */
    static String withRoute(String text, String endpoint, String route, String type, @Nullable YamlValue described) {
        String entry = route + ": {types: [\"" + type + "\"]}";
        YamlValue routes = described == null ? null : described.get("routes");
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (routes != null && routes.get(route) != null) {
            throw new CommandFailed(
                    ExitStatus.WRONG,
                    "routes/endpoints.yaml describes a route \"" + route + "\" already (leave --type out)");
        }
        if (described == null || isInBraces(described, lines) || (routes != null && isInBraces(routes, lines))) {
            throw new CommandFailed(
                    ExitStatus.WRONG,
                    "the endpoint \"" + endpoint + "\" is written in braces (leave --type out and add " + entry
                            + " to its routes yourself)");
        }
        if (routes != null && !routes.fields().isEmpty()) {
            YamlValue.Field last = routes.fields().get(routes.fields().size() - 1);
            int at = lineOf(last.where());
            lines.add(endOfBlock(lines, at), " ".repeat(columnOf(last.where())) + entry);
        } else {
            YamlValue.Field last = described.fields().get(described.fields().size() - 1);
            String indent = " ".repeat(columnOf(last.where()));
            int end = endOfBlock(lines, lineOf(last.where()));
            if (routes == null) {
                lines.add(end++, indent + "routes:");
            } else {
                end = endOfBlock(lines, lineOf(routes.where()));
            }
            lines.add(end, indent + "  " + entry);
        }
        return String.join("\n", lines) + "\n";
    }

    private static boolean isInBraces(YamlValue value, List<String> lines) {
        return lines.get(lineOf(value.where())).startsWith("{", columnOf(value.where()));
    }

    /** Behind everything that is indented deeper than the line, comments among it. */
    private static int endOfBlock(List<String> lines, int first) {
        int depth = indentOf(lines.get(first));
        int end = first + 1;
        for (int i = end; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && indentOf(lines.get(i)) <= depth) {
                break;
            }
            if (!lines.get(i).isBlank()) {
                end = i + 1;
            }
        }
        return end;
    }

    private static int indentOf(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static int lineOf(String where) {
        return number(where, 2);
    }

    private static int columnOf(String where) {
        return number(where, 1);
    }

    private static int number(String where, int fromEnd) {
        String[] parts = where.split(":");
        return Integer.parseInt(parts[parts.length - fromEnd]) - 1;
    }
}
