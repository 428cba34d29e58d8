package dev.hookwright.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An endpoint of a provider with credentials made up in the form that one of its schemes wants, and a payload of that
 * provider's.
 */
public record Trial(Provider provider, Scheme scheme, Credentials credentials, LocalKeys keys, Draft draft) {
    private static final String URL = "https://hooks.example.com/hooks/orders";
    static final LocalKeys KNOWN = keptKeys();
    static final LocalKeys OTHERS = keptKeys();

    /** One for each scheme. */
    public static List<Trial> of(Provider provider) {
        List<Trial> trials = new ArrayList<>();
        for (Scheme scheme : provider.schemes()) {
            String secret = secret(scheme, "a secret of some length");
            Credentials credentials = credentials(provider, scheme, secret);
            trials.add(new Trial(provider, scheme, credentials, KNOWN, draft(provider, scheme, credentials)));
        }
        return trials;
    }

    /** Another secret, or other keys, of the same form. */
    Trial otherwise() {
        String secret = secret(scheme, "another of that length!");
        return new Trial(provider, scheme, credentials(provider, scheme, secret), OTHERS, draft);
    }

    /** Made once: an RSA key takes long. */
    private static LocalKeys keptKeys() {
        Map<String, KeyPair> pairs = new ConcurrentHashMap<>();
        return kind -> Optional.of(pairs.computeIfAbsent(
                kind, wanted -> TriggerKeys.unknown().of(wanted).orElseThrow()));
    }

    public Trial with(Draft other) {
        return new Trial(provider, scheme, credentials, keys, other);
    }

    public String url() {
        return URL;
    }

    public SignedRequest signed(Instant at) {
        return provider.sign(draft, credentials, at, keys);
    }

    public Verdict verify(HookRequest request, Instant now) {
        return scheme.head().needsSecret()
                ? provider.verify(request, credentials, now, null)
                : provider.verifyLocally(request, credentials, now, null, KNOWN);
    }

    /** Whether what it signs is verified. */
    public Verdict verdict(Instant at) {
        return verify(signed(at).received(), at);
    }

    @Override
    public String toString() {
        return provider.name() + " " + scheme.head().id();
    }

    private static Credentials credentials(Provider provider, Scheme scheme, String secret) {
        Map<String, String> config = new TreeMap<>();
        provider.configNames().forEach(name -> config.put(name, "x-" + name));
        SchemeHead head = scheme.head();
        Map<String, List<String>> named = head.needsSecret() ? Map.of(head.credential(), List.of(secret)) : Map.of();
        return new Credentials(named, config, Optional.of(head.id()));
    }

    private static Draft draft(Provider provider, Scheme scheme, Credentials credentials) {
        Draft example = provider.example(URL, "some.type").orElseThrow();
        Outgoing outgoing = new Outgoing(example, Instant.EPOCH, credentials.config());
        if (!scheme.suits(outgoing)) {
            byte[] form = "Body=Hello+%26+welcome&From=%2B15550100".getBytes(StandardCharsets.UTF_8);
            return new Draft(URL, Draft.FORM, form, null, false);
        }
        if (scheme instanceof SignedScheme signed && signed.demands().forEach() == null) {
            signed.content().places().forEach(place -> putMissing(outgoing, place));
        }
        return new Draft(URL, example.contentType(), outgoing.body(), example.type(), example.fresh());
    }

    /** The example may be of another kind than the scheme is for. */
    private static void putMissing(Outgoing outgoing, Place place) {
        try {
            if (place.kind() == Place.Kind.JSON
                    && place.first(outgoing.reading()).isEmpty()) {
                outgoing.put(place, List.of(), "something");
            }
        } catch (UnreadableBody e) {
            throw new IllegalStateException(e);
        }
    }

    private static String secret(Scheme scheme, String seed) {
        KeyForm form = scheme instanceof SignedScheme signed
                ? signed.keyForm()
                : scheme instanceof JwtScheme jwt
                        ? jwt.keyForms().values().iterator().next()
                        : null;
        if (scheme instanceof BasicScheme) {
            return "user:" + seed;
        }
        if (form instanceof PublicKeys keys) {
            return prefix(scheme, keys.prefixes()) + text(keys);
        }
        byte[] bytes = Digests.of("sha256", seed.getBytes(StandardCharsets.UTF_8));
        String hex = HexFormat.of().formatHex(bytes);
        if (!(form instanceof HmacKeys hmac)) {
            return hex;
        }
        SecretFormat format = hmac.format();
        return prefix(scheme, format.prefixes())
                + (format.encoding() == Encoding.UTF8 ? hex : format.encoding().encode(bytes));
    }

    private static String prefix(Scheme scheme, Prefixes prefixes) {
        String wanted = scheme.head().secretPrefix();
        return wanted.isEmpty() && !prefixes.texts().isEmpty()
                ? prefixes.texts().get(0)
                : wanted;
    }

    private static String text(PublicKeys keys) {
        byte[] spki = keys.algorithm().among(KNOWN).orElseThrow().getPublic().getEncoded();
        boolean ec = keys.algorithm().among(KNOWN).orElseThrow().getPublic() instanceof ECPublicKey;
        byte[] raw = Arrays.copyOfRange(spki, spki.length - (ec ? 65 : 32), spki.length);
        return switch (keys.format()) {
            case PEM, X509_PEM ->
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(spki)
                        + "\n-----END PUBLIC KEY-----";
            case SPKI_BASE64 -> Base64.getEncoder().encodeToString(spki);
            case RAW_HEX -> HexFormat.of().formatHex(raw);
            case JWK -> throw new IllegalStateException("no operator has that");
            case RAW_BASE64 -> Base64.getEncoder().encodeToString(raw);
        };
    }

    /** What is signed and what proves it, as far as it can be told from a request. */
    Optional<String> meaning(HookRequest request, Instant at) {
        if (!(scheme instanceof SignedScheme signed)) {
            return Optional.empty();
        }
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            Circumstances circumstances = new Circumstances(at, null, Downloads.NONE);
            for (Reading item : signed.demands().items(Reading.of(request, credentials.config()))) {
                List<String> items = signed.signature().groups(item).get(0);
                String time = signed.timestamp() == null
                        ? ""
                        : signed.timestamp().read(item, signed.signature(), items, circumstances);
                Reading timed = item.with("secret", "").with("timestamp", time == null ? "" : time);
                signed.content().parts(timed, signed.demands().absentIsEmpty()).forEach(all::writeBytes);
                String signatures = String.join("\n", items);
                boolean hex = signed.signature().encoding() == Encoding.HEX;
                all.writeBytes(
                        (hex ? signatures.toLowerCase(Locale.ROOT) : signatures).getBytes(StandardCharsets.UTF_8));
            }
            return Optional.of(all.toString(StandardCharsets.UTF_8));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }
}
