package dev.hookwright.provider;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/** New values in the form of old ones: a sample that is sent again is another event. */
final class Fresh {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String DIGITS = "0123456789";
    private static final String HEX = "0123456789abcdef";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    /** An id of less could come twice. */
    private static final int LEAST = 9;

    private static final int LONGEST = 36;
    private static final int NONCE_BYTES = 25;

    private Fresh() {}

    static String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What tells kinds of ids apart stands in front ({@code evt_...}) and stays; a time becomes the given one. */
    static String like(String old, Instant at) {
        if (isTime(old)) {
            return (old.contains(".") ? at : Instant.ofEpochSecond(at.getEpochSecond())).toString();
        }
        int start = 0;
        for (int i = 0; i < old.length() - 1; i++) {
            start = Character.isLetterOrDigit(old.charAt(i)) ? start : i + 1;
        }
        start = Math.max(start, old.length() - LONGEST);
        return old.substring(0, start) + random(old.substring(start));
    }

    static boolean isTime(String text) {
        return TimestampRule.Unit.ISO8601.read(text) != null;
    }

    private static String random(String old) {
        boolean digits = old.chars().allMatch(Character::isDigit);
        boolean hex = old.toLowerCase(Locale.ROOT).chars().allMatch(c -> HEX.indexOf(c) >= 0);
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < Math.max(old.length(), LEAST); i++) {
            char model = i < old.length() ? old.charAt(i) : digits ? '0' : 'a';
            if (Character.isDigit(model)) {
                // A number does not begin with a zero.
                made.append(i == 0 ? one(DIGITS.substring(1)) : one(DIGITS));
            } else if (Character.isLetter(model)) {
                char letter = one(hex ? HEX.substring(DIGITS.length()) : LETTERS);
                made.append(Character.isUpperCase(model) ? Character.toUpperCase(letter) : letter);
            } else {
                made.append(model);
            }
        }
        return made.toString();
    }

    private static char one(String of) {
        return of.charAt(RANDOM.nextInt(of.length()));
    }
}
