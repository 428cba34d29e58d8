package dev.hookwright.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of the addresses that a request names may be called.
 *
 * @param hosts as they have to be written, {@code *} for one label; none for any host
 * @param query whether the address may have a query
 */
record Pin(List<String> hosts, String pathPrefix, String pathSuffix, boolean query) {
    /** For an address of the provider's file or the endpoint's config. */
    static final Pin ANY_HOST = new Pin(List.of(), "", "", true);

    private static final int LONGEST = 2_048;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    /** @param where the address stands */
    URI check(String text, Object where) throws Refusal {
        String why = "is not an address";
        try {
            URI url = new URI(text);
            why = text.length() > LONGEST ? "is too long" : complaint(url);
            if (why == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw Refusal.malformed(where + " " + why + ", so that nothing is fetched from it");
    }

    private @Nullable String complaint(URI url) {
        String path = url.getRawPath();
        if (!"https".equals(url.getScheme()) || url.getHost() == null || path == null) {
            return "is not an https address";
        }
        if (url.getRawUserInfo() != null
                || url.getRawFragment() != null
                || (url.getPort() != -1 && url.getPort() != 443)) {
            return "has a user, a port or a fragment";
        }
        if (url.getRawQuery() != null && !query) {
            return "has a query";
        }
        if (!hosts.isEmpty() && hosts.stream().noneMatch(host -> matches(host, url.getHost()))) {
            return "is at a host that is not the provider's";
        }
        // What a server makes of an escape or of ".." is not for us to guess.
        boolean plain = path.indexOf('%') < 0 && !path.contains("//") && !(path + "/").contains("/../");
        if (!plain || !path.startsWith(pathPrefix) || !path.endsWith(pathSuffix)) {
            return "has a path that is not the provider's";
        }
        return null;
    }

    private static boolean matches(String pattern, String host) {
        String[] wanted = pattern.split("\\.", -1);
        String[] given = host.split("\\.", -1);
        boolean same = wanted.length == given.length;
        for (int i = 0; same && i < wanted.length; i++) {
            same = wanted[i].equals("*") ? LABEL.matcher(given[i]).matches() : wanted[i].equals(given[i]);
        }
        return same;
    }
}
