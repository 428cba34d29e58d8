package dev.hookwright.provider;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one scheme of a provider's file. */
final class SchemeReader {
    private static final List<String> COMMON = List.of("id", "type", "credential", "when", "deprecated");
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "hmac", and(SignatureReader.FIELDS, "algorithm", "secret"),
            "digest", and(SignatureReader.FIELDS, "algorithm"),
            "public-key", and(SignatureReader.FIELDS, "algorithm", "public-key"),
            "jwt",
                    and(
                            List.of("algorithms", "token", "claims", "max-age", "body-digest", "url-digest"),
                            "secret",
                            "public-key"),
            "token", and(List.of("source")),
            "basic", and(List.of()));
    private static final List<String> KEY_ALGORITHMS =
            List.of("ed25519", "ecdsa-p256-sha256", "rsa-pkcs1-sha256", "rsa-pkcs1-sha1");
    private static final Map<String, String> JWT_HMACS =
            Map.of("HS256", "HmacSHA256", "HS384", "HmacSHA384", "HS512", "HmacSHA512");
    private static final Map<String, PublicKeys.Algorithm> JWT_KEYS =
            Map.of("RS256", PublicKeys.Algorithm.RSA_PKCS1_SHA256, "ES256", PublicKeys.Algorithm.ES256);
    private static final int LONGEST_AGE_SECONDS = 86_400;

    private final Problems problems;
    private final List<String> cautions = new ArrayList<>();

    SchemeReader(Problems problems) {
        this.problems = problems;
    }

    List<String> cautions() {
        return cautions;
    }

    /** The scheme, if it can be told which kind it is. What else is wrong is among the problems. */
    Optional<Scheme> read(YamlValue value) {
        YamlValue type = value.get("type");
        if (type == null) {
            value.problem(problems, "\"type\" is missing", "add it");
            return Optional.empty();
        }
        return type.oneOf(FIELDS.keySet(), problems).map(kind -> {
            Scheme scheme = scheme(kind, new Fields(value, FIELDS.getOrDefault(kind, Set.of()), problems));
            if (scheme.assurance() == Verdict.Assurance.ORIGIN) {
                cautions.add("scheme " + scheme.head().id() + " does not sign the body");
            }
            return scheme;
        });
    }

    private Scheme scheme(String kind, Fields fields) {
        SchemeHead head = head(kind, fields);
        return switch (kind) {
            case "hmac" -> {
                String algorithm = algorithm(head, fields, Digests.WORDS);
                KeyForm keys = new HmacKeys(Digests.hmac(algorithm), secret(fields));
                yield new SignatureReader(fields).read(head, keys, false);
            }
            case "digest" -> {
                cautions.add("scheme " + head.id() + " is a plain digest with the secret in it");
                KeyForm keys = new DigestKeys(algorithm(head, fields, Digests.WORDS));
                yield new SignatureReader(fields).read(head, keys, true);
            }
            case "public-key" -> {
                String algorithm = algorithm(head, fields, KEY_ALGORITHMS);
                KeyForm keys = publicKey(
                        fields,
                        PublicKeys.Algorithm.valueOf(
                                algorithm.toUpperCase(Locale.ROOT).replace('-', '_')));
                yield new SignatureReader(fields).read(head, keys, false);
            }
            case "jwt" -> jwt(head, fields);
            case "token" -> new TokenScheme(head, SourceReader.required(fields, "source"));
            default -> new BasicScheme(head);
        };
    }

    private String algorithm(SchemeHead head, Fields fields, List<String> words) {
        String algorithm = fields.requiredWord("algorithm", words);
        if (algorithm.endsWith("sha1")) {
            cautions.add("scheme " + head.id() + " uses SHA-1");
        }
        return algorithm;
    }

    private SchemeHead head(String kind, Fields fields) {
        List<Condition> when = new ArrayList<>();
        List<String> places = List.of("header", "query", "json");
        Optional<Fields> conditions = fields.fields("when", and(places, "secret-prefix"));
        conditions.ifPresent(given -> when.addAll(SourceReader.conditions(given, places)));
        return new SchemeHead(
                fields.text("id", kind),
                fields.text("credential", Credentials.SECRET),
                List.copyOf(when),
                conditions.map(given -> given.text("secret-prefix", "")).orElse(""),
                fields.flag("deprecated"));
    }

    private JwtScheme jwt(SchemeHead head, Fields fields) {
        List<String> algorithms = fields.required("algorithms").isPresent() ? fields.texts("algorithms") : List.of();
        boolean shared = algorithms.stream().allMatch(JWT_HMACS::containsKey);
        boolean known = !algorithms.isEmpty() && (shared || algorithms.stream().allMatch(JWT_KEYS::containsKey));
        if (!known) {
            fields.value("algorithms")
                    .ifPresent(list -> list.problem(
                            problems,
                            "are not algorithms of one kind: a key of one kind must not be used as the other",
                            "name some of HS256, HS384, HS512, or some of RS256, ES256"));
        }
        Map<String, KeyForm> keys = new LinkedHashMap<>();
        for (String algorithm : known ? algorithms : List.<String>of()) {
            PublicKeys.Algorithm pasted = JWT_KEYS.get(algorithm);
            keys.put(
                    algorithm,
                    pasted == null
                            ? new HmacKeys(JWT_HMACS.getOrDefault(algorithm, ""), secret(fields))
                            : publicKey(fields, pasted));
        }
        Map<DottedPath, List<Template>> claims = new LinkedHashMap<>();
        for (YamlValue.Field claim :
                fields.value("claims").map(YamlValue::fields).orElse(List.of())) {
            claims.put(
                    DottedPath.parse(claim.name()),
                    claim.value().items().stream()
                            .map(item -> fields.template(item, Template.SIGNED))
                            .toList());
        }
        return new JwtScheme(
                head,
                SourceReader.required(fields, "token"),
                keys,
                claims,
                fields.has("max-age") ? Duration.ofSeconds(fields.number("max-age", 1, 1, LONGEST_AGE_SECONDS)) : null,
                SignatureReader.digests(fields));
    }

    private static SecretFormat secret(Fields fields) {
        return fields.fields("secret", Set.of("encoding", "strip-prefix", "digest"))
                .map(secret -> {
                    String encoding = secret.word("encoding", List.of("utf8", "base64", "hex"), "utf8");
                    return new SecretFormat(
                            Encoding.valueOf(encoding.toUpperCase(Locale.ROOT)),
                            secret.text("strip-prefix", ""),
                            secret.word("digest", Digests.WORDS, ""));
                })
                .orElse(SecretFormat.AS_IT_IS);
    }

    private KeyForm publicKey(Fields fields, PublicKeys.Algorithm algorithm) {
        Optional<YamlValue> given = fields.required("public-key");
        YamlValue from = given.map(value -> value.get("from")).orElse(null);
        if (from != null && from.isScalar() && !from.text().equals("secret")) {
            from.problem(
                    problems,
                    "keys that are fetched over the network are not supported",
                    "write from: secret and let the endpoint's secret be the public key");
            return new PublicKeys(algorithm, PublicKeyFormat.PEM, "");
        }
        return fields.fields("public-key", Set.of("from", "format", "strip-prefix"))
                .map(key -> new PublicKeys(
                        algorithm,
                        PublicKeyFormat.of(key.requiredWord("format", PublicKeyFormat.WORDS)),
                        key.text("strip-prefix", "")))
                .orElse(new PublicKeys(algorithm, PublicKeyFormat.PEM, ""));
    }

    private static Set<String> and(List<String> shared, String... own) {
        Set<String> fields = new HashSet<>(COMMON);
        fields.addAll(shared);
        fields.addAll(List.of(own));
        return Set.copyOf(fields);
    }
}
