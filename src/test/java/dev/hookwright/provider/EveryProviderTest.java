package dev.hookwright.provider;

import static dev.hookwright.provider.ProviderFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problems;
import dev.hookwright.provider.Verdict.Reason;
import dev.hookwright.provider.Verdict.Refused;
import dev.hookwright.provider.Verdict.Verified;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is signed in a built-in provider's place is verified, and nothing else is. */
class EveryProviderTest {
    private static final int LEAST_MUTANTS = 10_000;
    /** Behind every other: an instant that no unit can write in the digits that are read. */
    private static final Instant OVERFLOWING = Instant.ofEpochSecond(1L << 50);

    private static final List<Trial> TRIALS = ProviderRegistry.load(null, new Problems()).all().stream()
            .flatMap(provider -> Trial.of(provider).stream())
            .toList();
    private final List<String> wrong = new ArrayList<>();

    private void check(Trial trial, String what, boolean holds) {
        if (!holds) {
            wrong.add(trial + ": " + what);
        }
    }

    private static Duration tolerance(Trial trial) {
        TimestampRule rule = trial.scheme() instanceof SignedScheme signed ? signed.timestamp() : null;
        return trial.scheme() instanceof JwtScheme jwt ? jwt.maxAge() : rule == null ? null : rule.tolerance();
    }

    @Test
    void what_is_signed_in_a_provider_s_place_is_verified_by_the_scheme() {
        assertThat(TRIALS).hasSizeGreaterThan(200);
        for (Trial trial : TRIALS) {
            try {
                Verdict verdict = trial.verdict(NOW);
                check(
                        trial,
                        verdict.toString(),
                        verdict instanceof Verified verified
                                && verified.scheme()
                                        .equals(trial.scheme().head().id()));
            } catch (IllegalArgumentException e) {
                check(trial, e.toString(), false);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void another_secret_of_the_same_form_is_refused() {
        for (Trial trial : TRIALS) {
            HookRequest forged = trial.otherwise().signed(NOW).received();
            Verdict verdict = trial.verify(forged, NOW);
            check(trial, verdict.toString(), verdict instanceof Refused refused && refused.reason() == Reason.MISMATCH);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_time_outside_of_the_tolerance_is_refused_though_it_is_signed() {
        int held = 0;
        for (Trial trial : TRIALS) {
            Duration tolerance = tolerance(trial);
            if (tolerance == null) {
                continue;
            }
            held++;
            for (int sign : new int[] {-1, 1}) {
                Instant edge = NOW.plus(tolerance.multipliedBy(sign));
                Verdict off = trial.verify(trial.signed(edge.plusSeconds(sign)).received(), NOW);
                check(trial, off.toString(), off instanceof Refused refused && refused.reason() == Reason.STALE);
                Verdict within =
                        trial.verify(trial.signed(edge.minusSeconds(sign)).received(), NOW);
                boolean expires = trial.scheme() instanceof JwtScheme && sign < 0;
                check(trial, within.toString(), within instanceof Verified || expires);
            }
            for (Instant odd : List.of(OVERFLOWING, Instant.ofEpochSecond(-5))) {
                check(trial, "at " + odd, trial.verify(trial.signed(odd).received(), NOW) instanceof Refused);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(held).isGreaterThan(60);
    }

    @Test
    void no_mutant_is_verified() {
        int mutants = 0;
        for (Trial trial : TRIALS) {
            for (Map.Entry<String, HookRequest> mutant : Mutants.of(trial).entrySet()) {
                mutants++;
                check(trial, mutant.getKey(), trial.verify(mutant.getValue(), NOW) instanceof Refused);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(mutants).isGreaterThan(LEAST_MUTANTS);
    }

    @Test
    void keys_of_this_machine_stand_in_for_a_provider_s_and_for_no_shared_secret() {
        TreeSet<String> asymmetric = new TreeSet<>();
        for (Trial trial : TRIALS) {
            Credentials credentials = trial.credentials();
            HookRequest request = trial.provider()
                    .sign(trial.draft(), credentials, NOW, Trial.OTHERS)
                    .received();
            boolean own = trial.verify(request, NOW) instanceof Verified;
            boolean here =
                    trial.provider().verifyLocally(request, credentials, NOW, null, Trial.OTHERS) instanceof Verified;
            boolean others =
                    trial.provider().verifyLocally(request, credentials, NOW, null, Trial.KNOWN) instanceof Verified;
            boolean none =
                    trial.provider().verifyLocally(request, credentials, NOW, null, LocalKeys.NONE) instanceof Verified;
            check(trial, "own " + own + ", here " + here, own != here);
            check(trial, "others " + others + ", none " + none, !others && !none);
            if (here) {
                asymmetric.add(trial.provider().name());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asymmetric)
                .contains("discord", "kick", "sendgrid", "standard-webhooks", "telnyx", "travis-ci", "wise");
    }
}
