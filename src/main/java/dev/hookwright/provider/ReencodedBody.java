package dev.hookwright.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.stream.Stream;

/**
 * What a body may have been before a proxy or a framework on the way read it and wrote it anew. A signature covers bytes:
 * one that fits such a body tells what happened.
 */
final class ReencodedBody {
    private static final String BOM = "\uFEFF";
    /** Anyone can have a request refused, and each way of writing it costs a signature. */
    private static final int LONGEST = 128 << 10;

    /** @param what how the body was written when it was signed */
    record Variant(String what, byte[] body) {}

    private ReencodedBody() {}

    /** Made one after another, as they are asked for; none of a body that is too long to be tried in so many ways. */
    static Stream<Variant> of(byte[] body) {
        if (body.length > LONGEST) {
            return Stream.empty();
        }
        String text = new String(body, StandardCharsets.UTF_8);
        Variant latin =
                variant("in Latin-1, which was encoded as UTF-8", new String(body, StandardCharsets.ISO_8859_1));
        Stream<Variant> ofText = text.contains("\uFFFD")
                ? Stream.empty()
                : Stream.of(ends(text), json(text), twiceEncoded(text)).flatMap(variants -> variants);
        return Stream.concat(ofText, Stream.of(latin)).filter(variant -> !MessageDigest.isEqual(variant.body(), body));
    }

    private static Stream<Variant> ends(String text) {
        return Stream.of(
                variant("with a line break at the end", text + "\n"),
                variant("without white space at its end", text.stripTrailing()),
                variant("with line breaks \\n", text.replace("\r\n", "\n")),
                variant("with line breaks \\r\\n", text.replace("\r\n", "\n").replace("\n", "\r\n")),
                variant("with a byte order mark", BOM + text),
                variant("without a byte order mark", text.startsWith(BOM) ? text.substring(1) : text),
                variant("as a form with %20 for a space", text.replace("+", "%20")),
                variant("as a form with + for a space", text.replace("%20", "+")));
    }

    private static Stream<Variant> json(String text) {
        WrittenJson json = WrittenJson.of(text);
        return json == null
                ? Stream.empty()
                : Stream.of(WrittenJson.Layout.values())
                        .flatMap(layout -> Stream.of(WrittenJson.Letters.values())
                                .flatMap(letters -> json(json, layout, letters)));
    }

    private static Stream<Variant> json(WrittenJson json, WrittenJson.Layout layout, WrittenJson.Letters letters) {
        String written = json.write(layout, letters);
        String what = layout.what() + letters.what();
        return written == null
                ? Stream.empty()
                : Stream.of(variant(what, written), variant(what + " and a line break at the end", written + "\n"));
    }

    /** UTF-8 that was taken for Latin-1 and encoded again. */
    private static Stream<Variant> twiceEncoded(String text) {
        boolean may = text.chars().anyMatch(c -> c > 127) && text.chars().allMatch(c -> c < 256);
        return may
                ? Stream.of(new Variant(
                        "in UTF-8, which was encoded as UTF-8 a second time",
                        text.getBytes(StandardCharsets.ISO_8859_1)))
                : Stream.empty();
    }

    private static Variant variant(String what, String text) {
        return new Variant(what, text.getBytes(StandardCharsets.UTF_8));
    }
}
