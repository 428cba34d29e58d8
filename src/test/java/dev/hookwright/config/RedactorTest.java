package dev.hookwright.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String SECRET = "k7/Qx \"é&9+z\\w";

    private final Redactor redactor =
            new Redactor(List.of(SECRET, "https://hooks.example/T01/B02/8fjQ2mZx71LpWc0a9dRt"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k7/Qx \"é&9+z\\w",
                "k7\\/Qx \\\"\\u00e9&9+z\\\\w",
                "k7\\\\/Qx \\\\\\\"\\\\u00E9&9+z\\\\\\\\w",
                "k7%2FQx%20%22%C3%A9%269%2Bz%5Cw",
                "k7%2fQx+%22%c3%a9%269%2bz%5cw",
                "k7%252FQx%2520%2522%25C3%25A9%25269%252Bz%255Cw",
                "k7/Qx &quot;é&amp;9+z\\w",
                "k7&#47;Qx &#34;&#233;&#38;9&#43;z&#92;w",
                "https://hooks.example/T01/B02/8fjQ2mZx71LpWc0a9dRt",
                "T01/B02/8fjQ2mZx71LpWc0a9dRt",
                "8fjQ2mZx71LpWc0a9dRt"
            })
    void a_secret_is_masked_in_whatever_form_it_is_said_back(String said) {
        assertThat(redactor.redact("no " + said + " here")).isEqualTo("no •••• here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "use", "user:", "a longer one than that:"})
    void so_it_is_in_base64_wherever_it_begins(String before) {
        byte[] bytes = (before + SECRET + ":behind").getBytes(StandardCharsets.UTF_8);
        for (Base64.Encoder encoder :
                List.of(Base64.getEncoder(), Base64.getUrlEncoder().withoutPadding())) {
            assertThat(redactor.redact("Basic " + encoder.encodeToString(bytes) + ", said"))
                    .isEqualTo("Basic ••••, said");
        }
    }

    @Test
    void other_text_stays_as_it_is() {
        String text = "hooks.example k7/Qx T01/B02 Qx%20 " + Base64.getEncoder().encodeToString(new byte[40]);
        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    @Test
    void what_is_learnt_later_is_masked_too() {
        redactor.learn("fetched-token");
        redactor.know(List.of("known-later"));
        assertThat(redactor.redact("fetched-token known-later k7/Qx \"é&9+z\\w"))
                .isEqualTo("•••• •••• ••••");
    }
}
