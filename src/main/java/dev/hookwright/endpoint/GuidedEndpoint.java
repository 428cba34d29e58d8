package dev.hookwright.endpoint;

import java.util.List;
import java.util.Map;

/**
 * An endpoint that a provider is to be connected to.
 *
 * @param url that the provider is to post to
 * @param isThere whether the workspace has it already
 * @param settings the names of the settings that it takes each credential and config value from; what is not among them
 *     is called as {@link ProviderGuide} proposes
 */
public record GuidedEndpoint(String name, String url, boolean isThere, Map<String, List<String>> settings) {
    private static final String UNKNOWN_HOST = "https://YOUR-HOST";

    /** The URL where nobody has said under which address the hooks are reached. */
    public static String unknownUrl(String name) {
        return UNKNOWN_HOST + "/hooks/" + name;
    }

    /** One that is to be added. */
    public static GuidedEndpoint planned(String name, String url) {
        return new GuidedEndpoint(name, url, false, Map.of());
    }

    public boolean isUrlKnown() {
        return !url.startsWith(UNKNOWN_HOST);
    }
}
