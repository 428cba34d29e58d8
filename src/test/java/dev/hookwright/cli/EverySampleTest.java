package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problems;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.EventIdentity;
import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.provider.SamplePayload;
import dev.hookwright.provider.Samples;
import dev.hookwright.provider.Trial;
import dev.hookwright.provider.UnreadableBody;
import dev.hookwright.provider.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each sample is its provider's, of the type that its name says, and another event each time it is signed. */
class EverySampleTest {
    private static final Instant AT = Instant.ofEpochSecond(1_790_000_000L);

    private final List<String> wrong = new ArrayList<>();

    @Test
    void every_sample_is_signed_and_known_for_what_it_is() {
        Samples samples = Samples.list();
        for (Provider provider : ProviderRegistry.load(null, new Problems()).all()) {
            for (String name : samples.of(provider.name())) {
                check(provider, name, samples.read(name));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(samples.of("github")).contains("github/push");
    }

    private void check(Provider provider, String name, Samples.Sample sample) {
        SamplePayload payload = sample.payload();
        String written = provider.typeNamed(sample.type());
        List<String> outcomes = new ArrayList<>();
        boolean taken = provider.isUnsigned();
        for (Trial trial : Trial.of(provider)) {
            Trial sampled = trial.with(new Draft(trial.url(), payload.contentType(), payload.body(), written, true));
            try {
                HookRequest request = sampled.signed(AT).received();
                Verdict verdict = sampled.verify(request, AT);
                outcomes.add(verdict.toString());
                if (verdict instanceof Verdict.Verified) {
                    taken = true;
                    check(
                            name,
                            sample.type(),
                            provider.identify(request),
                            provider.identify(sampled.signed(AT).received()));
                }
            } catch (IllegalArgumentException | UnreadableBody e) {
                outcomes.add(String.valueOf(e.getMessage()));
            }
        }
        if (!taken) {
            wrong.add(name + " is refused: " + outcomes);
        }
    }

    private void check(String name, String expectedType, EventIdentity first, EventIdentity second) {
        if (first.id() != null && first.id().equals(second.id())) {
            wrong.add(name + " has the same id each time: " + first.id());
        }
        String type = first.type();
        if (type != null && !type.replaceAll("[/:# ]", ".").equals(expectedType)) {
            wrong.add(name + " has the type " + type);
        }
    }
}
