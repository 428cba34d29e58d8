package dev.hookwright.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the signatures of a request stand and how they are written.
 *
 * @param repeats whether the header may stand several times, each with a signature
 * @param groupSeparator between groups that each have a time and signatures of their own; empty if there is only one
 * @param separator between the items of a list; empty if there is only one item
 * @param pairSeparator between an item's key and its value; empty if items are plain values
 * @param key the key of the items that are signatures of the scheme
 * @param skip how many items at the front are something else
 */
record SignatureFormat(
        Source source,
        boolean repeats,
        String groupSeparator,
        String separator,
        String pairSeparator,
        Template key,
        int skip,
        Encoding encoding) {
    /** Every candidate costs a comparison, or with a public key a slow verification; no provider sends this many. */
    private static final int MAX_CANDIDATES = 100;

    /** The lists of items, trimmed; one list as a rule. */
    List<List<String>> groups(Reading reading) throws Refusal {
        List<String> values = source.values(reading, repeats);
        if (groupSeparator.isEmpty()) {
            return List.of(split(values, separator));
        }
        List<List<String>> groups = new ArrayList<>();
        for (String group : split(values, groupSeparator)) {
            groups.add(split(List.of(group), separator));
        }
        if (groups.size() > MAX_CANDIDATES) {
            throw Refusal.malformed(source.of(reading) + " holds more than " + MAX_CANDIDATES + " signatures");
        }
        return groups;
    }

    private static List<String> split(List<String> values, String separator) {
        if (separator.isEmpty()) {
            return values;
        }
        List<String> items = new ArrayList<>();
        for (String value : values) {
            int start = 0;
            for (int end = value.indexOf(separator); end >= 0; end = value.indexOf(separator, start)) {
                items.add(value.substring(start, end).strip());
                start = end + separator.length();
            }
            items.add(value.substring(start).strip());
        }
        return items;
    }

    /** The signatures among the items, at least one. Items that cannot be one are left out. */
    List<byte[]> candidates(List<String> items, Reading reading) throws Refusal {
        String wanted = key.text(reading);
        List<byte[]> candidates = new ArrayList<>(2);
        for (String item : items.subList(Math.min(skip, items.size()), items.size())) {
            String value = pairSeparator.isEmpty() ? item : valueOf(item, wanted);
            byte[] decoded = value == null ? null : encoding.decode(value);
            if (decoded != null && decoded.length > 0) {
                candidates.add(decoded);
            }
        }
        if (candidates.isEmpty()) {
            String which = pairSeparator.isEmpty() ? "" : " with the key \"" + wanted + "\"";
            throw Refusal.malformed(source.of(reading) + " holds no signature" + which + " in " + encoding.word());
        }
        if (candidates.size() > MAX_CANDIDATES) {
            throw Refusal.malformed(source.of(reading) + " holds more than " + MAX_CANDIDATES + " signatures");
        }
        return candidates;
    }

    /** The value of the only item that has the key. */
    String only(List<String> items, String wanted) throws Refusal {
        String found = null;
        for (String item : items) {
            String value = valueOf(item, wanted);
            if (value != null && found != null) {
                throw Refusal.malformed("\"" + wanted + "\" stands twice in " + source);
            }
            found = value == null ? found : value;
        }
        if (found == null) {
            throw Refusal.missing("\"" + wanted + "\" in " + source);
        }
        return found;
    }

    /** The value that carries the signature, as a provider would write it. */
    String write(byte[] signature, @Nullable String timestampItem, Reading reading) throws Refusal {
        StringBuilder value = new StringBuilder(source.prefix());
        if (timestampItem != null) {
            value.append(timestampItem).append(separator);
        }
        return value.append(key.text(reading))
                .append(pairSeparator)
                .append(encoding.encode(signature))
                .toString();
    }

    private @Nullable String valueOf(String item, String wanted) {
        boolean has = item.startsWith(wanted) && item.startsWith(pairSeparator, wanted.length());
        return has ? item.substring(wanted.length() + pairSeparator.length()) : null;
    }
}
