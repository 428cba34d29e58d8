package dev.hookwright.config;

/** What some senders write in front of a text in UTF-8. A reader of JSON may pass it over (RFC 8259, section 8.1). */
public final class ByteOrderMark {
    private ByteOrderMark() {}

    /** How many bytes of the body it takes up; 0 if it is not there. */
    public static int lengthIn(byte[] body) {
        return body.length > 2 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF ? 3 : 0;
    }

    /** The first byte behind it that is no blank; -1 if there is none. */
    public static int firstBehind(byte[] body) {
        for (int at = lengthIn(body); at < body.length; at++) {
            if (!Character.isWhitespace(body[at])) {
                return body[at] & 0xFF;
            }
        }
        return -1;
    }
}
