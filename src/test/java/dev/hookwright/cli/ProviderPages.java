package dev.hookwright.cli;

import dev.hookwright.endpoint.GuidedEndpoint;
import dev.hookwright.endpoint.ProviderGuide;
import dev.hookwright.provider.Provider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pages in {@code examples/providers}, one for each family, as the providers' files have them. */
final class ProviderPages {
    /** What stands behind a family's word, as a heading. */
    private static final Map<String, String> HEADINGS = Map.ofEntries(
            Map.entry("ai", "AI"),
            Map.entry("chat", "Chat and real time"),
            Map.entry("ci", "Code, builds and deployment"),
            Map.entry("cloud", "Cloud"),
            Map.entry("commerce", "Commerce and shipping"),
            Map.entry("content", "Content and media"),
            Map.entry("crm", "CRM"),
            Map.entry("documents", "Files, documents and design"),
            Map.entry("email", "E-mail"),
            Map.entry("finance", "Banking and accounting"),
            Map.entry("forms", "Forms and booking"),
            Map.entry("generic", "Standards and generic senders"),
            Map.entry("identity", "Identity and verification"),
            Map.entry("marketing", "Marketing and events"),
            Map.entry("monitoring", "Monitoring and alerts"),
            Map.entry("payments", "Payments and billing"),
            Map.entry("people", "Hiring and HR"),
            Map.entry("phone", "Phone and SMS"),
            Map.entry("projects", "Projects and tables"),
            Map.entry("social", "Social networks"),
            Map.entry("support", "Customer support"));

    private static final String PROVIDER_FILES = "../../src/main/resources/providers";

    private final Map<String, List<Provider>> families = new TreeMap<>();

    ProviderPages(List<Provider> providers) {
        providers.stream()
                .sorted(Comparator.comparing(provider -> provider.title().toLowerCase(Locale.ROOT)))
                .forEach(provider -> families.computeIfAbsent(
                                provider.family().orElseThrow(), family -> new ArrayList<>())
                        .add(provider));
    }

    /** The text of each page by its file's name. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        texts.put("README.md", index());
        families.forEach((family, providers) -> texts.put(family + ".md", page(family, providers)));
        return texts;
    }

    private String index() {
        StringBuilder text = new StringBuilder("""
                # Connecting providers

                What to write here and what to do in the sender's dashboard, for each of the senders whose webhooks
                Hookwright verifies. For your own endpoint, with its real URL, print the same with
                `./hookwright providers NAME`; set `hookwright.public-url=https://HOST` in `application.properties` first.

                1. Write the snippet into `routes/endpoints.yaml`, and the settings that it names into
                   `application.properties` or the environment (`stripe.signing.secret` is `STRIPE_SIGNING_SECRET` there).
                2. Follow the steps. Some senders try the URL out when it is saved: start Hookwright before that.
                3. Send a signed sample with `./hookwright trigger`, and see it in `./hookwright events`.

                | family | providers |
                |---|---|
                """);
        families.forEach((family, providers) -> text.append("| [")
                .append(heading(family))
                .append("](")
                .append(family)
                .append(".md) | ")
                .append(providers.stream()
                        .map(provider -> link(provider, family + ".md"))
                        .collect(Collectors.joining(", ")))
                .append(" |\n"));
        return text.append("\nThese pages are made from the [provider files](")
                .append(PROVIDER_FILES)
                .append("); `mvn -o test -Dtest=ProviderPagesTest -Dhookwright.write-pages=true` writes them anew.\n")
                .toString();
    }

    private static String page(String family, List<Provider> providers) {
        StringBuilder text = new StringBuilder("# " + heading(family) + "\n\n");
        text.append(providers.stream().map(provider -> link(provider, "")).collect(Collectors.joining(" · ")));
        text.append("\n\nHow to use this page: [Connecting providers](README.md).\n");
        providers.forEach(provider -> section(provider, text));
        return text.toString();
    }

    private static void section(Provider provider, StringBuilder text) {
        GuidedEndpoint endpoint = GuidedEndpoint.planned(provider.name(), GuidedEndpoint.unknownUrl(provider.name()));
        ProviderGuide guide = new ProviderGuide(provider, endpoint);
        text.append("\n## ").append(provider.title()).append("\n\n");
        text.append("[`").append(provider.name()).append("`](").append(PROVIDER_FILES + "/");
        text.append(provider.name()).append(".yaml)");
        provider.docs()
                .ifPresent(docs -> text.append(" · [")
                        .append("its page on webhooks](")
                        .append(docs)
                        .append(")"));
        text.append("\n\n```yaml\n");
        guide.snippet().forEach(line -> text.append(line).append('\n'));
        text.append("```\n\n");
        int number = 1;
        for (String step : guide.steps(value -> "`" + value + "`")) {
            text.append(number++).append(". ").append(step).append('\n');
        }
        text.append('\n');
        ProviderGuide.facts(provider)
                .forEach(fact -> text.append("- ")
                        .append(fact.about())
                        .append(": ")
                        .append(fact.text())
                        .append('\n'));
        String what = provider.isUnsigned() ? "--payload FILE" : "--sample " + provider.name() + "/TYPE";
        text.append("- try it: `./hookwright trigger ")
                .append(provider.name() + " " + what)
                .append("`\n");
    }

    private static String link(Provider provider, String page) {
        return "[" + provider.title() + "](" + page + "#" + anchor(provider.title()) + ")";
    }

    /** As GitHub makes anchors of headings. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static String heading(String family) {
        String heading = HEADINGS.get(family);
        if (heading == null) {
            throw new IllegalArgumentException("the family " + family + " has no heading (add one to ProviderPages)");
        }
        return heading;
    }
}
