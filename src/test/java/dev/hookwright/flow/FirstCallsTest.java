package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstCallsTest {
    private final FirstCalls calls = new FirstCalls();

    @Test
    void one_after_another_only_the_first_may_have_been_open() {
        assertThat(calls.isFirst("")).isTrue();
        assertThat(calls.isFirst("")).isFalse();
        assertThat(calls.isFirst("fan/[0]")).isFalse();
    }

    @Test
    void side_by_side_each_branch_has_a_first_and_what_follows_them_has_none() {
        assertThat(calls.isFirst("fan/[0]")).isTrue();
        assertThat(calls.isFirst("fan/[1]")).isTrue();
        assertThat(calls.isFirst("fan/[1]")).isFalse();
        assertThat(calls.isFirst("fan/[0]in/[1]")).isFalse();
        assertThat(calls.isFirst("")).isFalse();
    }
}
