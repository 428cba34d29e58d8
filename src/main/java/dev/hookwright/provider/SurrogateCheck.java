package dev.hookwright.provider;

/** Finds halves of surrogate pairs in JSON: no text can hold them, so what is read would not be what was signed. */
final class SurrogateCheck {
    private static final byte HALF_OF_A_PAIR_IN_UTF8 = (byte) 0xED;
    /** Bytes of a backslash, u and four digits. */
    private static final int ESCAPE = 6;

    private SurrogateCheck() {}

    static void check(byte[] json) throws UnreadableBody {
        int at = next(json, 0);
        while (at < json.length) {
            at = next(json, json[at] == '\\' ? behindEscape(json, at) : behindCharacter(json, at));
        }
    }

    /** Where the next byte stands that may be part of a half. All bodies go through here, every byte of them. */
    private static int next(byte[] json, int from) {
        int at = from;
        while (at < json.length && json[at] != '\\' && json[at] != HALF_OF_A_PAIR_IN_UTF8) {
            at++;
        }
        return at;
    }

    private static int behindCharacter(byte[] json, int at) throws UnreadableBody {
        if (at + 1 < json.length && (json[at + 1] & 0xFF) >= 0xA0) {
            throw half(at);
        }
        return at + 1;
    }

    private static int behindEscape(byte[] json, int at) throws UnreadableBody {
        int code = escape(json, at);
        if (code < 0) {
            return at + 2;
        }
        if (Character.isHighSurrogate((char) code)) {
            int low = escape(json, at + ESCAPE);
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
                return at + 2 * ESCAPE;
            }
        }
        if (Character.isSurrogate((char) code)) {
            throw half(at);
        }
        return at + ESCAPE;
    }

    private static UnreadableBody half(int at) {
        return new UnreadableBody("the body has half of a surrogate pair at byte " + at);
    }

    /** The code of a backslash, u and four digits; -1 if it is anything else. */
    private static int escape(byte[] json, int at) {
        if (at + ESCAPE > json.length || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        int code = 0;
        for (int i = at + 2; i < at + ESCAPE; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }
}
