package dev.hookwright.flow;

import dev.hookwright.config.Workspace;
import dev.hookwright.connector.BodyLength;
import java.util.Properties;

/** How Camel is set up here: ours first, the workspace's own keys over them. */
public final class CamelSettings {
    private CamelSettings() {}

    public static Properties of(Workspace workspace, Properties settings) {
        Properties all = new Properties();
        // Routes are loaded one file at a time, so that every problem is found.
        all.setProperty("camel.main.routes-collector-enabled", "false");
        all.setProperty("camel.main.auto-configuration-log-summary", "false");
        all.setProperty("camel.main.shutdown-log-inflight-exchanges-on-timeout", "false");
        all.setProperty("camel.main.jmx-enabled", "false");
        all.setProperty("camel.main.log-mask", "true");
        all.setProperty("camel.main.startup-summary-level", "Off");
        all.setProperty(
                "camel.component.kamelet.location", Places.location(workspace.connectors()) + ",classpath:connectors");
        // A Kamelet is one step: what fails inside is tried again as a whole, where it can be seen and recorded.
        all.setProperty("camel.component.kamelet.no-error-handler", "true");
        // Otherwise unmarshal takes what begins as JSON, and drops the rest.
        all.setProperty("camel.dataformat.jackson.enable-features", "FAIL_ON_TRAILING_TOKENS");
        for (String scheme : new String[] {"http", "https"}) {
            String component = "camel.component." + scheme + ".";
            // The client would repeat 503 and 429 by itself, unseen.
            all.setProperty(component + "automatic-retries-disabled", "true");
            all.setProperty(component + "connect-timeout", "5000");
            all.setProperty(component + "connection-request-timeout", "5000");
            all.setProperty(component + "response-timeout", "30000");
            all.setProperty(component + "connections-per-route", "128");
            all.setProperty(component + "max-total-connections", "512");
            all.setProperty(component + "follow-redirects", "false");
            all.setProperty(component + "http-client-configurer", "#class:" + BodyLength.class.getName());
        }
        all.putAll(settings);
        return all;
    }
}
