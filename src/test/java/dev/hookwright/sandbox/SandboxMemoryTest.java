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
    void zendesk_upserts_a_user_by_external_id_or_address() {
        String path = "/zendesk/api/v2/users/create_or_update";
        JsonNode first = sandbox.json(201, "POST", path, """
                {"user":{"email":"Ann@example.com","external_id":"25","name":"Ann","user_fields":{"plan":"gold"}}}""");
        JsonNode byId = sandbox.json(200, "POST", path, """
                {"user":{"external_id":"25","user_fields":{"seats":2},"skip_verify_email":true}}""");
        JsonNode byAddress =
                sandbox.json(200, "POST", path, "{\"user\":{\"email\":\"ann@example.com\",\"name\":\"Anna\"}}");
        assertThat(byId.at("/user/id")).isEqualTo(first.at("/user/id"));
        assertThat(byAddress.at("/user/id")).isEqualTo(first.at("/user/id"));
        JsonNode kept = sandbox.json(
                200, "GET", "/zendesk/api/v2/users/" + first.at("/user/id").asText(), "");
        assertThat(kept.at("/user/name").asText()).isEqualTo("Anna");
        assertThat(kept.at("/user/user_fields/plan").asText()).isEqualTo("gold");
        assertThat(kept.at("/user/user_fields/seats").asInt()).isEqualTo(2);
        assertThat(kept.at("/user/verified").asBoolean()).isTrue();
        JsonNode other = sandbox.json(
                201,
                "POST",
                path,
                "{\"user\":{\"email\":\"ben@example.com\",\"external_id\":\"26\",\"name\":\"Ben\"}}");
        assertThat(other.at("/user/id")).isNotEqualTo(first.at("/user/id"));
        String taken = "{\"user\":{\"email\":\"ben@example.com\",\"external_id\":\"25\"}}";
        assertThat(sandbox.json(422, "POST", path, taken)
                        .at("/details/email/0/error")
                        .asText())
                .isEqualTo("DuplicateValue");
        assertThat(sandbox.json(422, "POST", path, "{\"user\":{\"external_id\":\"27\"}}")
                        .path("details")
                        .has("name"))
                .isTrue();
    }

    @Test
    void intercom_changes_the_ticket_that_it_made() {
        String id = sandbox.json(
                        200, "POST", "/intercom/tickets", "{\"ticket_type_id\":\"1\",\"contacts\":[{\"id\":\"c\"}]}")
                .path("id")
                .asText();
        assertThat(sandbox.json(200, "PUT", "/intercom/tickets/" + id, "{\"open\":false}")
                        .path("open")
                        .asBoolean())
                .isFalse();
        JsonNode kept = sandbox.json(200, "GET", "/intercom/tickets/" + id, "");
        assertThat(kept.path("open").asBoolean()).isFalse();
        assertThat(kept.path("ticket_type_id").asText()).isEqualTo("1");
        sandbox.json(400, "PUT", "/intercom/tickets/" + id, "{\"open\":\"no\"}");
        sandbox.json(404, "PUT", "/intercom/tickets/404", "{\"open\":false}");
    }

    @Test
    void jira_changes_fields_and_labels_of_the_issue_that_it_made() {
        String key = sandbox.json(201, "POST", "/jira/rest/api/3/issue", """
                {"fields":{"project":{"key":"OPS"},"issuetype":{"name":"Task"},"summary":"s","labels":["old"]}}""")
                .path("key")
                .asText();
        String path = "/jira/rest/api/3/issue/" + key;
        sandbox.json(204, "PUT", path, """
                {"fields":{"priority":{"name":"High"}},"update":{"labels":[{"add":"new"},{"add":"new"},{"remove":"old"}]}}""");
        JsonNode fields = sandbox.json(200, "GET", path, "").path("fields");
        assertThat(fields.path("summary").asText()).isEqualTo("s");
        assertThat(fields.at("/priority/name").asText()).isEqualTo("High");
        assertThat(fields.path("labels").toString()).isEqualTo("[\"new\"]");
        sandbox.json(400, "PUT", path, "{}");
        sandbox.json(400, "PUT", path, "{\"fields\":{\"summary\":\"\"}}");
        sandbox.json(400, "PUT", path, "{\"fields\":{\"labels\":[]},\"update\":{\"labels\":[{\"add\":\"x\"}]}}");
        sandbox.json(404, "PUT", "/jira/rest/api/3/issue/404", "{\"fields\":{\"summary\":\"s\"}}");
    }

    @Test
    void linear_changes_the_issue_that_it_made() {
        JsonNode made = sandbox.json(200, "POST", "/linear/graphql", """
                        {"query":"mutation { issueCreate }","variables":{"input":{"id":"i-2","teamId":"t","title":"T"}}}""").at("/data/issueCreate/issue");
        String update =
                "{\"query\":\"mutation { issueUpdate }\",\"variables\":{\"id\":\"%s\",\"input\":{\"title\":\"%s\"}}}";
        String identifier = made.path("identifier").asText();
        assertThat(sandbox.json(200, "POST", "/linear/graphql", update.formatted(identifier, "New"))
                        .at("/data/issueUpdate/issue"))
                .isEqualTo(made);
        sandbox.json(400, "POST", "/linear/graphql", update.formatted(identifier, ""));
        sandbox.json(400, "POST", "/linear/graphql", update.formatted("", "New"));
        assertThat(sandbox.json(200, "POST", "/linear/graphql", update.formatted("404", "New"))
                        .at("/errors/0/message")
                        .asText())
                .contains("not found");
    }

    @Test
    void leads_need_somebody_whose_they_are() {
        String path = "/pipedrive/v1/leads";
        String id = sandbox.json(201, "POST", path, "{\"title\":\"T\",\"person_id\":1,\"origin_id\":\"k\"}")
                .at("/data/id")
                .asText();
        assertThat(sandbox.json(200, "GET", path + "/" + id, "")
                        .at("/data/origin_id")
                        .asText())
                .isEqualTo("k");
        assertThat(sandbox.json(200, "GET", path, "").path("data")).hasSize(1);
        sandbox.json(400, "POST", path, "{\"person_id\":1}");
        sandbox.json(400, "POST", path, "{\"title\":\"T\"}");
        sandbox.json(400, "POST", path, "{\"title\":\"T\",\"person_id\":1,\"value\":{\"amount\":1}}");
        sandbox.json(404, "GET", path + "/none", "");
        sandbox.json(400, "POST", "/hubspot/crm/v3/objects/leads", "{\"properties\":{\"hs_lead_name\":\"L\"}}");
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
