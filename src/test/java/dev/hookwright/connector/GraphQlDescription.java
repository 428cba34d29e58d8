package dev.hookwright.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An API as a GraphQL schema describes it: which fields there are, and of what type. */
final class GraphQlDescription implements VendorDescription {
    private static final Pattern TYPE = Pattern.compile(
            "(?m)^(type|input|interface|enum|scalar|union) (\\w+)[^\\n{]*(?:\\{\\n(.*?)^}|$)", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile("(?ms)^  (\\w+)(\\((?:[^()\"]|\"(?:[^\"\\\\]|\\\\.)*\")*\\))?: ([\\[\\]!\\w]+)( = \\S+)?");
    private static final Pattern VALUE = Pattern.compile("(?m)^  (\\w+)");
    private static final Pattern ARGUMENT = Pattern.compile("(\\w+): ([\\[\\]!\\w]+)");
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+): ([\\[\\]!\\w]+)");
    private static final Pattern WORDS = Pattern.compile("[{}]|\\w+\\s*(?:\\([^)]*\\))?");
    private static final Pattern TEXTS = Pattern.compile("(?s)\"\"\".*?\"\"\"");

    private final Map<String, Type> types = new HashMap<>();

    private record Field(String type, Map<String, String> arguments, boolean hasDefault) {}

    private record Type(String kind, Map<String, Field> fields) {}

    GraphQlDescription(String schema) {
        Matcher matcher = TYPE.matcher(TEXTS.matcher(schema).replaceAll(""));
        while (matcher.find()) {
            Map<String, Field> fields = new LinkedHashMap<>();
            String inside = matcher.group(3) == null ? "" : matcher.group(3);
            Matcher field = (matcher.group(1).equals("enum") ? VALUE : FIELD).matcher(inside);
            while (field.find()) {
                fields.put(
                        field.group(1),
                        field.groupCount() < 3
                                ? new Field("", Map.of(), false)
                                : new Field(field.group(3), arguments(field.group(2)), field.group(4) != null));
            }
            types.put(matcher.group(2), new Type(matcher.group(1), fields));
        }
    }

    private static Map<String, String> arguments(String text) {
        Map<String, String> arguments = new LinkedHashMap<>();
        Matcher matcher = ARGUMENT.matcher(text == null ? "" : text);
        while (matcher.find()) {
            arguments.put(matcher.group(1), matcher.group(2));
        }
        return arguments;
    }

    @Override
    public List<String> problems(Target.Call call) {
        List<String> problems = new ArrayList<>();
        if (!(call.method() + " " + call.path()).equals("POST /graphql")) {
            problems.add(call.method() + " " + call.path() + " is not GraphQL's");
        }
        JsonNode body = TestServer.json(call.body());
        String query = body.path("query").asText();
        Map<String, String> variables = new LinkedHashMap<>();
        Matcher variable = VARIABLE.matcher(query.substring(0, query.indexOf('{')));
        while (variable.find()) {
            variables.put(variable.group(1), variable.group(2));
            checkValue(
                    variable.group(1), variable.group(2), body.path("variables").path(variable.group(1)), problems);
        }
        body.path("variables").fieldNames().forEachRemaining(name -> {
            if (!variables.containsKey(name)) {
                problems.add("the variable " + name + " is not declared");
            }
        });
        checkSelection(query, variables, problems);
        return problems;
    }

    private void checkSelection(String query, Map<String, String> variables, List<String> problems) {
        List<String> inside = new ArrayList<>();
        String type = query.startsWith("mutation") ? "Mutation" : "Query";
        String last = type;
        Matcher word = WORDS.matcher(query.substring(query.indexOf('{')));
        while (word.find()) {
            String text = word.group();
            if (text.equals("{")) {
                inside.add(last);
            } else if (text.equals("}")) {
                inside.remove(inside.size() - 1);
            } else {
                String name = text.replaceAll("\\s*\\(.*", "").strip();
                String owner = inside.get(inside.size() - 1);
                Field field = types.getOrDefault(owner, new Type("", Map.of()))
                        .fields()
                        .get(name);
                if (field == null) {
                    problems.add(owner + " has no field " + name);
                    return;
                }
                checkArguments(owner + "." + name, field, text, variables, problems);
                last = bare(field.type());
            }
        }
    }

    private static void checkArguments(
            String what, Field field, String text, Map<String, String> variables, List<String> problems) {
        Map<String, String> given = new LinkedHashMap<>();
        Matcher matcher = Pattern.compile("(\\w+): \\$(\\w+)").matcher(text);
        while (matcher.find()) {
            given.put(matcher.group(1), matcher.group(2));
        }
        given.forEach((argument, variable) -> {
            String wanted = field.arguments().get(argument);
            String declared = variables.getOrDefault(variable, "nothing");
            if (wanted == null || !wanted.equals(declared) && !(wanted + "!").equals(declared)) {
                problems.add(what + " takes " + wanted + " as " + argument + ", not " + declared);
            }
        });
        field.arguments().forEach((argument, wanted) -> {
            if (wanted.endsWith("!") && !given.containsKey(argument)) {
                problems.add(what + " needs " + argument);
            }
        });
    }

    private void checkValue(String at, String type, JsonNode value, List<String> problems) {
        if (value.isMissingNode() || value.isNull()) {
            if (type.endsWith("!")) {
                problems.add(at + " is missing");
            }
            return;
        }
        String bare = type.replaceAll("!$", "");
        if (bare.startsWith("[")) {
            String item = bare.substring(1, bare.length() - 1);
            if (!value.isArray()) {
                problems.add(at + " is no list");
            }
            value.forEach(one -> checkValue(at + "[]", item, one, problems));
            return;
        }
        Type described = types.get(bare);
        boolean fits = switch (bare) {
            case "Int" -> value.isInt();
            case "Float" -> value.isNumber();
            case "Boolean" -> value.isBoolean();
            case "String", "ID" -> value.isTextual();
            default ->
                described != null
                        && switch (described.kind()) {
                            case "input" -> value.isObject();
                            case "enum" -> described.fields().containsKey(value.asText());
                            default -> true;
                        };
        };
        if (!fits) {
            problems.add(at + " is no " + bare);
        } else if (described != null && described.kind().equals("input")) {
            described.fields().forEach((name, field) -> {
                if (!field.hasDefault()) {
                    checkValue(at + "." + name, field.type(), value.path(name), problems);
                }
            });
            value.fieldNames().forEachRemaining(name -> {
                if (!described.fields().containsKey(name)) {
                    problems.add(at + "." + name + " is not described");
                }
            });
        }
    }

    private static String bare(String type) {
        return type.replaceAll("[\\[\\]!]", "");
    }
}
