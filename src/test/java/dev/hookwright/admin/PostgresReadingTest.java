package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the admin API tells where the ledger stands in PostgreSQL. */
class PostgresReadingTest extends ReadingTest {
    @Override
    TestServer on(TestServer server) {
        return server.onPostgres(PostgresServer.shared().newDatabase());
    }

    @Test
    void text_that_the_database_does_not_know_finds_nothing() {
        for (String query : List.of("type=%00", "endpoint=a%00", "route=%00", "q=%00", "error=%00")) {
            assertThat(get("/events?" + query).path("items")).as(query).isEmpty();
        }
        assertThat(get("/rejections?code=%00").path("items")).isEmpty();
    }
}
