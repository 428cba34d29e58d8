package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problems;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.EventIdentity;
import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
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

    @Test
    void every_sample_is_signed_and_known_for_what_it_is() throws UnreadableBody {
        Samples samples = Samples.list();
        List<String> wrong = new ArrayList<>();
        for (Provider provider : ProviderRegistry.load(null, new Problems()).all()) {
            for (String name : samples.of(provider.name())) {
                Samples.Sample sample = samples.read(name);
                Trial trial = Trial.of(provider).get(0);
                Draft draft = new Draft(
                        trial.url(),
                        sample.payload().contentType(),
                        sample.payload().body(),
                        sample.type(),
                        true);
                HookRequest request = trial.with(draft).signed(AT).received();
                EventIdentity identity = provider.identify(request);
                EventIdentity again =
                        provider.identify(trial.with(draft).signed(AT).received());
                if (!(trial.verify(request, AT) instanceof Verdict.Verified)) {
                    wrong.add(name + " is refused: " + trial.verify(request, AT));
                }
                if (identity.type() != null && !identity.type().equals(sample.type())) {
                    wrong.add(name + " has the type " + identity.type());
                }
                if (identity.id() != null && identity.id().equals(again.id())) {
                    wrong.add(name + " has the same id each time: " + identity.id());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(samples.of("github")).contains("github/push");
    }
}
