package dev.hookwright.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a body may have been before a proxy or a framework on the way read it and wrote it anew. A signature covers bytes:
 * one that fits such a body tells what happened.
 */
final class ReencodedBody {
    private static final String BOM = "\uFEFF";

    /** @param what how the body was written when it was signed */
    record Variant(String what, byte[] body) {}

    private ReencodedBody() {}

    static List<Variant> of(byte[] body) {
        List<Variant> variants = new ArrayList<>();
        String text = new String(body, StandardCharsets.UTF_8);
        if (!text.contains("\uFFFD")) {
            ends(text, variants);
            WrittenJson json = WrittenJson.of(text);
            if (json != null) {
                for (WrittenJson.Layout layout : WrittenJson.Layout.values()) {
                    for (WrittenJson.Letters letters : WrittenJson.Letters.values()) {
                        String written = json.write(layout, letters);
                        add(variants, layout.what() + letters.what(), written);
                        add(variants, layout.what() + letters.what() + " and a line break at the end", written + "\n");
                    }
                }
            }
            // UTF-8 that was taken for Latin-1 and encoded again.
            byte[] once = text.getBytes(StandardCharsets.ISO_8859_1);
            if (text.chars().anyMatch(c -> c > 127) && text.chars().allMatch(c -> c < 256)) {
                variants.add(new Variant("in UTF-8, which was encoded as UTF-8 a second time", once));
            }
        }
        String latin = new String(body, StandardCharsets.ISO_8859_1);
        add(variants, "in Latin-1, which was encoded as UTF-8", latin);
        variants.removeIf(
                variant -> java.util.Objects.equals(new String(variant.body(), StandardCharsets.ISO_8859_1), latin));
        return variants;
    }

    private static void ends(String text, List<Variant> variants) {
        add(variants, "with a line break at the end", text + "\n");
        add(variants, "without white space at its end", text.stripTrailing());
        add(variants, "with line breaks \\n", text.replace("\r\n", "\n"));
        add(variants, "with line breaks \\r\\n", text.replace("\r\n", "\n").replace("\n", "\r\n"));
        add(variants, "with a byte order mark", BOM + text);
        add(variants, "without a byte order mark", text.startsWith(BOM) ? text.substring(1) : text);
        add(variants, "as a form with %20 for a space", text.replace("+", "%20"));
        add(variants, "as a form with + for a space", text.replace("%20", "+"));
    }

    private static void add(List<Variant> variants, String what, String text) {
        variants.add(new Variant(what, text.getBytes(StandardCharsets.UTF_8)));
    }
}
