package dev.hookwright.provider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What proves a request, as it is written in it.
 *
 * @param base where the path to it begins in a JSON body
 * @param format null for a proof that is not a signature in a format
 */
record ProofText(
        Place place, List<String> base, String text, SignatureFormat format, TimestampRule timestamp, String key) {
    private static final String LETTERS = "0123456789abcdefABCDEFxyz+/=,";

    static ProofText of(Trial trial, HookRequest request) {
        Reading reading = Reading.of(request, trial.credentials().config());
        try {
            if (trial.scheme() instanceof SignedScheme signed) {
                Place place = signed.signature().source().places().get(0);
                Reading item = signed.demands().items(reading).get(0);
                return new ProofText(
                        place,
                        item.base(),
                        place.all(item).get(0),
                        signed.signature(),
                        signed.timestamp(),
                        signed.signature().key().text(reading));
            }
            Place place = trial.scheme() instanceof TokenScheme token
                    ? token.source().places().get(0)
                    : trial.scheme() instanceof JwtScheme jwt
                            ? jwt.token().places().get(0)
                            : Place.of(Place.Kind.HEADER, "authorization");
            return new ProofText(place, List.of(), place.all(reading).get(0), null, null, "");
        } catch (Refusal e) {
            throw new IllegalStateException(trial + ": " + e.getMessage(), e);
        }
    }

    /** Other texts in its place. */
    Set<String> mutated(Random random) {
        int length = text.length();
        Set<String> texts = new LinkedHashSet<>(List.of(
                "",
                " ",
                "v1,",
                "x",
                text.substring(0, length - 1),
                text.substring(0, length - 2),
                text.substring(0, length / 2),
                text.substring(1),
                text.substring(length / 2),
                text + "0",
                text + "00",
                text + "A",
                text + "=",
                text + text,
                "v1," + text,
                text.toUpperCase(Locale.ROOT),
                text.toLowerCase(Locale.ROOT),
                new StringBuilder(text).reverse().toString(),
                text.replaceAll("[0-9]", "0"),
                text.replaceAll("[A-Za-z]", "A")));
        // In base64, often another spelling of the same bytes.
        int last = unpadded(text).length() - 1;
        texts.add(text.substring(0, last) + (char) (text.charAt(last) + 1) + text.substring(last + 1));
        for (int i = 0; i < 6; i++) {
            int at = random.nextInt(length);
            char letter = text.charAt(at);
            char swapped =
                    Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
            texts.add(text.substring(0, at) + swapped + text.substring(at + 1));
            char other = LETTERS.charAt(random.nextInt(LETTERS.length()));
            texts.add(text.substring(0, at) + other + text.substring(at + 1));
        }
        texts.remove(text);
        return texts;
    }

    /** With other bytes in the signature, written as they should be. */
    List<String> reEncoded() {
        List<String> items = format == null ? List.of() : items(text);
        List<String> signatures = format == null ? List.of() : with(key, items.subList(format.skip(), items.size()));
        byte[] bytes = signatures.isEmpty() ? null : format.encoding().decode(signatures.get(0));
        if (bytes == null) {
            return List.of();
        }
        byte[] inFront = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, inFront, 1, bytes.length);
        return Stream.of(
                        Arrays.copyOf(bytes, bytes.length + 1),
                        Arrays.copyOf(bytes, bytes.length - 1),
                        Arrays.copyOf(bytes, bytes.length * 2),
                        Arrays.copyOf(bytes, 1),
                        new byte[bytes.length],
                        inFront)
                .map(other -> text.replace(signatures.get(0), format.encoding().encode(other)))
                .toList();
    }

    /**
     * Whether the scheme takes such a text: hexadecimal digits have no case, base64 may lack its padding, the name of
     * Basic authentication has no case (RFC 7235), nor has the word before another credential, a prefix may be optional,
     * and a list may hold other signatures.
     */
    boolean isAllowed(String other) {
        int word = text.matches("[A-Za-z0-9]+ .*") ? text.indexOf(' ') + 1 : 0;
        if (word > 0 && other.regionMatches(true, 0, text, 0, word) && !other.startsWith(text.substring(0, word))) {
            return isAllowed(text.substring(0, word) + other.substring(word));
        }
        if (format == null) {
            return other.equals(text)
                    || other.regionMatches(true, 0, "basic ", 0, 6)
                            && text.startsWith("Basic ")
                            && unpadded(other.substring(6)).equals(unpadded(text.substring(6)));
        }
        Source source = format.source();
        if (!source.prefixOptional() && !other.startsWith(source.prefix())) {
            return false;
        }
        String separator = format.groupSeparator();
        return separator.isEmpty()
                ? holds(other)
                : Stream.of(other.split(Pattern.quote(separator), -1)).anyMatch(this::holds);
    }

    private boolean holds(String other) {
        List<String> own = items(text);
        List<String> others = items(other);
        int index = timestamp == null ? -1 : timestamp.signatureIndex();
        String timeKey = timestamp == null ? "" : timestamp.signatureKey();
        boolean sameTime =
                index < 0 || (index < others.size() && others.get(index).equals(own.get(index)));
        if (!timeKey.isEmpty()) {
            sameTime = with(timeKey, own).equals(with(timeKey, others));
        }
        String signature = with(key, own.subList(format.skip(), own.size())).get(0);
        return sameTime
                && others.size() > format.skip()
                && with(key, others.subList(format.skip(), others.size())).stream()
                        .anyMatch(item -> same(item, signature));
    }

    private boolean same(String other, String signature) {
        return switch (format.encoding()) {
            case HEX -> other.equalsIgnoreCase(signature);
            case BASE64, BASE64URL ->
                other.equals(signature)
                        || (other.equals(unpadded(other)) && other.equals(unpadded(signature)))
                        || (signature.equals(unpadded(signature))
                                && unpadded(other).equals(signature)
                                && isPadded(other));
            case UTF8 -> other.equals(signature);
        };
    }

    private static boolean isPadded(String text) {
        return text.length() % 4 == 0;
    }

    private static String unpadded(String text) {
        return text.replaceAll("=+$", "");
    }

    private List<String> with(String wanted, List<String> items) {
        return items.stream()
                .filter(item -> item.startsWith(wanted + format.pairSeparator()))
                .map(item ->
                        item.substring(wanted.length() + format.pairSeparator().length()))
                .toList();
    }

    private List<String> items(String of) {
        String prefix = format.source().prefix();
        String value = of.startsWith(prefix) ? of.substring(prefix.length()) : of;
        if (format.separator().isEmpty()) {
            return List.of(value);
        }
        List<String> items = new ArrayList<>();
        for (String item : value.split(Pattern.quote(format.separator()), -1)) {
            items.add(item.strip());
        }
        return items;
    }

    /** Whether it stands in a request as it is, at every place where it has to. */
    boolean isIn(HookRequest request) {
        try {
            List<String> values = place.all(Reading.of(request, Map.of()));
            return values.stream().allMatch(text::equals);
        } catch (Refusal e) {
            return place.kind() == Place.Kind.QUERY || place.kind() == Place.Kind.HEADER;
        }
    }

    /** The headers that a scheme cannot do without, or of which it takes only one. */
    List<Place> headers(Scheme scheme) {
        List<Place> places = new ArrayList<>(List.of(place));
        if (scheme instanceof SignedScheme signed) {
            places.addAll(signed.demands().headers().keySet());
            places.addAll(signed.content().places());
            TimestampRule rule = signed.timestamp();
            if (rule != null && rule.source() != null && !rule.optional()) {
                places.add(rule.source().places().get(0));
            }
        }
        places.removeIf(one -> one.kind() != Place.Kind.HEADER);
        return places;
    }
}
