package dev.hookwright.provider;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a provider's file. What is wrong with it is a problem with its place. */
final class ProviderFile {
    private static final Set<String> FIELDS =
            Set.of("title", "docs", "unsigned", "schemes", "event", "handshake", "ack", "examples");

    private final Problems problems;
    private final SourceReader sources;

    ProviderFile(Problems problems) {
        this.problems = problems;
        this.sources = new SourceReader(problems);
    }

    /** The provider; nothing if the file says none that could be used. */
    Optional<Provider> read(String name, YamlValue root) {
        if (!root.isMapping()) {
            root.problem(problems, "a provider is a mapping", "begin with title: and schemes:");
            return Optional.empty();
        }
        Map<String, YamlValue> fields = root.fieldsAmong(FIELDS, problems);
        boolean unsigned = fields.containsKey("unsigned")
                && fields.get("unsigned").oneOf(List.of("true"), problems).isPresent();
        YamlValue schemeList = fields.get("schemes");
        List<Scheme> schemes = new ArrayList<>();
        if (schemeList != null) {
            SchemeReader reader = new SchemeReader(problems, sources);
            schemeList.items().forEach(item -> reader.read(item).ifPresent(schemes::add));
        }
        if (schemes.isEmpty() != unsigned) {
            root.problem(
                    problems,
                    unsigned ? "an unsigned provider has no schemes" : "no scheme that can be used",
                    unsigned ? "remove one of the two" : "add schemes:, or say unsigned: true");
            return Optional.empty();
        }
        YamlValue title = fields.get("title");
        YamlValue docs = fields.get("docs");
        Provider provider = new Provider(
                name,
                title == null ? name : title.text(),
                docs == null ? null : docs.text(),
                unsigned,
                schemes,
                event(fields.get("event")),
                handshakes(fields.get("handshake")));
        YamlValue examples = fields.get("examples");
        if (examples != null) {
            new ProviderExamples(problems).run(provider, examples);
        }
        return Optional.of(provider);
    }

    private Provider.EventSources event(@Nullable YamlValue value) {
        if (value == null) {
            return new Provider.EventSources(List.of(), List.of(), null);
        }
        Map<String, YamlValue> fields = value.fieldsAmong(Set.of("id", "type", "type-join"), problems);
        YamlValue join = fields.get("type-join");
        return new Provider.EventSources(
                list(fields.get("id")), list(fields.get("type")), join == null ? null : join.text());
    }

    private List<Source> list(@Nullable YamlValue value) {
        List<Source> list = new ArrayList<>();
        if (value != null) {
            value.items().forEach(item -> sources.read(item, Set.of()).ifPresent(list::add));
        }
        return list;
    }

    private List<Provider.HandshakeRule> handshakes(@Nullable YamlValue value) {
        List<Provider.HandshakeRule> rules = new ArrayList<>();
        if (value != null) {
            value.items().forEach(item -> rules.add(handshake(item)));
        }
        return rules;
    }

    private Provider.HandshakeRule handshake(YamlValue value) {
        Map<String, YamlValue> fields = value.fieldsAmong(Set.of("match", "verify", "respond"), problems);
        List<Source> match = new ArrayList<>();
        List<String> values = new ArrayList<>();
        YamlValue conditions = fields.get("match");
        if (conditions == null) {
            value.problem(problems, "a handshake without match would take every request", "add match:");
        } else {
            conditions
                    .fieldsAmong(Set.of("header", "query", "json"), problems)
                    .forEach((kind, names) -> names.fields().forEach(condition -> {
                        match.add(new Source(SourceReader.kind(kind), List.of(condition.name()), ""));
                        values.add(condition.value().text());
                    }));
        }
        YamlValue respond = fields.get("respond");
        Map<String, YamlValue> answer =
                respond == null ? Map.of() : respond.fieldsAmong(Set.of("status", "content-type", "body"), problems);
        int status = answer.containsKey("status") ? sources.number(answer.get("status"), 200, 299) : 200;
        YamlValue contentType = answer.get("content-type");
        YamlValue body = answer.get("body");
        boolean verify =
                fields.containsKey("verify") && fields.get("verify").text().equals("true");
        return new Provider.HandshakeRule(
                match,
                values,
                verify,
                new Handshake.Answer(
                        status,
                        contentType == null ? "text/plain" : contentType.text(),
                        body == null ? "" : body.text()));
    }
}
