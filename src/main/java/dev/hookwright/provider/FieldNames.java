package dev.hookwright.provider;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of a provider's file, by the mapping in which they stand. The published JSON Schema has the same. */
final class FieldNames {
    static final Set<String> PROVIDER = Set.of(
            "title",
            "docs",
            "family",
            "connect",
            "unsigned",
            "secrets",
            "schemes",
            "event",
            "handshake",
            "ack",
            "examples");
    static final Set<String> EVENT =
            Set.of("media-type", "refuse", "require", "id", "id-join", "type", "type-join", "split", "scope");
    static final Set<String> ACK = Set.of("timeout", "retries", "status", "content-type", "body");
    static final Set<String> EXAMPLE = Set.of(
            "name",
            "secret",
            "credentials",
            "config",
            "scheme",
            "fetched",
            "method",
            "url",
            "headers",
            "body",
            "body-base64",
            "at",
            "valid",
            "reason");

    static final List<String> PLACES = List.of("header", "headers", "header-range", "query", "form", "json", "claim");
    static final Set<String> SOURCE = and(PLACES, "prefix", "prefix-optional", "percent-encoded");
    static final Set<String> REQUIREMENT = and(SOURCE, "equals", "without");
    static final Set<String> HEADER_RANGE = Set.of("prefix", "from", "to");
    static final Set<String> SIGNATURE =
            and(SOURCE, "repeats", "group-separator", "separator", "pair-separator", "key", "skip", "encoding");
    static final Set<String> TIMESTAMP =
            and(SOURCE, "signature-key", "signature-index", "unit", "tolerance", "optional");
    static final Set<String> DIGEST = and(SOURCE, "algorithm", "encoding");
    static final Set<String> FOR_EACH = Set.of("json", "item");
    static final Set<String> SECRET = Set.of("encoding", "strip-prefix", "digest");
    static final Set<String> PUBLIC_KEY = Set.of(
            "from",
            "format",
            "strip-prefix",
            "location",
            "allow-hosts",
            "path-prefix",
            "path-suffix",
            "url",
            "method",
            "request",
            "response",
            "cache");
    static final Set<String> RESPONSE = Set.of("json");

    static final List<String> WHEN_PLACES = List.of("header", "query", "json");
    static final Set<String> WHEN = and(WHEN_PLACES, "secret-prefix");
    private static final List<String> COMMON = List.of("id", "type", "credential", "when", "deprecated");
    private static final Set<String> SIGNED = and(
            COMMON,
            "algorithm",
            "signature",
            "timestamp",
            "signed-content",
            "absent",
            "for-each",
            "require",
            "claims",
            "url-variants",
            "reject-signed-content",
            "nonce",
            "body-digest",
            "url-digest");
    static final Set<String> HMAC = and(SIGNED, "secret");
    static final Set<String> PLAIN_DIGEST = SIGNED;
    static final Set<String> SIGNED_BY_KEY = and(SIGNED, "public-key");
    static final Set<String> JWT = and(
            COMMON, "algorithms", "token", "claims", "max-age", "body-digest", "url-digest", "secret", "public-key");
    static final Set<String> TOKEN = and(COMMON, "source");
    static final Set<String> BASIC = and(COMMON);

    static final Set<String> HANDSHAKE =
            Set.of("match", "verify", "check", "guard", "compute", "capture-secret", "callback", "respond");
    static final List<String> MATCH_PLACES = List.of("header", "query", "form", "json", "no-header", "no-json");
    static final Set<String> MATCH = and(MATCH_PLACES, "method", "json-only");
    static final Set<String> CHECK = Set.of("value", "equals", "else-status");
    static final Set<String> GUARD = Set.of("value", "pattern");
    static final Set<String> COMPUTE = Set.of("algorithm", "over", "encoding");
    static final Set<String> CALLBACK = and(SOURCE, "allow-hosts", "path-prefix", "path-suffix", "consent");
    static final Set<String> RESPOND = Set.of("status", "content-type", "headers", "body", "json");

    private FieldNames() {}

    private static Set<String> and(Iterable<String> shared, String... own) {
        Stream.Builder<String> all = Stream.builder();
        shared.forEach(all);
        Arrays.stream(own).forEach(all);
        return all.build().collect(Collectors.toUnmodifiableSet());
    }
}
