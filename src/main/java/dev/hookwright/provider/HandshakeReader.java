package dev.hookwright.provider;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from a provider's file how it tests an endpoint. */
final class HandshakeReader {
    private static final Set<String> VARIABLES = Set.of("method", "url", "header", "query", "form", "json", "config");
    /** An echo of what a stranger wrote must not be a page that a browser runs. */
    private static final List<String> ECHO_TYPES = List.of("text/plain", "application/json");

    private final String provider;
    private final Fields fields;

    /** @param provider whose file it is */
    HandshakeReader(String provider, Fields fields) {
        this.provider = provider;
        this.fields = fields;
    }

    HandshakeRule read() {
        var unused = fields.required("match");
        Fields match = fields.fields("match", FieldNames.MATCH).orElse(null);
        List<Condition> conditions =
                match == null ? new ArrayList<>() : SourceReader.conditions(match, FieldNames.MATCH_PLACES);
        if (match != null && conditions.isEmpty() && !match.has("method") && !match.has("json-only")) {
            fields.problem("a handshake that matches every request", "say in match: how it differs from an event");
        }
        HandshakeRule.Guard guard = fields.fields("guard", FieldNames.GUARD)
                .map(given -> new HandshakeRule.Guard(given.template("value", VARIABLES), given.pattern("pattern")))
                .orElse(null);
        HandshakeRule.Compute compute = fields.fields("compute", FieldNames.COMPUTE)
                .map(given -> new HandshakeRule.Compute(
                        given.requiredWord("algorithm", Digests.WORDS),
                        given.template("over", VARIABLES),
                        SignatureReader.encoding(given)))
                .orElse(null);
        if (compute != null && guard == null) {
            fields.problem(
                    "whatever a stranger sends would be signed with the endpoint's secret",
                    "add guard: with the form of what is signed");
        }
        return new HandshakeRule(
                match == null ? null : match.textOrNull("method"),
                conditions,
                match == null ? null : match.textOrNull("json-only"),
                fields.flag("verify"),
                check(),
                guard,
                compute,
                SourceReader.in(fields, "capture-secret").orElse(null),
                callback(),
                response(compute));
    }

    private @Nullable Callback callback() {
        Fields callback = fields.fields("callback", FieldNames.CALLBACK).orElse(null);
        if (callback == null) {
            return null;
        }
        if (!fields.flag("verify")) {
            fields.problem("anyone could have the server call an address", "add verify: true");
        }
        var unused = callback.requiredWord("consent", List.of("required"));
        return new Callback(provider, SourceReader.source(callback), PublicKeyReader.pin(callback, true));
    }

    private HandshakeRule.@Nullable Check check() {
        return fields.fields("check", FieldNames.CHECK)
                .map(given -> new HandshakeRule.Check(
                        given.template("value", VARIABLES),
                        given.template("equals", Set.of("config")),
                        given.number("else-status", 403, 400, 499)))
                .orElse(null);
    }

    private HandshakeRule.Response response(HandshakeRule.@Nullable Compute compute) {
        Set<String> variables = new HashSet<>(VARIABLES);
        if (compute != null) {
            variables.add("computed");
        }
        var unused = fields.required("respond");
        Fields respond = fields.fields("respond", FieldNames.RESPOND).orElse(null);
        if (respond == null) {
            return new HandshakeRule.Response(200, "text/plain", Map.of(), Template.literal(""), null);
        }
        if (respond.has("body") && respond.has("json")) {
            respond.problem("a response has a body or json", "remove one of the two");
        }
        Map<String, Template> headers = new LinkedHashMap<>();
        for (YamlValue.Field header :
                respond.value("headers").map(YamlValue::fields).orElse(List.of())) {
            headers.put(
                    SourceReader.header(header, fields.problems()).name().toString(),
                    respond.template(header.value(), variables));
        }
        JsonTemplate json = respond.value("json")
                .map(value -> json(value, respond, variables))
                .orElse(null);
        Template body = respond.has("body") ? respond.template("body", variables) : Template.literal("");
        String type = respond.text("content-type", json == null ? "text/plain" : "application/json");
        if (!body.isFixed() && !ECHO_TYPES.contains(type)) {
            respond.problem("what the sender writes would be answered as " + type, "answer it as text/plain");
        }
        return new HandshakeRule.Response(respond.number("status", 200, 200, 299), type, headers, body, json);
    }

    private static JsonTemplate json(YamlValue value, Fields fields, Set<String> variables) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (!value.isMapping()) {
            value.problem(fields.problems(), "an answer in JSON is a mapping", "write NAME: VALUE");
        }
        for (YamlValue.Field field : value.fields()) {
            YamlValue member = field.value();
            if (member.isMapping()) {
                members.put(field.name(), json(member, fields, variables));
            } else if (member.isPlain() && member.text().matches("-?[0-9]{1,15}")) {
                members.put(field.name(), LongNode.valueOf(Long.parseLong(member.text())));
            } else if (member.isPlain() && List.of("true", "false").contains(member.text())) {
                members.put(field.name(), BooleanNode.valueOf(member.text().equals("true")));
            } else {
                members.put(field.name(), fields.template(member, variables));
            }
        }
        return new JsonTemplate(members);
    }
}
