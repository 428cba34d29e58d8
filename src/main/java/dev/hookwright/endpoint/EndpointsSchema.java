package dev.hookwright.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.ByteSize;
import dev.hookwright.config.MappingShape;
import dev.hookwright.config.Shape;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.retry.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** What an editor is told of {@code routes/endpoints.yaml}: what its readers know, and which providers there are. */
public final class EndpointsSchema {
    private static final String BY_VALUE = "header:\\s*" + DedupKey.HEADER_NAME.pattern() + "\\s*|jq:.+|body";

    private EndpointsSchema() {}

    public static ObjectNode of(ProviderRegistry providers) {
        List<Provider> all = providers.all();
        ObjectNode endpoint = endpoint(all).json();
        perProvider(all, endpoint.putArray("allOf"));
        ObjectNode file = Shape.named(new Shape(endpoint)).json();
        file.putObject("propertyNames").put("pattern", "^(?:" + EndpointsFile.NAME + ")$");
        file.put("$schema", Shape.DRAFT);
        file.put("title", "Endpoints of a Hookwright workspace");
        file.put("description", "Each endpoint by its name: NAME is posted to at /hooks/NAME.");
        // An empty file is one without endpoints.
        file.putArray("type").add("object").add("null");
        return file;
    }

    private static Shape endpoint(List<Provider> providers) {
        return new MappingShape(EndpointsFile.fields())
                .key(
                        "provider",
                        "Who posts here, which says how it signs. unsigned takes anyone's post.",
                        names(providers))
                .key(
                        "secrets",
                        "Signing secrets, any of which may match, so that they can be rotated; a mapping of lists where the"
                                + " provider has several credentials.",
                        Shape.either(Shape.some(Shape.text()), Shape.named(Shape.some(Shape.text()))))
                .key("config", "What the provider needs besides its secrets.", Shape.named(Shape.text()))
                .key(
                        "publicUrl",
                        "The URL that the provider was given, where it signs the URL.",
                        Shape.form("(?:[hH][tT][tT][pP][sS]?://|\\{\\{).+"))
                .key(
                        "dedupKey",
                        "By what a delivery is known when it comes again: header:NAME, jq:EXPRESSION, body (its SHA-256) or"
                                + " none. The provider's event id, if it is not said.",
                        Shape.form(BY_VALUE + "|none"))
                .key(
                        "schema",
                        "A JSON Schema file that payloads must meet, relative to routes/ or to the workspace.",
                        Shape.text())
                .key("allowFrom", "Address ranges that may post, as 10.0.0.0/8.", Shape.some(Shape.text()))
                .key("maxBody", "The largest body, as 256KiB. 1MiB, if it is not said.", size())
                .key("rate", "How much is accepted, as 50/s or 100/m.", Shape.form(Rate.FORM.pattern()))
                .key("tolerance", "How far a signed timestamp may be off, as 5m.", Shape.form(Durations.FORM.pattern()))
                .key(
                        "reply",
                        "accepted answers as soon as the event is stored; result waits for the route and answers with its"
                                + " body.",
                        Shape.words(ReplyReader.WORDS))
                .key(
                        "replyTimeout",
                        "How long reply: result waits. 5s, if it is not said.",
                        Shape.form(Durations.FORM.pattern()))
                .key(
                        "routes",
                        "Settings of routes that start here, by their ids. Every route runs for every event, if nothing is"
                                + " said of any.",
                        Shape.either(Shape.named(route()), empty()))
                .required("provider")
                .shape();
    }

    private static Shape route() {
        Shape settings = new MappingShape(RouteSettingsReader.FIELDS)
                .key("types", "Event types that it runs for; * stands for any characters.", Shape.some(Shape.text()))
                .key(
                        "retry",
                        "When it is tried again, on disk. [1m, 5m, 30m, 2h, 8h, 24h], if it is not said.",
                        Shape.some(Shape.form(Durations.FORM.pattern())))
                .key(
                        "orderBy",
                        "Runs with the same value go one after another: header:NAME, jq:EXPRESSION or body.",
                        Shape.form(BY_VALUE))
                .key(
                        "maxInFlight",
                        "How many runs of it are at work at once on a node. 64, if it is not said.",
                        Shape.number(1, RouteSettingsReader.HIGHEST_IN_FLIGHT))
                .shape();
        return Shape.either(settings, empty());
    }

    private static Shape empty() {
        ObjectNode nothing = Shape.anything().json();
        return new Shape(nothing.put("type", "null"));
    }

    private static Shape size() {
        return Shape.either(Shape.form(ByteSize.FORM.pattern()), Shape.number(0, Integer.MAX_VALUE));
    }

    private static Shape names(List<Provider> providers) {
        Shape names = Shape.words(providers.stream().map(Provider::name).toList());
        ArrayNode titles = names.json().putArray("enumDescriptions");
        providers.forEach(provider -> titles.add(provider.title()));
        names.json().set("markdownEnumDescriptions", titles.deepCopy());
        return names;
    }

    /** The names under {@code secrets} and {@code config} that those providers have which an endpoint may name. */
    private static void perProvider(List<Provider> providers, ArrayNode rules) {
        Map<String, List<Provider>> alike = new TreeMap<>();
        for (Provider provider : providers) {
            String needs = provider.credentialNames() + " " + provider.configNames();
            alike.computeIfAbsent(needs, key -> new ArrayList<>()).add(provider);
        }
        for (List<Provider> same : alike.values()) {
            ObjectNode rule = rules.addObject();
            ObjectNode condition = rule.putObject("if");
            condition.putArray("required").add("provider");
            ArrayNode names =
                    condition.putObject("properties").putObject("provider").putArray("enum");
            same.forEach(provider -> names.add(provider.name()));
            ObjectNode then = rule.putObject("then").putObject("properties");
            then.set("config", only(same.get(0).configNames(), Shape.text()).json());
            Shape secrets = only(same.get(0).credentialNames(), Shape.some(Shape.text()));
            then.set("secrets", Shape.either(Shape.some(Shape.text()), secrets).json());
        }
    }

    private static Shape only(SortedSet<String> names, Shape value) {
        MappingShape mapping = new MappingShape(names);
        names.forEach(name -> mapping.key(name, name, value));
        return mapping.shape();
    }
}
