package dev.hookwright.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.admin.CatalogJson;
import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.endpoint.GuidedEndpoint;
import dev.hookwright.endpoint.ProviderGuide;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.provider.Samples;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "providers",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the providers, or says how to connect one.",
            "Those that are built in, and the workspace's own."
        })
final class ProvidersCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NO_FAMILY = "own";

    @Mixin
    private WorkspaceOptions workspace = new WorkspaceOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "how to connect this one")
    private @Nullable String name;

    @Option(names = "--endpoint", paramLabel = "E", description = "to this endpoint, there already or to be added")
    private @Nullable String endpoint;

    @Option(names = "--family", paramLabel = "F", description = "lists only those of a family, as payments or chat")
    private @Nullable String family;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Override
    public Integer call() {
        ProviderRegistry registry = workspace.providers();
        String wanted = name;
        if (wanted == null) {
            list(ofFamily(registry.all()), registry);
            return ExitStatus.DONE;
        }
        Provider provider = WorkspaceOptions.provider(registry, wanted);
        Problems problems = new Problems();
        Settings settings = workspace.settings(Map.of(), problems);
        problems.throwIfAny();
        List<GuidedEndpoint> endpoints =
                new GuidedEndpoints(workspace.workspace(), settings, registry).of(provider, endpoint);
        if (json) {
            ObjectNode node = CatalogJson.provider(provider, registry);
            ArrayNode guides = node.putArray("endpoints");
            endpoints.forEach(each -> guides.add(guide(provider, each)));
            System.out.println(node.toPrettyString());
        } else {
            show(provider, endpoints);
        }
        return ExitStatus.DONE;
    }

    private List<Provider> ofFamily(List<Provider> all) {
        String wanted = family;
        List<Provider> sorted = all.stream()
                .sorted(Comparator.comparing(ProvidersCommand::familyOf).thenComparing(Provider::name))
                .filter(provider -> wanted == null || familyOf(provider).equals(wanted))
                .toList();
        if (sorted.isEmpty() && wanted != null) {
            throw new CommandFailed(
                    ExitStatus.NOT_FOUND,
                    "there is no family \"" + wanted + "\" ("
                            + NearestName.remedy(
                                    wanted,
                                    all.stream()
                                            .map(ProvidersCommand::familyOf)
                                            .collect(Collectors.toCollection(TreeSet::new)))
                            + ")");
        }
        return sorted;
    }

    private static String familyOf(Provider provider) {
        return provider.family().orElse(NO_FAMILY);
    }

    private void list(List<Provider> providers, ProviderRegistry registry) {
        if (json) {
            System.out.println(CatalogJson.providers(providers, registry).toPrettyString());
            return;
        }
        for (Provider provider : providers) {
            System.out.printf(
                    "%-12s %-20s %-38s %s%n",
                    familyOf(provider),
                    provider.name(),
                    provider.title(),
                    provider.docs().orElse(""));
        }
    }

    private static void show(Provider provider, List<GuidedEndpoint> endpoints) {
        System.out.println(provider.title());
        provider.docs().ifPresent(docs -> System.out.println("  " + docs));
        line("family", familyOf(provider));
        ProviderGuide.facts(provider).forEach(fact -> line(fact.about(), fact.text()));
        endpoints.forEach(each -> show(provider, each));
        if (!endpoints.stream().allMatch(GuidedEndpoint::isUrlKnown)) {
            System.out.println();
            System.out.println("To see the real URL here, set " + Settings.PUBLIC_URL
                    + "=https://HOST, under which the public port is reached.");
        }
        List<String> samples = Samples.list().of(provider.name());
        if (!samples.isEmpty()) {
            System.out.println();
            System.out.println("Samples, for ./hookwright trigger ENDPOINT --sample:");
            samples.forEach(sample -> System.out.println("  " + sample));
        }
    }

    private static void line(String about, String text) {
        System.out.printf("  %-11s %s%n", about, text.replace("`", ""));
    }

    private static void show(Provider provider, GuidedEndpoint endpoint) {
        ProviderGuide guide = new ProviderGuide(provider, endpoint);
        System.out.println();
        if (endpoint.isThere()) {
            System.out.println("The endpoint " + endpoint.name() + ", " + endpoint.url());
            System.out.println();
        }
        System.out.println("routes/endpoints.yaml:");
        guide.snippet().forEach(line -> System.out.println("  " + line));
        if (!guide.settings().isEmpty()) {
            System.out.println();
            System.out.println("application.properties:");
            guide.settings().forEach(setting -> System.out.println("  " + setting + "="));
        }
        List<String> steps = guide.steps(UnaryOperator.identity());
        if (steps.isEmpty()) {
            System.out.println();
            System.out.println("Give the provider the URL " + endpoint.url() + ".");
        } else {
            System.out.println();
            System.out.println("Connect it:");
        }
        for (int i = 0; i < steps.size(); i++) {
            System.out.println("  " + (i + 1) + ". " + steps.get(i));
        }
    }

    private static ObjectNode guide(Provider provider, GuidedEndpoint endpoint) {
        ProviderGuide guide = new ProviderGuide(provider, endpoint);
        ObjectNode node = MAPPER.createObjectNode();
        node.put("name", endpoint.name());
        node.put("url", endpoint.url());
        node.put("urlKnown", endpoint.isUrlKnown());
        node.put("there", endpoint.isThere());
        node.put("snippet", String.join("\n", guide.snippet()) + "\n");
        guide.settings().forEach(node.putArray("settings")::add);
        guide.steps(UnaryOperator.identity()).forEach(node.putArray("steps")::add);
        return node;
    }
}
