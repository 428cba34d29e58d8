package dev.hookwright.provider;

import dev.hookwright.config.YamlValue;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads of a scheme that signs where its signatures and times stand, what is signed, and what else must be. */
final class SignatureReader {
    static final List<String> ENCODINGS = List.of("hex", "base64", "base64url");

    private static final int MOST_ITEMS = 9;
    private static final int LONGEST_TOLERANCE_SECONDS = 604_800;

    private final Fields fields;

    SignatureReader(Fields fields) {
        this.fields = fields;
    }

    /** @param secretIsSigned whether the secret stands in the content, as with a plain digest */
    SignedScheme read(SchemeHead head, KeyForm keyForm, boolean secretIsSigned) {
        SignatureFormat signature = signature();
        TimestampRule timestamp = fields.fields("timestamp", FieldNames.TIMESTAMP)
                .map(time -> timestamp(time, signature))
                .orElse(null);
        Set<String> variables = new HashSet<>(Template.SIGNED);
        if (secretIsSigned) {
            variables.add("secret");
        }
        Template content = fields.template("signed-content", variables);
        checkTimestamp(content, timestamp);
        if (secretIsSigned && !content.uses("secret") && fields.has("signed-content")) {
            fields.problem("a digest without the secret proves nothing", "put {secret} into signed-content");
        }
        return new SignedScheme(head, signature, timestamp, content, demands(), keyForm);
    }

    private void checkTimestamp(Template content, @Nullable TimestampRule timestamp) {
        YamlValue template = fields.value("signed-content").orElse(null);
        if (template == null) {
            return;
        }
        if (content.uses("timestamp") && timestamp == null) {
            template.problem(
                    fields.problems(), "{timestamp} is signed, but nothing says where it stands", "add timestamp:");
        }
        Source source = timestamp == null ? null : timestamp.source();
        boolean inBody = source != null && source.isIn(Place.Kind.JSON) && content.uses("body");
        boolean inHeader = source != null
                && content.toString().toLowerCase(Locale.ROOT).contains("{header." + headerOf(source) + "}");
        if (timestamp != null && !content.uses("timestamp") && !inBody && !inHeader) {
            template.problem(
                    fields.problems(),
                    "the timestamp is not signed, so that anyone can make it new",
                    "put {timestamp} in as the provider does, or remove timestamp:");
        }
    }

    private static String headerOf(Source source) {
        return source.places().get(0).name().toString();
    }

    private SignatureFormat signature() {
        Fields signature = fields.required("signature")
                .map(value -> new Fields(value, FieldNames.SIGNATURE, fields.problems()))
                .orElse(null);
        if (signature == null) {
            Source nowhere = new Source(Place.of(Place.Kind.HEADER, "missing"));
            return new SignatureFormat(nowhere, false, "", "", "", Template.literal(""), 0, Encoding.HEX);
        }
        String separator = signature.text("separator", "");
        if (signature.has("pair-separator") != signature.has("key")) {
            signature.problem("pair-separator and key only mean something together", "add the other one");
        }
        int skip = signature.number("skip", 0, 0, MOST_ITEMS);
        if (skip > 0 && separator.isEmpty()) {
            signature.problem("skip only means something in a list", "add separator:");
        }
        return new SignatureFormat(
                SourceReader.source(signature),
                signature.flag("repeats"),
                signature.text("group-separator", ""),
                separator,
                signature.text("pair-separator", ""),
                signature.has("key") ? signature.template("key", Set.of("config")) : Template.literal(""),
                skip,
                encoding(signature));
    }

    static Encoding encoding(Fields fields) {
        return Encoding.valueOf(fields.requiredWord("encoding", ENCODINGS).toUpperCase(Locale.ROOT));
    }

    private static TimestampRule timestamp(Fields fields, SignatureFormat signature) {
        String key = fields.text("signature-key", "");
        int index = fields.has("signature-index") ? fields.number("signature-index", 0, 0, MOST_ITEMS) : -1;
        boolean listed = !key.isEmpty() || index >= 0;
        if (listed && signature.separator().isEmpty()) {
            fields.problem("the signature is not a list that could have the timestamp", "add separator: to it");
        }
        if (!key.isEmpty() && signature.pairSeparator().isEmpty()) {
            fields.problem("the signature's items have no keys", "add pair-separator: and key: to it");
        }
        String unit = fields.word("unit", TimestampRule.Unit.WORDS, "s");
        return new TimestampRule(
                listed ? null : SourceReader.source(fields),
                key,
                index,
                TimestampRule.Unit.of(unit),
                fields.has("tolerance")
                        ? Duration.ofSeconds(fields.number("tolerance", 1, 1, LONGEST_TOLERANCE_SECONDS))
                        : null,
                fields.flag("optional"));
    }

    private Demands demands() {
        Map<Place, String> headers = new LinkedHashMap<>();
        fields.value("require")
                .map(YamlValue::fields)
                .orElse(List.of())
                .forEach(header -> headers.put(
                        SourceReader.header(header, fields.problems()),
                        header.value().isScalar() ? header.value().text() : ""));
        Fields forEach = fields.fields("for-each", FieldNames.FOR_EACH).orElse(null);
        if (forEach != null) {
            var unused = forEach.required("json");
        }
        return new Demands(
                headers,
                claims(fields),
                forEach == null ? null : DottedPath.parse(forEach.text("json", "")),
                DottedPath.parse(forEach == null ? "" : forEach.text("item", "")),
                digests(fields),
                SourceReader.in(fields, "nonce").orElse(null),
                fields.has("reject-signed-content") ? fields.pattern("reject-signed-content") : null,
                fields.word("absent", List.of("empty", "fail"), "fail").equals("empty"),
                portToggle());
    }

    static Claims claims(Fields fields) {
        Map<DottedPath, List<Template>> claims = new LinkedHashMap<>();
        for (YamlValue.Field claim :
                fields.value("claims").map(YamlValue::fields).orElse(List.of())) {
            claims.put(
                    DottedPath.parse(claim.name()),
                    claim.value().items().stream()
                            .map(item -> fields.template(item, Template.SIGNED))
                            .toList());
        }
        return new Claims(claims);
    }

    private boolean portToggle() {
        List<YamlValue> variants =
                fields.value("url-variants").map(YamlValue::items).orElse(List.of());
        return !variants.isEmpty()
                && variants.stream()
                        .allMatch(variant -> variant.oneOf(List.of("port-toggle"), fields.problems())
                                .isPresent());
    }

    /** What a scheme says of digests of the body and of the URL. */
    static List<DigestRule> digests(Fields fields) {
        List<DigestRule> digests = new java.util.ArrayList<>();
        for (String name : List.of("body-digest", "url-digest")) {
            fields.fields(name, FieldNames.DIGEST)
                    .ifPresent(digest -> digests.add(new DigestRule(
                            name.equals("body-digest"),
                            SourceReader.source(digest),
                            digest.requiredWord("algorithm", Digests.WORDS),
                            encoding(digest))));
        }
        return digests;
    }
}
