package dev.hookwright.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Look-ups find what was created, and what was created is not created again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxMemoryTest {
    private SandboxCaller sandbox;

    @BeforeAll
    void start() {
        sandbox = new SandboxCaller(
                "hubspot",
                "zendesk",
                "linear",
                "intercom",
                "salesforce",
                "jira",
                "pipedrive",
                "notion",
                "resend",
                "github");
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    @Test
    void hubspot_upserts_by_the_property_that_the_call_names() {
        String path = "/hubspot/crm/v3/objects/contacts/batch/upsert";
        JsonNode first = sandbox.json(200, "POST", path, contact("a@example.com", "Ann"));
        JsonNode again = sandbox.json(200, "POST", path, contact("a@example.com", "Anna"));
        JsonNode other = sandbox.json(200, "POST", path, contact("b@example.com", "Ben"));
        assertThat(first.at("/results/0/new").asBoolean()).isTrue();
        assertThat(again.at("/results/0/new").asBoolean()).isFalse();
        assertThat(again.at("/results/0/id")).isEqualTo(first.at("/results/0/id"));
        assertThat(other.at("/results/0/id")).isNotEqualTo(first.at("/results/0/id"));
        String id = first.at("/results/0/id").asText();
        assertThat(sandbox.json(200, "GET", "/hubspot/crm/v3/objects/contacts/" + id, "")
                        .at("/properties/firstname")
                        .asText())
                .isEqualTo("Anna");
        sandbox.json(409, "POST", "/hubspot/crm/v3/objects/contacts", "{\"properties\":{\"email\":\"a@example.com\"}}");
    }

    private static String contact(String email, String name) {
        return """
                {"inputs":[{"idProperty":"email","id":"%1$s","properties":{"email":"%1$s","firstname":"%2$s"}}]}""".formatted(email, name);
    }

    @Test
    void zendesk_heeds_the_idempotency_key() {
        String ticket = "{\"ticket\":{\"comment\":{\"body\":\"x\"}}}";
        JsonNode first = sandbox.json(201, "POST", "/zendesk/api/v2/tickets", ticket, "Idempotency-Key", "k1");
        JsonNode again = sandbox.json(201, "POST", "/zendesk/api/v2/tickets", ticket, "Idempotency-Key", "k1");
        JsonNode other = sandbox.json(201, "POST", "/zendesk/api/v2/tickets", ticket, "Idempotency-Key", "k2");
        assertThat(again.at("/ticket/id")).isEqualTo(first.at("/ticket/id"));
        assertThat(other.at("/ticket/id")).isNotEqualTo(first.at("/ticket/id"));
        sandbox.json(400, "POST", "/zendesk/api/v2/tickets", ticket.replace("x", "y"), "Idempotency-Key", "k1");
        sandbox.json(422, "POST", "/zendesk/api/v2/tickets", "{\"ticket\":{}}");
        String id = first.at("/ticket/id").asText();
        sandbox.json(
                200,
                "PUT",
                "/zendesk/api/v2/tickets/" + id,
                "{\"ticket\":{\"status\":\"solved\",\"metadata\":{\"a\":1}}}");
        assertThat(sandbox.json(200, "GET", "/zendesk/api/v2/tickets/" + id, "")
                        .at("/ticket/status")
                        .asText())
                .isEqualTo("solved");
        assertThat(sandbox.json(200, "GET", "/zendesk/api/v2/tickets/" + id + "/audits", "")
                        .at("/audits/0/metadata/custom/a")
                        .asInt())
                .isOne();
        sandbox.json(404, "PUT", "/zendesk/api/v2/tickets/404", "{\"ticket\":{\"status\":\"solved\"}}");
    }

    @Test
    void linear_takes_an_id_once() {
        String create = """
                {"query":"mutation { issueCreate }","variables":{"input":{"id":"i-1","teamId":"t","title":"T"}}}""";
        JsonNode made = sandbox.json(200, "POST", "/linear/graphql", create).at("/data/issueCreate/issue");
        sandbox.json(400, "POST", "/linear/graphql", create);
        String find = "{\"query\":\"query($id: String!) { issue(id: $id) { id } }\",\"variables\":{\"id\":\"i-1\"}}";
        assertThat(sandbox.json(200, "POST", "/linear/graphql", find).at("/data/issue/identifier"))
                .isEqualTo(made.path("identifier"));
    }

    @Test
    void intercom_refuses_a_second_contact_and_finds_the_first() {
        String contact = "{\"email\":\"a@example.com\"}";
        String id = sandbox.json(200, "POST", "/intercom/contacts", contact)
                .path("id")
                .asText();
        sandbox.json(409, "POST", "/intercom/contacts", contact);
        String find =
                "{\"query\":{\"operator\":\"OR\",\"value\":[{\"field\":\"email\",\"operator\":\"=\",\"value\":\"a@example.com\"}]}}";
        assertThat(sandbox.json(200, "POST", "/intercom/contacts/search", find)
                        .at("/data/0/id")
                        .asText())
                .isEqualTo(id);
        sandbox.json(200, "PUT", "/intercom/contacts/" + id, "{\"name\":\"Ann\"}");
        sandbox.json(404, "PUT", "/intercom/contacts/none", "{\"name\":\"Ann\"}");
    }

    @Test
    void salesforce_creates_and_then_updates_by_external_id() {
        String path = "/salesforce/services/data/v62.0/sobjects/Lead/Key__c/";
        JsonNode made = sandbox.json(201, "PATCH", path + "k1", "{\"LastName\":\"A\",\"Company\":\"C\"}");
        JsonNode changed = sandbox.json(200, "PATCH", path + "k1", "{\"Phone\":\"1\"}");
        assertThat(made.path("created").asBoolean()).isTrue();
        assertThat(changed.path("created").asBoolean()).isFalse();
        assertThat(changed.path("id")).isEqualTo(made.path("id"));
        sandbox.json(400, "PATCH", path + "k2", "{\"Phone\":\"1\"}");
    }

    @Test
    void look_ups_find_what_was_created() {
        sandbox.json(
                201,
                "POST",
                "/jira/rest/api/3/issue",
                "{\"fields\":{\"project\":{\"key\":\"OPS\"},\"issuetype\":{\"name\":\"Task\"},\"summary\":\"s\",\"labels\":[\"l1\"]}}");
        assertThat(sandbox.json(200, "POST", "/jira/rest/api/3/search/jql", "{\"jql\":\"labels = \\\"l1\\\"\"}")
                        .path("issues"))
                .hasSize(1);
        sandbox.json(400, "POST", "/jira/rest/api/3/issue", "{\"fields\":{}}");
        sandbox.json(
                200,
                "POST",
                "/pipedrive/api/v2/persons",
                "{\"name\":\"A\",\"emails\":[{\"value\":\"A@example.com\"}]}");
        assertThat(sandbox.json(200, "GET", "/pipedrive/api/v2/persons/search?fields=email&term=a%40example.com", "")
                        .at("/data/items"))
                .hasSize(1);
        sandbox.json(200, "POST", "/notion/v1/pages", """
                {"parent":{"database_id":"d"},"properties":{"Key":{"rich_text":[{"text":{"content":"k"}}]}}}""");
        String query = "{\"filter\":{\"property\":\"Key\",\"rich_text\":{\"equals\":\"%s\"}}}";
        assertThat(sandbox.json(200, "POST", "/notion/v1/databases/d/query", query.formatted("k"))
                        .path("results"))
                .hasSize(1);
        assertThat(sandbox.json(200, "POST", "/notion/v1/databases/d/query", query.formatted("x"))
                        .path("results"))
                .isEmpty();
        sandbox.json(201, "POST", "/github/repos/o/r/issues", "{\"title\":\"T\",\"body\":\"marker\"}");
        assertThat(sandbox.json(200, "GET", "/github/repos/o/r/issues", "")
                        .at("/0/body")
                        .asText())
                .isEqualTo("marker");
        assertThat(sandbox.json(200, "GET", "/github/repos/o/other/issues", "")).isEmpty();
    }

    @Test
    void resend_sends_once_for_a_key() {
        String mail = "{\"from\":\"a@example.com\",\"to\":\"b@example.com\",\"subject\":\"s\",\"text\":\"t\"}";
        JsonNode first = sandbox.json(200, "POST", "/resend/emails", mail, "Idempotency-Key", "k");
        assertThat(sandbox.json(200, "POST", "/resend/emails", mail, "Idempotency-Key", "k"))
                .isEqualTo(first);
        sandbox.json(409, "POST", "/resend/emails", mail.replace("\"t\"", "\"u\""), "Idempotency-Key", "k");
        sandbox.json(422, "POST", "/resend/emails", "{\"from\":\"a@example.com\"}");
    }

    @Test
    void credentials_that_say_so_are_wrong() {
        for (String path : List.of("/hubspot/crm/v3/objects/contacts", "/zendesk/api/v2/tickets", "/linear/graphql")) {
            sandbox.json(401, "POST", path, "{}", "Authorization", "Bearer wrong");
        }
    }
}
