package dev.hookwright.endpoint;

import dev.hookwright.provider.Acknowledgement;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderSummary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How to connect a provider to an endpoint: what to write here, and what to do there. */
public final class ProviderGuide {
    /** Stands before the names of config values, among those of credentials. */
    public static final String CONFIG = "config.";

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{(url|secret|secret\\.[a-z0-9-]+|config\\.[a-z0-9-]+)\\}");

    private final Provider provider;
    private final GuidedEndpoint endpoint;

    public ProviderGuide(Provider provider, GuidedEndpoint endpoint) {
        this.provider = provider;
        this.endpoint = endpoint;
    }

    /** A line about a provider, with what it is about. The text has code in backticks. */
    public record Fact(String about, String text) {}

    /** What is verified, known of an event, and to be expected of the sender. */
    public static List<Fact> facts(Provider provider) {
        ProviderSummary summary = provider.summary();
        List<Fact> facts = new ArrayList<>();
        boolean several = provider.credentialNames().size() > 1;
        for (ProviderSummary.Proof proof : summary.proofs()) {
            facts.add(new Fact(
                    "verified",
                    proof.text()
                            + (several && !proof.credential().isEmpty()
                                    ? " (with `" + proof.credential() + "`)"
                                    : "")));
        }
        if (provider.isUnsigned()) {
            facts.add(new Fact("verified", "nothing: anyone may post"));
        }
        facts.add(new Fact(
                "event id",
                summary.id()
                        .map(id -> id + kept(summary.scope()))
                        .orElse("none: without a" + " `dedupKey` of the endpoint, what comes twice runs twice")));
        summary.type().ifPresent(type -> facts.add(new Fact("event type", type)));
        summary.split().ifPresent(split -> facts.add(new Fact("events", split + " is an event")));
        Acknowledgement sender = provider.acknowledgement();
        sender.timeout().ifPresent(limit -> facts.add(new Fact("deadline", limit.toSeconds() + " s")));
        sender.retries().ifPresent(retries -> facts.add(new Fact("retries", retries)));
        summary.handshakes().forEach(handshake -> facts.add(new Fact("handshake", handshake + ": answered")));
        provider.cautions().forEach(caution -> facts.add(new Fact("mind", caution)));
        return facts;
    }

    private static String kept(String scope) {
        return switch (scope) {
            case "delivery" -> ", the same for all attempts of a delivery";
            case "attempt" -> ", another one for each attempt: repeats are not known by it";
            default -> ", the same whenever the event comes";
        };
    }

    /** What to write into {@code routes/endpoints.yaml}. */
    public List<String> snippet() {
        List<String> lines = new ArrayList<>();
        lines.add(endpoint.name() + ":");
        lines.add("  provider: " + provider.name());
        if (provider.isUnsigned()) {
            lines.add("  # takes anyone's post: put what tells real ones from others into the route");
        } else if (provider.capturesSecret()) {
            lines.add("  # it names its secret itself: ./hookwright secrets " + endpoint.name() + " confirms it");
        } else if (hasSingleSecret()) {
            lines.add("  secrets: " + placeholders(Credentials.SECRET));
        } else if (!provider.credentialNames().isEmpty()) {
            lines.add("  secrets:                     # one or more of these");
            provider.credentialNames().forEach(name -> lines.add("    " + name + ": " + placeholders(name)));
        }
        if (provider.signsUrl()) {
            lines.add("  publicUrl: " + endpoint.url());
        }
        if (!provider.configNames().isEmpty()) {
            lines.add("  config:" + (provider.configNames().size() > 1 ? "                      # one or more" : ""));
            provider.configNames()
                    .forEach(name -> lines.add(
                            "    " + name + ": \"{{" + names(CONFIG + name).get(0) + "}}\""));
        }
        return lines;
    }

    /** The settings that the snippet takes its values from. */
    public Set<String> settings() {
        Set<String> settings = new LinkedHashSet<>();
        if (!provider.capturesSecret()) {
            provider.credentialNames().forEach(name -> settings.addAll(names(name)));
        }
        provider.configNames().forEach(name -> settings.addAll(names(CONFIG + name)));
        return settings;
    }

    /**
     * What to do at the provider's, in order.
     *
     * @param mark how the endpoint's own values are made to stand out, outside of code in backticks
     */
    public List<String> steps(UnaryOperator<String> mark) {
        return provider.connect().stream().map(step -> filled(step, mark)).toList();
    }

    private String filled(String step, UnaryOperator<String> mark) {
        return PLACEHOLDER.matcher(step).replaceAll(found -> {
            long ticks = step.substring(0, found.start())
                    .chars()
                    .filter(c -> c == '`')
                    .count();
            List<String> values = valuesOf(found.group(1));
            return Matcher.quoteReplacement(String.join(
                    " or ", ticks % 2 == 1 ? values : values.stream().map(mark).toList()));
        });
    }

    private List<String> valuesOf(String placeholder) {
        if (placeholder.equals("url")) {
            return List.of(endpoint.url());
        }
        String named = Credentials.SECRET + ".";
        return names(placeholder.startsWith(named) ? placeholder.substring(named.length()) : placeholder);
    }

    private boolean hasSingleSecret() {
        return provider.credentialNames().size() == 1
                && provider.credentialNames().first().equals(Credentials.SECRET);
    }

    private String placeholders(String credential) {
        List<String> quoted =
                names(credential).stream().map(name -> "\"{{" + name + "}}\"").toList();
        return "[" + String.join(", ", quoted) + "]";
    }

    private List<String> names(String of) {
        String plain = of.startsWith(CONFIG) ? of.substring(CONFIG.length()) : of;
        String proposed =
                endpoint.name() + "." + (of.equals(Credentials.SECRET) && hasSingleSecret() ? "signing.secret" : plain);
        return endpoint.settings().getOrDefault(of, List.of(proposed));
    }
}
