package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problems;
import dev.hookwright.endpoint.GuidedEndpoint;
import dev.hookwright.endpoint.ProviderGuide;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How to connect each provider: steps that name nothing that is not there, and leave nothing out. */
class ProviderGuideTest {
    private static final Pattern IN_BRACES = Pattern.compile("(?<!\\{)\\{([A-Za-z][A-Za-z0-9.-]*)\\}");
    private static final int LONGEST_STEP = 300;

    private static final ProviderRegistry PROVIDERS = ProviderRegistry.load(null, new Problems());

    static Stream<String> names() {
        return PROVIDERS.names().stream();
    }

    private static Provider provider(String name) {
        return PROVIDERS.find(name).orElseThrow();
    }

    private static ProviderGuide guide(String name, Map<String, List<String>> settings) {
        return new ProviderGuide(
                provider(name), new GuidedEndpoint("shop", "https://hooks.example.com/hooks/shop", true, settings));
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_provider_has_a_family_and_two_to_five_steps(String name) {
        Provider provider = provider(name);
        assertThat(provider.family()).isPresent();
        assertThat(provider.connect()).hasSizeBetween(2, 5);
        assertThat(provider.connect()).anyMatch(step -> step.contains("{url}"));
        assertThat(provider.connect()).allSatisfy(step -> {
            assertThat(step).hasSizeLessThan(LONGEST_STEP).endsWith(".");
            assertThat(step.chars().filter(c -> c == '`').count() % 2).isZero();
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_steps_name_every_credential_and_config_value_of_the_provider_and_no_other(String name) {
        Provider provider = provider(name);
        Set<String> wanted = new TreeSet<>(Set.of("url"));
        boolean single = provider.credentialNames().equals(Set.of(Credentials.SECRET));
        if (!provider.capturesSecret()) {
            provider.credentialNames().forEach(credential -> wanted.add(single ? "secret" : "secret." + credential));
        }
        provider.configNames().forEach(config -> wanted.add("config." + config));
        Set<String> named = new TreeSet<>();
        Matcher matcher = IN_BRACES.matcher(String.join("\n", provider.connect()));
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        assertThat(named).isEqualTo(wanted);
    }

    @Test
    void the_steps_have_the_endpoint_s_url_and_the_names_of_its_settings() {
        assertThat(guide("stripe", Map.of("secret", List.of("shop.new", "shop.old")))
                        .steps(UnaryOperator.identity()))
                .anyMatch(step -> step.endsWith("and enter https://hooks.example.com/hooks/shop."))
                .anyMatch(step -> step.contains("into shop.new or shop.old, whsec_ included"));
        assertThat(guide("gitlab", Map.of()).steps(value -> "<" + value + ">"))
                .anyMatch(step -> step.contains("into <shop.signing-token>"))
                .anyMatch(step -> step.contains("into <shop.secret-token>"));
    }

    @Test
    void what_is_code_already_is_not_marked_again() {
        assertThat(guide("expo", Map.of()).steps(value -> "`" + value + "`"))
                .anyMatch(step -> step.contains("--url https://hooks.example.com/hooks/shop --secret ...`"));
    }

    @Test
    void the_snippet_has_what_the_provider_needs() {
        assertThat(guide("square", Map.of()).snippet())
                .containsExactly(
                        "shop:",
                        "  provider: square",
                        "  secrets: [\"{{shop.signing.secret}}\"]",
                        "  publicUrl: https://hooks.example.com/hooks/shop");
        assertThat(guide("meta", Map.of("config.verify-token", List.of("fb.token")))
                        .snippet())
                .endsWith("  config:", "    verify-token: \"{{fb.token}}\"");
        assertThat(guide("unsigned", Map.of()).settings()).isEmpty();
        assertThat(guide("buildkite", Map.of()).settings()).containsExactly("shop.signature", "shop.token");
    }

    @Test
    void the_facts_say_what_is_verified_and_what_is_known_of_the_sender() {
        assertThat(ProviderGuide.facts(provider("shopify")).stream().map(fact -> fact.about() + ": " + fact.text()))
                .contains(
                        "verified: HMAC-SHA256 over `{body}`, in the header `x-shopify-hmac-sha256` or the header"
                                + " `shopify-hmac-sha256`",
                        "event id: the header `x-shopify-webhook-id` or the header `shopify-webhook-id`, the same for"
                                + " all attempts of a delivery",
                        "deadline: 5 s",
                        "retries: 8 in 4 hours");
        assertThat(ProviderGuide.facts(provider("meta")))
                .contains(new ProviderGuide.Fact(
                        "handshake", "GET with the query's `hub.mode` saying `subscribe`: answered"));
    }
}
