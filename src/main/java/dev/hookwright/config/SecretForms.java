package dev.hookwright.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One secret in all forms in which a text may hold it: as it is, percent-encoded, escaped as in JSON or HTML, and
 * within anything in base64, as a user and a password are.
 */
final class SecretForms {
    /** Of a secret URL, a part this long is a secret by itself. */
    private static final int LONG_PART = 16;

    private final List<Form> forms = new ArrayList<>();

    /**
     * @param anchor a part that every form has as it is, so that most texts need not be searched further
     * @param inBase64 whether what stands around it in base64 belongs to it
     */
    private record Form(String anchor, Pattern pattern, boolean inBase64) {}

    SecretForms(String secret, int shortest) {
        parts(secret, shortest).forEach(part -> {
            add(part, false);
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            for (int before = 0; before < 3; before++) {
                String inner = base64(bytes, before);
                add(inner, true);
                String urlSafe = inner.replace('+', '-').replace('/', '_');
                if (!urlSafe.equals(inner)) {
                    add(urlSafe, true);
                }
            }
        });
    }

    private void add(String text, boolean inBase64) {
        forms.add(new Form(anchor(text), Pattern.compile(pattern(text)), inBase64));
    }

    /** Of a URL that is a secret, what a vendor may say back without the rest. */
    private static List<String> parts(String secret, int shortest) {
        List<String> parts = new ArrayList<>(List.of(secret));
        if (secret.matches("https?://[^/]+/.*")) {
            String behindHost = secret.substring(secret.indexOf('/', "https://".length()) + 1);
            parts.add(behindHost);
            Arrays.stream(behindHost.split("[/?&=#]"))
                    .filter(part -> part.length() >= LONG_PART)
                    .forEach(parts::add);
        }
        return parts.stream()
                .filter(part -> part.length() >= shortest)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    String mask(String text, String mask) {
        String masked = text;
        for (Form form : forms) {
            if (masked.contains(form.anchor())) {
                masked = mask(masked, form, mask);
            }
        }
        return masked;
    }

    private static String mask(String text, Form form, String mask) {
        Matcher matcher = form.pattern().matcher(text);
        StringBuilder masked = new StringBuilder();
        int done = 0;
        while (matcher.find(done)) {
            int start = matcher.start();
            int end = matcher.end();
            while (form.inBase64() && start > done && isBase64(text.charAt(start - 1))) {
                start--;
            }
            while (form.inBase64() && end < text.length() && isBase64(text.charAt(end))) {
                end++;
            }
            masked.append(text, done, start).append(mask);
            done = end;
        }
        return masked.append(text, done, text.length()).toString();
    }

    private static boolean isBase64(char character) {
        return (character < 128 && Character.isLetterOrDigit(character)) || "+/_=-".indexOf(character) >= 0;
    }

    /** What is the same wherever the secret begins within what is encoded. */
    private static String base64(byte[] secret, int before) {
        byte[] bytes = new byte[before + secret.length];
        System.arraycopy(secret, 0, bytes, before, secret.length);
        String encoded = Base64.getEncoder().encodeToString(bytes);
        return encoded.substring((8 * before + 5) / 6, 8 * bytes.length / 6);
    }

    private static String anchor(String text) {
        return Arrays.stream(text.split("[^A-Za-z0-9]"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static String pattern(String text) {
        StringBuilder pattern = new StringBuilder();
        text.codePoints()
                .forEach(character -> pattern.append(
                        character < 128 && Character.isLetterOrDigit(character)
                                ? Character.toString(character)
                                : "(?:" + String.join("|", written(Character.toString(character))) + ")"));
        return pattern.toString();
    }

    /** How else than by itself a character may be written. */
    private static List<String> written(String character) {
        StringBuilder percent = new StringBuilder();
        for (byte part : character.getBytes(StandardCharsets.UTF_8)) {
            percent.append("%(?:25)?").append(String.format(Locale.ROOT, "%02X", part));
        }
        StringBuilder unicode = new StringBuilder();
        character
                .chars()
                .forEach(unit -> unicode.append("\\\\{1,8}u").append(String.format(Locale.ROOT, "%04x", unit)));
        List<String> written = new ArrayList<>();
        written.add("\\\\{0,8}" + Pattern.quote(character));
        written.add("(?i:" + percent + ")");
        written.add("(?i:" + unicode + ")");
        written.add("&#0{0,4}" + character.codePointAt(0) + ";");
        switch (character) {
            case " " -> written.add("\\+");
            case "&" -> written.add("&amp;");
            case "<" -> written.add("&lt;");
            case ">" -> written.add("&gt;");
            case "\"" -> written.add("&quot;");
            case "'" -> written.add("&apos;");
            case "\\" -> written.add("\\\\{1,8}");
            case "\n" -> written.add("\\\\{1,8}n");
            default -> {}
        }
        return written;
    }
}
