package dev.hookwright.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text that a sender has percent-encoded to get it into a header, as CloudEvents has it. */
final class HeaderText {
    private HeaderText() {}

    /** Without quotes around it, then decoded once. A percent sign that begins no escape stands for itself. */
    static String decode(String header) throws UnreadableBody {
        String text = unquoted(header);
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%' && i + 2 < text.length() && isHex(text, i + 1) && isHex(text, i + 2)) {
                bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(text.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return HookRequest.utf8(bytes.toByteArray());
        } catch (UnreadableBody e) {
            throw new UnreadableBody("a percent-encoded header is not UTF-8");
        }
    }

    /** RFC 9110, section 5.6.4. */
    private static String unquoted(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 1; i < text.length() - 1; i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length() - 1) {
                i++;
            }
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }

    private static boolean isHex(String text, int at) {
        return Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 128;
    }
}
