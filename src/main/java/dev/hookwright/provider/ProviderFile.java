package dev.hookwright.provider;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a provider's file. What is wrong with it is a problem with its place. */
final class ProviderFile {
    private static final Pattern CONFIG = Pattern.compile("\\{config\\.([^}|]+)");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{0,31}");
    private static final int LONGEST_WAIT_SECONDS = 600;

    private final Problems problems;

    ProviderFile(Problems problems) {
        this.problems = problems;
    }

    /** The provider; nothing if anything in the file is wrong. Its examples are run. */
    Optional<Provider> read(String name, YamlValue root) {
        if (!root.isMapping()) {
            root.problem(problems, "a provider is a mapping", "begin with title: and schemes:");
            return Optional.empty();
        }
        int before = problems.all().size();
        Fields fields = new Fields(root, FieldNames.PROVIDER, problems);
        SchemeReader reader = new SchemeReader(name, problems);
        Provider provider = new Provider(new ProviderDescription(
                name,
                fields.text("title", name),
                Optional.ofNullable(fields.textOrNull("docs")),
                family(fields),
                List.copyOf(fields.texts("connect")),
                schemes(root, fields, reader),
                events(fields),
                scope(root),
                handshakes(name, fields),
                fields.fields("ack", FieldNames.ACK)
                        .map(ProviderFile::acknowledgement)
                        .orElse(Acknowledgement.PLAIN),
                configNames(root),
                fields.value("schemes").stream().anyMatch(ProviderFile::mentionsUrl),
                fields.word("secrets", List.of("required", "optional"), "required")
                        .equals("optional"),
                List.copyOf(reader.cautions())));
        if (problems.all().size() > before) {
            return Optional.empty();
        }
        Example example = new ProviderExamples(problems)
                .run(provider, root, fields.value("examples").orElse(null));
        return problems.all().size() > before ? Optional.empty() : Optional.of(provider.withExample(example));
    }

    private Optional<String> family(Fields fields) {
        String family = fields.textOrNull("family");
        if (family != null && !WORD.matcher(family).matches()) {
            fields.value("family")
                    .ifPresent(value -> value.problem(
                            problems,
                            "\"" + family + "\" is not one word in lower case",
                            "write payments, chat or the like"));
        }
        return Optional.ofNullable(family);
    }

    /** Either schemes, or the plain statement that there are none. */
    private List<Scheme> schemes(YamlValue root, Fields fields, SchemeReader reader) {
        boolean unsigned = fields.flag("unsigned");
        List<YamlValue> items = fields.value("schemes").map(YamlValue::items).orElse(List.of());
        if (items.isEmpty() != unsigned) {
            root.problem(
                    problems,
                    unsigned ? "an unsigned provider has no schemes" : "no scheme that can be used",
                    unsigned ? "remove one of the two" : "add schemes:, or say unsigned: true");
        }
        return items.stream().flatMap(item -> reader.read(item).stream()).toList();
    }

    /** One form of events, or a list of those that differ by the media type. */
    private List<EventForm> events(Fields fields) {
        List<EventForm> forms = new ArrayList<>();
        for (YamlValue item : fields.value("event").map(YamlValue::items).orElse(List.of())) {
            Fields form = new Fields(item, FieldNames.EVENT, problems);
            if (!forms.isEmpty() && forms.get(forms.size() - 1).mediaType() == null) {
                form.problem("the form before this one is for every media type", "put that one last");
            }
            forms.add(
                    new EventForm(form.textOrNull("media-type"), form.flag("refuse"), requirements(form), event(form)));
        }
        return forms.isEmpty() ? List.of(EventForm.ANY) : List.copyOf(forms);
    }

    private List<Requirement> requirements(Fields form) {
        List<Requirement> requirements = new ArrayList<>();
        for (YamlValue item : form.value("require").map(YamlValue::items).orElse(List.of())) {
            Fields fields = new Fields(item, FieldNames.REQUIREMENT, problems);
            requirements.add(new Requirement(
                    SourceReader.source(fields), fields.textOrNull("equals"), fields.textOrNull("without")));
        }
        return List.copyOf(requirements);
    }

    private static EventRule event(Fields fields) {
        String split = fields.textOrNull("split");
        return new EventRule(
                SourceReader.list(fields, "id"),
                fields.textOrNull("id-join"),
                SourceReader.list(fields, "type"),
                fields.textOrNull("type-join"),
                split == null ? null : DottedPath.parse(split),
                fields.word("scope", List.of("event", "delivery", "attempt"), "event")
                        .equals("attempt"));
    }

    private static String scope(YamlValue root) {
        YamlValue event = root.get("event");
        YamlValue scope = event == null ? null : event.get("scope");
        return scope == null || !scope.isScalar() ? "event" : scope.text();
    }

    private List<HandshakeRule> handshakes(String name, Fields fields) {
        List<HandshakeRule> rules = new ArrayList<>();
        for (YamlValue item : fields.value("handshake").map(YamlValue::items).orElse(List.of())) {
            rules.add(new HandshakeReader(name, new Fields(item, FieldNames.HANDSHAKE, problems)).read());
        }
        return List.copyOf(rules);
    }

    private static Acknowledgement acknowledgement(Fields fields) {
        if (fields.has("content-type") && !fields.has("body")) {
            fields.problem("a content type says nothing without a body", "add body:, or remove it");
        }
        return new Acknowledgement(
                fields.has("timeout")
                        ? Optional.of(Duration.ofSeconds(fields.number("timeout", 1, 1, LONGEST_WAIT_SECONDS)))
                        : Optional.empty(),
                Optional.ofNullable(fields.textOrNull("retries")),
                fields.has("status") ? Optional.of(fields.number("status", 200, 200, 299)) : Optional.empty(),
                fields.has("body")
                        ? Optional.of(new Acknowledgement.Text(
                                fields.text("content-type", "text/plain"), fields.text("body", "")))
                        : Optional.empty());
    }

    private static boolean mentionsUrl(YamlValue value) {
        return (value.isScalar() && value.text().contains("{url}"))
                || (value.isSequence() && value.items().stream().anyMatch(ProviderFile::mentionsUrl))
                || value.fields().stream()
                        .anyMatch(field -> field.name().equals("url-digest") || mentionsUrl(field.value()));
    }

    /** What templates anywhere in the file take from an endpoint's config. */
    static SortedSet<String> configNames(YamlValue value) {
        SortedSet<String> names = new TreeSet<>();
        if (value.isScalar()) {
            Matcher matcher = CONFIG.matcher(value.text());
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        } else if (value.isSequence()) {
            value.items().forEach(item -> names.addAll(configNames(item)));
        }
        // The steps for people name them too, but make none.
        value.fields().stream().filter(field -> !field.name().equals("connect")).forEach(field -> {
            names.addAll(configNames(field.value()));
            if (field.name().equals("callback")) {
                names.add(Callback.CONSENT);
            }
        });
        return names;
    }
}
