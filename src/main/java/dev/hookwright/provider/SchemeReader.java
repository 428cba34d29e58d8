package dev.hookwright.provider;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one scheme of a provider's file. */
final class SchemeReader {
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "hmac", FieldNames.HMAC,
            "digest", FieldNames.PLAIN_DIGEST,
            "public-key", FieldNames.SIGNED_BY_KEY,
            "jwt", FieldNames.JWT,
            "token", FieldNames.TOKEN,
            "basic", FieldNames.BASIC);
    private static final List<String> KEY_ALGORITHMS =
            List.of("ed25519", "ecdsa-p256-sha256", "rsa-pkcs1-sha256", "rsa-pkcs1-sha1");
    private static final Map<String, String> JWT_HMACS =
            Map.of("HS256", "HmacSHA256", "HS384", "HmacSHA384", "HS512", "HmacSHA512");
    private static final Map<String, PublicKeys.Algorithm> JWT_KEYS = Map.of(
            "RS256", PublicKeys.Algorithm.RSA_PKCS1_SHA256,
            "RS384", PublicKeys.Algorithm.RSA_PKCS1_SHA384,
            "RS512", PublicKeys.Algorithm.RSA_PKCS1_SHA512,
            "ES256", PublicKeys.Algorithm.ES256,
            "ES384", PublicKeys.Algorithm.ES384,
            "ES512", PublicKeys.Algorithm.ES512);
    private static final int LONGEST_AGE_SECONDS = 86_400;

    private final String provider;
    private final Problems problems;
    private final List<String> cautions = new ArrayList<>();

    /** @param provider whose file it is */
    SchemeReader(String provider, Problems problems) {
        this.provider = provider;
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
            Fields fields = new Fields(value, FIELDS.getOrDefault(kind, Set.of()), problems);
            Scheme scheme = scheme(kind, head(kind, value, fields), fields);
            if (scheme.assurance() == Verdict.Assurance.ORIGIN) {
                boolean parts = scheme instanceof SignedScheme signed
                        && signed.content().uses("json");
                cautions.add("scheme " + scheme.head().id()
                        + (parts ? " signs parts of the body only" : " does not sign the body"));
            }
            return scheme;
        });
    }

    private Scheme scheme(String kind, SchemeHead head, Fields fields) {
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
                KeyForm keys = new PublicKeyReader(provider)
                        .read(
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

    private static SchemeHead head(String kind, YamlValue value, Fields fields) {
        List<Condition> when = new ArrayList<>();
        Optional<Fields> conditions = fields.fields("when", FieldNames.WHEN);
        conditions.ifPresent(given -> when.addAll(SourceReader.conditions(given, FieldNames.WHEN_PLACES)));
        boolean downloads = PublicKeyReader.downloads(value);
        if (downloads && fields.has("credential")) {
            fields.problem("a key that is downloaded is nobody's credential", "remove credential:");
        }
        return new SchemeHead(
                fields.text("id", kind),
                downloads ? "" : fields.text("credential", Credentials.SECRET),
                downloads ? ProviderFile.configNames(value) : Set.of(),
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
                            "\"algorithms\" are not of one kind: a key of one kind must not be used as the other",
                            "name some of HS256, HS384, HS512, or some of RS256, RS384, RS512, ES256, ES384, ES512"));
        }
        Map<String, KeyForm> keys = new LinkedHashMap<>();
        for (String algorithm : known ? algorithms : List.<String>of()) {
            PublicKeys.Algorithm pasted = JWT_KEYS.get(algorithm);
            keys.put(
                    algorithm,
                    pasted == null
                            ? new HmacKeys(JWT_HMACS.getOrDefault(algorithm, ""), secret(fields))
                            : new PublicKeyReader(provider).read(fields, pasted));
        }
        return new JwtScheme(
                head,
                SourceReader.required(fields, "token"),
                keys,
                SignatureReader.claims(fields),
                fields.has("max-age") ? Duration.ofSeconds(fields.number("max-age", 1, 1, LONGEST_AGE_SECONDS)) : null,
                SignatureReader.digests(fields));
    }

    private static SecretFormat secret(Fields fields) {
        return fields.fields("secret", FieldNames.SECRET)
                .map(secret -> {
                    String encoding = secret.word("encoding", List.of("utf8", "base64", "hex"), "utf8");
                    return new SecretFormat(
                            Encoding.valueOf(encoding.toUpperCase(Locale.ROOT)),
                            new Prefixes(secret.texts("strip-prefix")),
                            secret.word("digest", Digests.WORDS, ""));
                })
                .orElse(SecretFormat.AS_IT_IS);
    }
}
