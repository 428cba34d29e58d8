package dev.hookwright.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Providers for tests: the built-in ones, and ones from a few lines of YAML. */
final class ProviderFixture {
    /** 2026-09-21T14:13:20Z. */
    static final Instant NOW = Instant.ofEpochSecond(1_790_000_000L);

    private ProviderFixture() {}

    static Provider builtIn(String name) {
        Problems problems = new Problems();
        ProviderRegistry registry = ProviderRegistry.load(null, problems);
        assertThat(problems.all()).isEmpty();
        return registry.find(name).orElseThrow();
    }

    static Provider provider(String yaml) {
        Problems problems = new Problems();
        Provider provider = YamlValue.parse("providers/acme.yaml", yaml, problems)
                .flatMap(root -> new ProviderFile(problems).read("acme", root))
                .orElse(null);
        assertThat(problems.all()).isEmpty();
        assertThat(provider).isNotNull();
        return provider;
    }

    static List<String> problemsOf(String yaml) {
        Problems problems = new Problems();
        boolean usable = YamlValue.parse("providers/acme.yaml", yaml, problems)
                .flatMap(root -> new ProviderFile(problems).read("acme", root))
                .isPresent();
        assertThat(usable).isEqualTo(problems.isEmpty());
        return problems.all().stream().map(Problem::toString).toList();
    }

    /** The request with what the provider signs it with. */
    static SampleRequest signed(Provider provider, SampleRequest request, Credentials credentials) {
        SignedRequest made =
                provider.sign(Draft.json(request.url(), request.body(), null), credentials, NOW, LocalKeys.NONE);
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        headers.putAll(made.received().headers());
        return new SampleRequest(request.method(), made.url(), headers, made.body());
    }

    static Verdict verify(Provider provider, SampleRequest request, String... secrets) {
        return verifyAt(provider, request, NOW, secrets);
    }

    static Verdict verifyAt(Provider provider, SampleRequest request, Instant now, String... secrets) {
        return provider.verify(request.request(), Credentials.of(List.of(secrets)), now, null);
    }

    static void assertVerified(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    }

    static void assertRefused(Verdict verdict, Verdict.Reason reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason())
                                .as(refused.detail())
                                .isEqualTo(reason));
    }
}
