package dev.hookwright.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** A route for each way to hand a secret to a step; {@code <NAME>} stands for one that the setting NAME holds. */
final class CanaryRoutes {
    private static final String HTTP = "kamelet:http-request-action {baseUrl: \"{{target}}/o\", ";

    private CanaryRoutes() {}

    /** @param literal a secret that stands in the route itself */
    static Map<String, String> steps(String literal) {
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("bearer", call(HTTP + "auth: bearer, token: <bearer.token>}"));
        steps.put("literal", call(HTTP + "auth: bearer, token: " + literal + "}"));
        steps.put("innocent", call(HTTP + "auth: bearer, token: <crm.entry>}"));
        steps.put("basic", call(HTTP + "auth: basic, username: user, password: <basic.password>}"));
        steps.put("header", call(HTTP + "auth: header, headerName: X-Key, token: <header.token>}"));
        steps.put(
                "oauth",
                call(HTTP + "auth: oauth2, tokenUrl: \"{{target}}/token\", clientId: me, clientSecret: <client.secret>,"
                        + " refreshToken: <refresh.token>}"));
        steps.put(
                "oauthrefused",
                call(HTTP + "auth: oauth2, tokenUrl: \"{{target}}/token\", clientId: refused, clientAuth: body,"
                        + " clientSecret: <refused.secret>}"));
        steps.put(
                "telegram",
                call(
                        "kamelet:telegram-message-action {baseUrl: \"{{target}}\", token: <telegram.token>, chatId: \"1\"}"));
        steps.put(
                "slackhook",
                call("kamelet:slack-webhook-sink {webhookUrl: \"RAW({{target}}/services/{{slack.path}})\"}"));
        steps.put("teams", call("kamelet:teams-message-sink {webhookUrl: \"RAW({{target}}/w?sig={{teams.path}})\"}"));
        steps.put(
                "mandrill",
                call("kamelet:mailchimp-transactional-send-action {baseUrl: \"{{target}}\", apiKey: <mandrill.key>,"
                        + " from: a@example.com}"));
        steps.put(
                "pipeline",
                call("kamelet:gitlab-pipeline-trigger-action {baseUrl: \"{{target}}\", triggerToken: <pipeline.token>,"
                        + " project: \"7\", ref: main}"));
        steps.put(
                "jira",
                call("kamelet:jira-issue-update-action {baseUrl: \"{{target}}\", email: a@example.com,"
                        + " apiToken: <jira.token>}"));
        steps.put(
                "customerio",
                call("kamelet:customerio-customer-identify-sink {baseUrl: \"{{target}}\", siteId: s,"
                        + " apiKey: <customerio.entry>}"));
        steps.put("webhook", call("kamelet:signed-webhook-sink {baseUrl: \"{{target}}/o\", secret: <webhook.secret>}"));
        steps.put(
                "smtp",
                call("kamelet:smtp-send-sink {host: 127.0.0.1, port: 1, username: u, password: <smtp.password>,"
                        + " from: a@example.com}"));
        steps.put(
                "jdbc",
                call("kamelet:jdbc-upsert-action {url: \"jdbc:postgresql://127.0.0.1:1/x\", username: u,"
                        + " password: <jdbc.password>, statement: \"UPDATE x SET y = 1\"}"));
        steps.put(
                "nobody",
                call(
                        "kamelet:http-request-action {baseUrl: \"http://127.0.0.1:1/\", auth: bearer, token: <nobody.token>}"));
        steps.put("query", call("\"{{target}}/o\" {key: <query.token>}"));
        steps.put("template", "- setBody: {jq: {expression: 'error(\"{{template.secret}}\")'}}\n");
        return steps;
    }

    private static String call(String step) {
        int parameters = step.indexOf(" {");
        return """
                - setBody: {constant: {expression: '{"id": "1", "issue": "A-1", "summary": "s", "to": "b@example.com", "subject": "s", "text": "ThisMayBeSeen"}'}}
                - to: {id: call, uri: %s, parameters: %s}
                """.formatted(
                        step.substring(0, parameters),
                        step.substring(parameters + 1).replaceAll("<([a-z.]+)>", "\"RAW({{$1}})\""));
    }
}
