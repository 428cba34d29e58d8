package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hookwright.testing.RouteTests;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers that are larger or longer than a double go through a route with all their digits. */
class ExactNumbersTest extends RouteTests {
    private static final String LARGE = "123456789012345678901234567890";
    private static final String LONG = "12345678901234567.89";

    static List<Object> values() {
        return List.of(
                new BigInteger(LARGE),
                new BigDecimal(LONG),
                new BigDecimal("1.10"),
                new BigDecimal("1E+3"),
                1.5,
                1e10,
                0.1,
                7,
                7_000_000_000L,
                List.of(new BigInteger(LARGE), new BigDecimal(LONG), new BigDecimal("1.10"), 1.5, 1e10, 7),
                Map.of("price", new BigDecimal("25.00")),
                JsonNodeFactory.instance.arrayNode().add(new BigDecimal(LONG)).add(1.5));
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_kept_value_comes_back_as_it_was(Object value) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        assertThat(RunBody.read(RunBody.write(exchange, value))).isEqualTo(value);
        exchange.getMessage().setHeader("n", value);
        byte[] recorded = StepResult.capture(exchange, MessageSnapshot.of(new DefaultExchange(exchange.getContext())));
        Exchange restored = new DefaultExchange(exchange.getContext());
        StepResult.restore(recorded, restored);
        assertThat(restored.getMessage().getHeader("n")).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({LONG + "," + LONG, LARGE + "," + LARGE, "1.10,1.1", "1e3,1000.0", "0.1,0.1", "25,25"})
    void jq_takes_a_number_with_all_its_digits(String sent, String got) {
        start("- setBody: {jq: {expression: \"{n: .n}\"}}\n- to: {id: out, uri: \"{{target}}/out\"}");
        server.awaitRuns(server.accepted("in", "{\"n\": " + sent + "}"), "succeeded");
        assertThat(target.calls("/out").get(0).body()).isEqualTo("{\"n\":" + got + "}");
    }

    @Test
    void jq_compares_and_counts_with_long_numbers() {
        start("""
                - setBody: {jq: {expression: "[.n > 1.5, .n == .n, .m == 1.1, .n - .n, (.n | floor), (.n | tostring | length)]"}}
                - to: {id: out, uri: "{{target}}/out"}
                """);
        server.awaitRuns(server.accepted("in", "{\"n\": " + LONG + ", \"m\": 1.10}"), "succeeded");
        assertThat(target.calls("/out").get(0).body()).startsWith("[true,true,true,0");
    }

    @ParameterizedTest
    @CsvSource({
        ".big + 1,1.2345678901234568E29",
        ".f * 100 | round,1999",
        ".n | floor,7",
        ".f | ceil,20",
        ".n,7.0",
        ".id | floor,9007199254740993"
    })
    void jq_reckons_as_jq_does(String expression, String got) {
        start("- setBody: {jq: {expression: \"[" + expression + "]\"}}\n- to: {id: out, uri: \"{{target}}/out\"}");
        String body = "{\"big\": " + LARGE + ", \"f\": 19.99, \"n\": 7.0, \"id\": 9007199254740993}";
        server.awaitRuns(server.accepted("in", body), "succeeded");
        assertThat(target.calls("/out").get(0).body()).isEqualTo("[" + got + "]");
    }

    @ParameterizedTest
    @CsvSource({"ascii_downcase,a😀b", "ascii_upcase,A😀B", "explode | implode,a😀b"})
    void jq_leaves_no_character_out(String function, String got) {
        start("- setBody: {jq: {expression: \".u | " + function + "\"}}\n- to: {id: out, uri: \"{{target}}/out\"}");
        server.awaitRuns(server.accepted("in", "{\"u\": \"a😀b\"}"), "succeeded");
        assertThat(target.calls("/out").get(0).body()).isEqualTo(got);
    }

    @Test
    void a_number_beyond_all_measure_takes_no_memory() throws Exception {
        JsonNode tree = ExactNumbers.PAYLOADS.readTree("[1e999999999, 1e-999999999]");
        assertThat(tree.get(0).isBigDecimal()).isFalse();
        assertThat(tree.get(1).doubleValue()).isZero();
    }

    @Test
    void what_was_begun_later_has_all_digits_of_what_it_was_given() {
        server.file("routes/tips.camel.yaml", """
                - route:
                    id: tips
                    from:
                      uri: direct:tips
                      steps:
                        - to: {id: mail, uri: "{{target}}/tips"}
                """);
        start("""
                - setBody: {jq: {expression: .n}}
                - to: {id: tips-later, uri: later:tips}
                """);
        server.awaitRuns(server.accepted("in", "{\"n\": " + LONG + "}"), "succeeded");
        assertThat(target.calls("/tips").get(0).body()).isEqualTo(LONG);
    }
}
