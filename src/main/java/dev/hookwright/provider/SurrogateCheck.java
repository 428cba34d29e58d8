package dev.hookwright.provider;

/** Finds halves of surrogate pairs in JSON: no text can hold them, so what is read would not be what was signed. */
final class SurrogateCheck {
    private static final int HALF_OF_A_PAIR_IN_UTF8 = 0xED;

    private SurrogateCheck() {}

    static void check(byte[] json) throws UnreadableBody {
        int high = -1;
        for (int at = 0; at < json.length; at++) {
            int escaped = json[at] == '\\' ? escape(json, at) : -1;
            if (json[at] == '\\') {
                at += escaped < 0 ? 1 : 5;
            }
            boolean low = Character.isLowSurrogate((char) Math.max(0, escaped));
            boolean encoded = (json[at] & 0xFF) == HALF_OF_A_PAIR_IN_UTF8
                    && at + 1 < json.length
                    && (json[at + 1] & 0xFF) >= 0xA0;
            if (encoded || (high >= 0) != low) {
                throw new UnreadableBody("the body has half of a surrogate pair at byte " + at);
            }
            high = Character.isHighSurrogate((char) Math.max(0, escaped)) ? escaped : -1;
        }
    }

    /** The code of a backslash, u and four digits; -1 if it is another escape. */
    private static int escape(byte[] json, int at) {
        if (at + 5 >= json.length || json[at + 1] != 'u') {
            return -1;
        }
        int code = 0;
        for (int i = at + 2; i <= at + 5; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }
}
