package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What some schemes want beyond a signature over a content.
 *
 * @param headers the values that headers must have
 * @param claims what the JSON body must say
 * @param forEach the array of which each item is signed by itself; null if the request is signed as a whole
 * @param item where in an item what is signed begins
 * @param digests that must be right besides
 * @param nonce a value that must not be seen a second time; null if there is none
 * @param rejected content that is refused although its signature holds; null if there is none
 * @param absentIsEmpty whether the content may lack a value
 * @param portToggle whether the URL may have been signed without its port, or with its default port
 */
record Demands(
        Map<Place, String> headers,
        Claims claims,
        @Nullable DottedPath forEach,
        DottedPath item,
        List<DigestRule> digests,
        @Nullable Source nonce,
        @Nullable Pattern rejected,
        boolean absentIsEmpty,
        boolean portToggle) {
    static final Demands NONE =
            new Demands(Map.of(), Claims.NONE, null, DottedPath.parse(""), List.of(), null, null, false, false);

    /** Whether the body is bound to the signature by other means than by being signed as it is. */
    boolean bindBody() {
        return forEach != null || nonce != null || digests.stream().anyMatch(DigestRule::ofBody);
    }

    /** Puts in what is wanted, but for signatures. */
    void put(Outgoing outgoing) throws Refusal {
        headers.forEach((place, value) -> outgoing.put(place, List.of(), value));
        claims.stated(outgoing.reading())
                .forEach((path, value) -> outgoing.put(Place.of(Place.Kind.JSON, path), List.of(), value));
        if (nonce != null) {
            outgoing.put(nonce, Fresh.nonce());
        }
        for (DigestRule digest : digests) {
            outgoing.put(digest.source(), digest.of(outgoing.body(), outgoing.url()));
        }
    }

    void checkHeaders(Reading reading) throws Refusal {
        for (Map.Entry<Place, String> header : headers.entrySet()) {
            if (!header.getKey().only(reading).equals(header.getValue())) {
                throw Refusal.malformed(header.getKey() + " is not \"" + header.getValue() + "\"");
            }
        }
    }

    /** The request, or each of the items that are signed by themselves, at least one. */
    List<Reading> items(Reading reading) throws Refusal {
        DottedPath array = forEach;
        if (array == null) {
            return List.of(reading);
        }
        List<Reading> items = new ArrayList<>();
        try {
            JsonNode nodes = array.in(reading.request().json());
            for (int i = 0; nodes.isArray() && i < nodes.size(); i++) {
                List<String> base = new ArrayList<>(array.steps());
                base.add(Integer.toString(i));
                base.addAll(item.steps());
                items.add(reading.at(base));
            }
        } catch (UnreadableBody e) {
            throw Refusal.malformed(String.valueOf(e.getMessage()));
        }
        if (items.isEmpty()) {
            throw Refusal.missing("item in json " + array);
        }
        return items;
    }

    /** The request with each URL that it may have been signed with. */
    List<Reading> urls(Reading reading) {
        return portToggle ? List.of(reading, reading.with("url", withOtherPort(reading.url()))) : List.of(reading);
    }

    void checkContent(List<byte[]> content) throws Refusal {
        Pattern pattern = rejected;
        if (pattern != null && pattern.matcher(Template.join(content)).find()) {
            throw Refusal.malformed("what is signed is of a form that is signed for strangers in a handshake");
        }
    }

    void checkDigests(Reading reading) throws Refusal {
        for (DigestRule digest : digests) {
            digest.check(reading);
        }
    }

    /** Without the port if there is one, else with the default port. */
    static String withOtherPort(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            return url;
        }
        int host = Math.max(url.lastIndexOf('@', end(url, scheme + 3)), scheme + 2) + 1;
        int end = end(url, host);
        int colon = url.indexOf(':', url.startsWith("[", host) ? url.indexOf(']', host) : host);
        if (colon >= 0 && colon < end) {
            return url.substring(0, colon) + url.substring(end);
        }
        return url.substring(0, end) + (url.startsWith("https") ? ":443" : ":80") + url.substring(end);
    }

    private static int end(String url, int from) {
        int end = from;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
