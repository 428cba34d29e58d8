package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hookwright.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcUpsertTest extends ConnectorTests {
    private static final String URL = "jdbc:h2:mem:orders;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";

    private Connection database;

    @BeforeEach
    void createTable() throws SQLException {
        database = DriverManager.getConnection(URL, "sa", AwkwardValues.SECRET);
        run(
                "CREATE TABLE orders (id VARCHAR PRIMARY KEY, who VARCHAR NOT NULL, amount INT, lines VARCHAR, call VARCHAR)");
    }

    @AfterEach
    void drop() throws SQLException {
        run("SHUTDOWN");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private String cell(String column) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + column + " FROM orders")) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }

    private void startWith(String statement) {
        server.setting("orders.url", URL).setting("orders.statement", statement);
        start(
                "jdbc-upsert-action",
                "{url: \"RAW({{orders.url}})\", username: sa, password: \"RAW({{connector.secret}})\","
                        + " statement: \"RAW({{orders.statement}})\"}");
    }

    private static final String INSERT = "INSERT INTO orders (id, who, amount, lines, call)"
            + " VALUES (:?id, :?who, :?amount, :?lines, :?idempotencyKey) ON CONFLICT DO NOTHING";

    @Test
    void values_are_bound_whatever_they_hold() throws SQLException {
        startWith(INSERT);
        String id = server.accepted("in", """
                {"id": "1'); DROP TABLE orders; --", "who": "a \\"b\\"\\n:?id ${body} {{x}} \\u00e9 \\ud83d\\ude00", "amount": 3,
                 "lines": [{"sku": 1}]}""");
        String run = server.awaitRuns(id, "succeeded").at("/runs/0/id").asText();
        assertThat(cell("id")).isEqualTo("1'); DROP TABLE orders; --");
        assertThat(cell("who")).isEqualTo("a \"b\"\n:?id ${body} {{x}} é 😀");
        assertThat(cell("amount")).isEqualTo("3");
        assertThat(cell("lines")).isEqualTo("[{\"sku\":1}]");
        assertThat(cell("call")).isEqualTo(run + "-step");
    }

    @Test
    void a_row_that_is_there_already_is_no_failure() throws SQLException {
        startWith(INSERT);
        String row = "{\"id\": \"1\", \"who\": \"ann\", \"amount\": null, \"lines\": null}";
        assertThat(rows(row)).isEqualTo(JsonNodeFactory.instance.numberNode(1));
        assertThat(rows(row.replace("ann", "bob"))).isEqualTo(JsonNodeFactory.instance.numberNode(0));
        assertThat(cell("who")).isEqualTo("ann");
    }

    @Test
    void a_query_changes_no_row() {
        startWith("SELECT id FROM orders WHERE id = :?id");
        assertThat(rows("{\"id\": \"1\"}")).isEqualTo(JsonNodeFactory.instance.numberNode(0));
    }

    private JsonNode rows(String payload) {
        JsonNode event = server.awaitRuns(server.accepted("in", payload), "succeeded");
        return TestServer.json(event.at("/runs/0/steps/0/attempts/0/response").asText())
                .path("rows");
    }

    private String error(String payload, String status) {
        return server.awaitRuns(server.accepted("in", payload), status)
                .at("/runs/0/error")
                .asText();
    }

    @Test
    void what_will_not_mend_is_told_by_its_state_and_not_its_values() {
        startWith("INSERT INTO orders (id, who, amount) VALUES (:?id, :?who, :?amount)");
        assertThat(error("{\"id\": \"1\", \"who\": null, \"amount\": 1}", "dead"))
                .contains("a constraint", "SQLState 23502");
        assertThat(error("{\"id\": \"1\", \"who\": \"x\", \"amount\": \"secretive\"}", "dead"))
                .contains("does not fit", "SQLState 22018")
                .doesNotContain("secretive");
        assertThat(error("[1]", "dead")).contains("JSON object");
    }

    @Test
    void a_field_that_is_missing_will_not_mend() {
        startWith("INSERT INTO orders (id, who) VALUES (:?id, :?who)");
        assertThat(error("{\"id\": \"1\"}", "dead")).contains("lacks the field who, which");
    }

    @Test
    void the_connections_end_with_the_server() {
        startWith(INSERT);
        server.awaitRuns(
                server.accepted("in", "{\"id\": \"1\", \"who\": \"x\", \"amount\": 1, \"lines\": null}"), "succeeded");
        assertThat(poolThreads()).isNotEmpty();
        server.close();
        await().untilAsserted(() -> assertThat(poolThreads()).isEmpty());
    }

    private static List<String> poolThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("hookwright-jdbc-upsert"))
                .toList();
    }

    @Test
    void a_statement_that_is_wrong_will_not_mend() {
        startWith("INSERT INTO nowhere (id) VALUES (:?id)");
        assertThat(error("{\"id\": \"1\"}", "dead")).contains("refused the statement", "SQLState 42");
    }

    @Test
    void a_database_that_is_away_is_asked_again() {
        server.setting("orders.url", "jdbc:postgresql://127.0.0.1:1/none");
        start("jdbc-upsert-action", "{url: \"RAW({{orders.url}})\", connectTimeout: 300, statement: \"SELECT 1\"}");
        assertThat(error("{}", "waiting")).contains("SQLState");
    }
}
