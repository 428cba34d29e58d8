package dev.hookwright.connector;

import java.util.List;
import java.util.Map;

/**
 * Which connectors a description speaks of.
 *
 * @param connectors how their names begin
 * @param basePath what stands before the description's paths, as a regular expression; empty as the description says
 * @param corrections what the vendor's documentation says and the description does not, by JSON pointers of it
 */
record DescribedVendor(String file, String connectors, String basePath, Map<String, String> corrections) {
    static final List<DescribedVendor> ALL = List.of(
            // The address that people are given for a webhook has no version.
            new DescribedVendor("discord/openapi.json", "discord-", "/api(?:/v10)?", Map.of()),
            of("github/api.github.com.json.gz", "github-"),
            of("intercom/api.intercom.io-2.14.yaml", "intercom-"),
            // The search that took the place of /rest/api/3/search is younger than the description.
            of("jira/platform-swagger.v3.json", "jira-", Map.of("/paths/~1rest~1api~13~1search~1jql", """
                    {"post": {"requestBody": {"required": true, "content": {"application/json": {"schema": {
                        "type": "object", "additionalProperties": false, "properties": {
                            "jql": {"type": "string"}, "maxResults": {"type": "integer"},
                            "fields": {"type": "array", "items": {"type": "string"}}}}}}}}}""")),
            of("linear/schema.graphql", "linear-"),
            // The same calls are documented at 1.0, and that with Handlebars a variable may be anything.
            new DescribedVendor(
                    "mailchimp/transactional.openapi.json",
                    "mailchimp-transactional-",
                    "/api/1\\.0",
                    Map.of("/components/schemas/MergeVar/properties/content", "{}")),
            of("resend/resend.json", "resend-"),
            of("sendgrid/tsg_mail_v3.json", "sendgrid-mail-"),
            of("sendgrid/tsg_mc_contacts_v3.json", "sendgrid-contact-"),
            of("slack/slack_web_openapi_v2_without_examples.json", "slack-message-"),
            of(
                    "whatsapp/business-messaging-api_v23.0.yaml",
                    "whatsapp-",
                    Map.of("/components/schemas/Message/properties", """
                            {"biz_opaque_callback_data": {"type": "string", "maxLength": 512}}""")),
            // The values of fields are described as if they were the fields themselves, paging and some fields not.
            of(
                    "zendesk/zendesk-support.swagger2.yaml",
                    "zendesk-",
                    Map.of(
                            "/definitions/TicketCreateInput/properties/custom_fields",
                            fieldValues(),
                            "/definitions/TicketCreateInput/properties/requester",
                            """
                            {"type": "object", "properties": {"name": {"type": "string"}, "email": {"type": "string"}}}""",
                            "/definitions/TicketUpdateInput/properties/metadata",
                            "{}",
                            "/definitions/TicketUpdateInput/properties/custom_fields",
                            fieldValues(),
                            "/paths/~1api~1v2~1tickets~1{ticket_id}~1audits/get/parameters",
                            """
                            [{"in": "query", "name": "per_page", "type": "integer"},
                             {"in": "query", "name": "sort_order", "type": "string", "enum": ["asc", "desc"]}]""")));

    private static DescribedVendor of(String file, String connectors) {
        return of(file, connectors, Map.of());
    }

    private static DescribedVendor of(String file, String connectors, Map<String, String> corrections) {
        return new DescribedVendor(file, connectors, "", corrections);
    }

    private static String fieldValues() {
        return """
                {"type": "array", "items": {"type": "object", "required": ["id", "value"],
                    "properties": {"id": {"type": "integer"}, "value": {}}}}""";
    }

    boolean describes(String connector) {
        return connector.startsWith(connectors);
    }
}
