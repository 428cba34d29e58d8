package dev.hookwright.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What senders say of their traces. */
class TraceContextTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    private static Map<String, String> headers(String parent) {
        return Map.of("traceparent", parent);
    }

    @Test
    void a_parent_is_read_and_said_again() {
        String parent = "00-" + TRACE + "-" + SPAN + "-01";
        TraceContext context = TraceContext.of(headers(parent)).orElseThrow();
        assertThat(context).isEqualTo(new TraceContext(TRACE, SPAN, true, ""));
        assertThat(context.headers()).isEqualTo(headers(parent));
        assertThat(context.at("00000000000000aa").headers()).isEqualTo(headers("00-" + TRACE + "-00000000000000aa-01"));
        assertThat(TraceContext.of(headers("00-" + TRACE + "-" + SPAN + "-00")))
                .hasValueSatisfying(other -> assertThat(other.sampled()).isFalse());
    }

    @Test
    void a_later_version_may_say_more_and_is_told_on_as_ours() {
        TraceContext context = TraceContext.of(headers("cc-" + TRACE + "-" + SPAN + "-03-what-ever"))
                .orElseThrow();
        assertThat(context.headers()).isEqualTo(headers("00-" + TRACE + "-" + SPAN + "-01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nX-Other: 1"
            })
    void what_is_broken_counts_as_nothing(String parent) {
        assertThat(TraceContext.of(headers(parent))).isEmpty();
    }

    @Test
    void state_is_passed_on_unless_it_is_too_much_or_something_else() {
        String parent = "00-" + TRACE + "-" + SPAN + "-01";
        assertThat(state(parent, "a=b,c=d")).isEqualTo("a=b,c=d");
        assertThat(state(parent, "tenant@a=x:1; y, c=d,")).isEqualTo("tenant@a=x:1; y, c=d,");
        assertThat(state(parent, "whatever somebody writes")).isEmpty();
        assertThat(state(parent, "a=b=c")).isEmpty();
        assertThat(state(parent, "a=b," + "c=d,".repeat(40))).isEmpty();
        assertThat(state(parent, "a=" + "x".repeat(600))).isEmpty();
        assertThat(state(parent, "a=b\r\nX-Other: 1")).isEmpty();
        assertThat(TraceContext.of(Map.of("tracestate", "a=b"))).isEmpty();
    }

    private static String state(String parent, String state) {
        return TraceContext.of(Map.of("traceparent", parent, "tracestate", state))
                .orElseThrow()
                .headers()
                .getOrDefault("tracestate", "");
    }

    @Test
    void a_share_of_the_traces_is_recorded_the_same_ones_everywhere() {
        String low = "ffffffffffffffffff00000000000001";
        String high = "00000000000000000affffffffffffff".substring(0, 18) + "f".repeat(14);
        assertThat(new Sampling(true, 1).takes(high)).isTrue();
        assertThat(new Sampling(true, 0.5).takes(high)).isFalse();
        assertThat(new Sampling(true, 0.5).takes(low)).isTrue();
        assertThat(new Sampling(true, 0).takes(low)).isFalse();
        assertThat(Sampling.OFF.takes(low)).isFalse();
    }
}
