package dev.hookwright.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "providers",
        mixinStandardHelpOptions = true,
        description = "Lists the providers that are built in or the workspace's own, or says how to connect one.")
final class ProvidersCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Mixin
    private WorkspaceOptions workspace = new WorkspaceOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "how to connect this one")
    private @Nullable String name;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Override
    public Integer call() {
        ProviderRegistry registry = workspace.providers();
        String wanted = name;
        if (wanted == null) {
            list(registry.all());
        } else {
            Provider provider = WorkspaceOptions.provider(registry, wanted);
            show(provider);
        }
        return ExitStatus.DONE;
    }

    private void list(List<Provider> providers) {
        if (json) {
            ArrayNode items = MAPPER.createArrayNode();
            Samples samples = Samples.list();
            providers.forEach(provider -> items.add(describe(provider, samples)));
            ObjectNode list = MAPPER.createObjectNode();
            list.set("items", items);
            System.out.println(list.toPrettyString());
            return;
        }
        for (Provider provider : providers) {
            System.out.printf(
                    "%-24s %-32s %s%n",
                    provider.name(), provider.title(), provider.docs().orElse(""));
        }
    }

    private void show(Provider provider) {
        if (json) {
            System.out.println(describe(provider, Samples.list()).toPrettyString());
            return;
        }
        System.out.println(provider.title());
        provider.docs().ifPresent(docs -> System.out.println("  " + docs));
        List<String> properties = new ArrayList<>();
        System.out.println();
        System.out.println("routes/endpoints.yaml:");
        System.out.println("  " + provider.name() + ":");
        System.out.println("    provider: " + provider.name());
        secrets(provider, properties).forEach(line -> System.out.println("    " + line));
        if (provider.signsUrl()) {
            System.out.println("    publicUrl: https://YOUR.HOST/hooks/" + provider.name());
        }
        if (!provider.configNames().isEmpty()) {
            System.out.println("    config:                      # as the provider's page says");
            provider.configNames().forEach(key -> System.out.println("      " + key + ": ..."));
        }
        if (!properties.isEmpty()) {
            System.out.println();
            System.out.println("application.properties:");
            properties.forEach(property -> System.out.println("  " + property + "="));
        }
        System.out.println();
        System.out.println("Give the provider the URL https://YOUR.HOST/hooks/" + provider.name() + ".");
        provider.acknowledgement()
                .timeout()
                .ifPresent(limit -> System.out.println("It waits " + limit.toSeconds() + " s for an answer."));
        provider.acknowledgement()
                .retries()
                .ifPresent(retries -> System.out.println("It tries again: " + retries + "."));
        provider.cautions().forEach(caution -> System.out.println("Mind: " + caution));
        List<String> samples = Samples.list().of(provider.name());
        if (!samples.isEmpty()) {
            System.out.println();
            System.out.println("Samples, for ./hookwright trigger " + provider.name() + " --sample:");
            samples.forEach(sample -> System.out.println("  " + sample));
        }
    }

    /** The lines for its secrets, and the properties that they name. */
    private static List<String> secrets(Provider provider, List<String> properties) {
        SortedSet<String> names = provider.credentialNames();
        if (provider.isUnsigned()) {
            return List.of("# takes anyone's post: put what tells real ones from others into the route");
        }
        if (names.size() == 1 && names.first().equals(Credentials.SECRET)) {
            String property = provider.name() + ".signing.secret";
            properties.add(property);
            return List.of("secrets: [\"{{" + property + "}}\"]");
        }
        List<String> lines = new ArrayList<>(List.of("secrets:                     # one or more of these"));
        for (String credential : names) {
            String property = provider.name() + "." + credential;
            properties.add(property);
            lines.add("  " + credential + ": [\"{{" + property + "}}\"]");
        }
        return lines;
    }

    private static ObjectNode describe(Provider provider, Samples known) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("name", provider.name());
        node.put("title", provider.title());
        node.put("docs", provider.docs().orElse(null));
        node.put("unsigned", provider.isUnsigned());
        ArrayNode credentials = node.putArray("credentials");
        provider.credentialNames().forEach(credentials::add);
        ArrayNode samples = node.putArray("samples");
        known.of(provider.name()).forEach(samples::add);
        return node;
    }
}
