package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.Target;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.SimpleMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connectors that bring beans of ours, in a Camel runtime that knows nothing of Hookwright. */
class PlainCamelTest {
    private final Target target = new Target();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SimpleMain main = new SimpleMain(context);

    @BeforeEach
    void answer() {
        target.answer(call -> Target.Reply.ok("{\"access_token\": \"token-1\"}"));
    }

    @AfterEach
    void stop() {
        main.stop();
        target.close();
    }

    private void start(String networks) {
        Properties properties = new Properties();
        properties.setProperty("camel.component.kamelet.location", "classpath:connectors");
        properties.setProperty("hookwright.connectors.allow-networks", networks);
        properties.setProperty("stub", target.url());
        main.setInitialProperties(properties);
        main.setPropertyPlaceholderLocations("false");
        main.start();
    }

    private void send(String uri, String body) {
        context.createProducerTemplate().requestBodyAndHeader(uri, body, "Authorization", "Bearer leaked");
    }

    @Test
    void a_lead_is_created_with_a_fetched_token_and_no_key() {
        start("");
        send(
                "kamelet:salesforce-lead-create-action?baseUrl={{stub}}&clientId=a&clientSecret=b&externalIdField=Key__c",
                "{\"LastName\": \"x\", \"Company\": \"y\"}");
        Target.Call call = target.calls().get(1);
        assertThat(call.method() + " " + call.path()).isEqualTo("POST /services/data/v62.0/sobjects/Lead");
        assertThat(call.headers()).containsEntry("authorization", "Bearer token-1");
    }

    @Test
    void a_signed_webhook_gets_an_id_of_its_own() {
        start("127.0.0.0/8");
        send("kamelet:signed-webhook-sink?baseUrl={{stub}}/in&secret=whsec_AAEC", "{}");
        Map<String, String> headers = target.calls().get(0).headers();
        assertThat(headers.get("webhook-id")).startsWith("msg_");
        assertThat(headers).containsKeys("webhook-signature", "webhook-timestamp");
    }

    @Test
    void the_property_says_which_private_networks_may_be_called() {
        start("10.0.0.0/8, 192.168.0.0/16");
        CamelExecutionException refused = null;
        try {
            send("kamelet:http-request-action?baseUrl={{stub}}/in", "{}");
        } catch (CamelExecutionException e) {
            refused = e;
        }
        assertThat(refused).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(target.calls()).isEmpty();
    }
}
