package dev.hookwright.provider;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one scheme of a provider's file. */
final class SchemeReader {
    private static final Set<String> FIELDS = Set.of(
            "id",
            "type",
            "algorithm",
            "signature",
            "timestamp",
            "signed-content",
            "secret",
            "public-key",
            "source",
            "credential",
            "when");
    private static final Map<String, String> HMACS =
            Map.of("sha1", "HmacSHA1", "sha256", "HmacSHA256", "sha512", "HmacSHA512");
    private static final int LONGEST_TOLERANCE_SECONDS = 86_400;

    private final Problems problems;
    private final SourceReader sources;

    SchemeReader(Problems problems, SourceReader sources) {
        this.problems = problems;
        this.sources = sources;
    }

    Optional<Scheme> read(YamlValue value) {
        Map<String, YamlValue> fields = value.fieldsAmong(FIELDS, problems);
        Optional<String> type = required(value, fields, "type")
                .flatMap(field -> field.oneOf(List.of("hmac", "public-key", "token"), problems));
        if (type.isEmpty()) {
            return Optional.empty();
        }
        String credential = text(fields.get("credential"), Credentials.SECRET);
        Scheme.Common common = new Scheme.Common(text(fields.get("id"), type.get()), credential, secretPrefix(fields));
        if (type.get().equals("token")) {
            return required(value, fields, "source")
                    .flatMap(field -> sources.read(field, Set.of()))
                    .map(source -> new TokenScheme(common, source));
        }
        Optional<SignedEnvelope> envelope = envelope(value, fields);
        if (type.get().equals("public-key")) {
            YamlValue key = fields.get("public-key");
            SecretForm form = key == null ? new SecretForm(Encoding.BASE64, "") : publicKey(key);
            return envelope.map(present -> new Ed25519Scheme(common, present, form));
        }
        Optional<String> algorithm = required(value, fields, "algorithm")
                .flatMap(field -> field.oneOf(HMACS.keySet(), problems))
                .map(HMACS::get);
        SecretForm form = secret(fields.get("secret"));
        return envelope.flatMap(present -> algorithm.map(name -> new HmacScheme(common, present, form, name)));
    }

    private Optional<SignedEnvelope> envelope(YamlValue value, Map<String, YamlValue> fields) {
        Optional<SignatureValues> signature =
                required(value, fields, "signature").flatMap(this::signature);
        Optional<YamlValue> template = required(value, fields, "signed-content");
        if (signature.isEmpty() || template.isEmpty()) {
            return Optional.empty();
        }
        YamlValue time = fields.get("timestamp");
        TimestampRule timestamp = time == null ? null : timestamp(time);
        try {
            SignedContent content = SignedContent.parse(template.get().text());
            if (content.usesTimestamp() && timestamp == null) {
                template.get()
                        .problem(problems, "{timestamp} is signed, but nothing says where it stands", "add timestamp:");
                return Optional.empty();
            }
            return Optional.of(new SignedEnvelope(signature.get(), timestamp, content));
        } catch (IllegalArgumentException e) {
            template.get().problem(problems, String.valueOf(e.getMessage()), "correct the template");
            return Optional.empty();
        }
    }

    private Optional<SignatureValues> signature(YamlValue value) {
        Set<String> others = Set.of("separator", "pair-separator", "key", "encoding");
        Optional<Source> source = sources.read(value, others);
        Optional<Encoding> encoding = Optional.ofNullable(value.get("encoding")).flatMap(this::encoding);
        if (encoding.isEmpty()) {
            value.problem(problems, "the signature's encoding is not said", "add encoding: hex, base64 or base64url");
        }
        return source.flatMap(place -> encoding.map(form -> new SignatureValues(
                place, text(value.get("separator")), text(value.get("pair-separator")), text(value.get("key")), form)));
    }

    private TimestampRule timestamp(YamlValue value) {
        Set<String> own = Set.of("signature-key", "unit", "tolerance", "optional");
        String key = text(value.get("signature-key"));
        Source source = null;
        if (key == null) {
            source = sources.read(value, own).orElse(null);
        } else {
            value.fieldsAmong(own, problems);
        }
        YamlValue unitField = value.get("unit");
        String unit = unitField == null
                ? "s"
                : unitField.oneOf(List.of("s", "ms", "iso8601"), problems).orElse("s");
        YamlValue tolerance = value.get("tolerance");
        Duration allowed =
                tolerance == null ? null : Duration.ofSeconds(sources.number(tolerance, 1, LONGEST_TOLERANCE_SECONDS));
        boolean optional = "true".equals(text(value.get("optional")));
        return new TimestampRule(
                source, key, TimestampRule.Unit.valueOf(unit.toUpperCase(java.util.Locale.ROOT)), allowed, optional);
    }

    private SecretForm secret(@Nullable YamlValue value) {
        if (value == null) {
            return new SecretForm(Encoding.UTF8, "");
        }
        Map<String, YamlValue> fields = value.fieldsAmong(Set.of("encoding", "strip-prefix"), problems);
        YamlValue encoding = fields.get("encoding");
        return new SecretForm(
                encoding == null ? Encoding.UTF8 : encoding(encoding).orElse(Encoding.UTF8),
                text(fields.get("strip-prefix"), ""));
    }

    private SecretForm publicKey(YamlValue value) {
        Map<String, YamlValue> fields = value.fieldsAmong(Set.of("from", "format", "strip-prefix"), problems);
        YamlValue from = fields.get("from");
        YamlValue format = fields.get("format");
        if (from != null) {
            var unused = from.oneOf(List.of("secret"), problems);
        }
        String form = format == null
                ? "raw-base64"
                : format.oneOf(List.of("raw-base64", "raw-hex"), problems).orElse("raw-base64");
        return new SecretForm(
                form.equals("raw-hex") ? Encoding.HEX : Encoding.BASE64, text(fields.get("strip-prefix"), ""));
    }

    private String secretPrefix(Map<String, YamlValue> fields) {
        YamlValue when = fields.get("when");
        if (when == null) {
            return "";
        }
        return text(when.fieldsAmong(Set.of("secret-prefix"), problems).get("secret-prefix"), "");
    }

    private Optional<Encoding> encoding(YamlValue value) {
        return value.oneOf(List.of("utf8", "hex", "base64", "base64url"), problems)
                .map(name -> Encoding.valueOf(name.toUpperCase(java.util.Locale.ROOT)));
    }

    private Optional<YamlValue> required(YamlValue owner, Map<String, YamlValue> fields, String name) {
        YamlValue value = fields.get(name);
        if (value == null) {
            owner.problem(problems, "\"" + name + "\" is missing", "add it");
        }
        return Optional.ofNullable(value);
    }

    private static @Nullable String text(@Nullable YamlValue value) {
        return value == null ? null : value.text();
    }

    private static String text(@Nullable YamlValue value, String otherwise) {
        return value == null ? otherwise : value.text();
    }
}
