package dev.hookwright.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    @ParameterizedTest
    @CsvSource({"rate, ratePerSecond", "ruote, route", "roue, route", "dryrun, dryRun", "max, max-events"})
    void what_was_meant_is_found_by_its_first_word_or_by_its_letters(String typed, String meant) {
        assertThat(NearestName.of(typed, Set.of("route", "ratePerSecond", "dryRun", "max-events")))
                .contains(meant);
    }
}
