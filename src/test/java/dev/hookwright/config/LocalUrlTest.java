package dev.hookwright.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalUrlTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:80",
        "0.0.0.0, http://127.0.0.1:80",
        "hooks.local, http://hooks.local:80",
        "::1, http://[::1]:80",
        "[::1], http://[::1]:80",
        "::, http://[::1]:80",
    })
    void a_server_is_called_where_it_listens(String host, String url) {
        assertThat(LocalUrl.of(host, 80)).isEqualTo(url);
    }
}
