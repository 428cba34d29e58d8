package dev.hookwright.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** A request's headers as the API shows them. */
final class HeaderJson {
    /** Headers by which senders prove who they are: their presence is shown, their value is not. */
    private static final Set<String> SECRET =
            Set.of("authorization", "cookie", "proxy-authorization", "x-api-key", "x-gitlab-token");

    private HeaderJson() {}

    static ObjectNode of(Map<String, String> headers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        headers.forEach((name, value) -> json.put(name, SECRET.contains(name) ? "••••" : value));
        return json;
    }
}
