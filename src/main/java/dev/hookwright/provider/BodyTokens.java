package dev.hookwright.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fields of a JSON body in which a provider shows the endpoint's token, whole requests and items of them alike. */
public final class BodyTokens {
    private static final Pattern NONE = Pattern.compile("(?!)");

    private final Pattern field;

    private BodyTokens(Pattern field) {
        this.field = field;
    }

    public static BodyTokens of(Provider provider) {
        Set<String> names = provider.schemes().stream()
                .flatMap(scheme -> scheme.proofFields().stream())
                .collect(Collectors.toSet());
        return new BodyTokens(
                names.isEmpty()
                        ? NONE
                        : Pattern.compile(names.stream()
                                .map(Pattern::quote)
                                .collect(Collectors.joining("|", "\"(?:", ")\"\\s*:\\s*\""))));
    }

    /** The body with a mask in the place of the tokens. */
    public String hide(String body, String mask) {
        return replace(body, (i, old) -> mask);
    }

    /** An edited body with the tokens of the original where it still has the mask. */
    public String putBack(String edited, String mask, String original) {
        List<String> tokens = new ArrayList<>();
        replace(original, (i, token) -> {
            tokens.add(token);
            return token;
        });
        return replace(
                edited,
                (i, shown) ->
                        shown.equals(mask) && !tokens.isEmpty() ? tokens.get(Math.min(i, tokens.size() - 1)) : shown);
    }

    private interface Replacement {
        /** @param index how many were before */
        String of(int index, String old);
    }

    private String replace(String body, Replacement replacement) {
        StringBuilder text = new StringBuilder();
        Matcher matcher = field.matcher(body);
        int done = 0;
        for (int i = 0; matcher.find(done); i++) {
            int end = endOfText(body, matcher.end());
            text.append(body, done, matcher.end()).append(replacement.of(i, body.substring(matcher.end(), end)));
            done = end;
        }
        return text.append(body, done, body.length()).toString();
    }

    private static int endOfText(String body, int start) {
        int end = start;
        while (end < body.length() && body.charAt(end) != '"') {
            end += body.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end, body.length());
    }
}
