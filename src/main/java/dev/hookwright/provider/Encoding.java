package dev.hookwright.provider;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How bytes are written as text. Only the canonical spelling is read, so that a signature has one form. */
enum Encoding {
    UTF8,
    HEX,
    BASE64,
    BASE64URL;

    /** The bytes; null if the text is not a canonical spelling of any. */
    byte @Nullable [] decode(String text) {
        try {
            return switch (this) {
                case UTF8 -> text.getBytes(StandardCharsets.UTF_8);
                case HEX -> HexFormat.of().parseHex(text);
                case BASE64 -> canonical(text, Base64.getDecoder().decode(text), Base64.getEncoder());
                case BASE64URL -> canonical(text, Base64.getUrlDecoder().decode(text), Base64.getUrlEncoder());
            };
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The word for it in a provider's file. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String encode(byte[] bytes) {
        return switch (this) {
            case UTF8 -> new String(bytes, StandardCharsets.UTF_8);
            case HEX -> HexFormat.of().formatHex(bytes);
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        };
    }

    /** Padding may be left out; unused bits in the last character must be zero. */
    private static byte @Nullable [] canonical(String text, byte[] bytes, Base64.Encoder encoder) {
        boolean same = encoder.encodeToString(bytes).equals(text)
                || encoder.withoutPadding().encodeToString(bytes).equals(text);
        return same ? bytes : null;
    }
}
