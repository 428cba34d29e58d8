package dev.hookwright.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request's signatures stand and how they are written.
 *
 * @param separator parts a list of items; null where there is one item
 * @param pairSeparator parts an item's key from its value; null where items have no keys
 * @param key of the items that are signatures
 */
record SignatureValues(
        Source source,
        @Nullable String separator,
        @Nullable String pairSeparator,
        @Nullable String key,
        Encoding encoding) {

    /** The text of each item that could be a signature. */
    List<String> items(String value) {
        List<String> found = new ArrayList<>();
        String wanted = key;
        for (String item : split(value, separator)) {
            if (pairSeparator == null || wanted == null) {
                found.add(item);
            } else if (item.startsWith(wanted + pairSeparator)) {
                found.add(item.substring(wanted.length() + pairSeparator.length()));
            }
        }
        return found;
    }

    /** What stands under another key of the same list, as Stripe's {@code t}. */
    @Nullable
    String itemOf(String otherKey, String value) {
        String between = pairSeparator;
        for (String item : split(value, separator)) {
            if (between != null && item.startsWith(otherKey + between)) {
                return item.substring(otherKey.length() + between.length());
            }
        }
        return null;
    }

    /** Writes signatures as the provider would. */
    String write(byte[] signature, @Nullable String timestampKey, @Nullable String timestamp) {
        String value = encoding.encode(signature);
        String item = pairSeparator == null || key == null ? value : key + pairSeparator + value;
        String first =
                timestampKey == null || separator == null ? "" : timestampKey + pairSeparator + timestamp + separator;
        return source.prefix() + first + item;
    }

    private static List<String> split(String value, @Nullable String separator) {
        if (separator == null) {
            return List.of(value);
        }
        List<String> items = new ArrayList<>();
        int from = 0;
        for (int at = value.indexOf(separator); at >= 0; at = value.indexOf(separator, from)) {
            items.add(value.substring(from, at).strip());
            from = at + separator.length();
        }
        items.add(value.substring(from).strip());
        return items;
    }
}
