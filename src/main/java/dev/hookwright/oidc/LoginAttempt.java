package dev.hookwright.oidc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser's way to the provider and back. All that has to be known of it when it comes back is in a cookie that only
 * this browser has, so that any node can take it in; what others get to see (the state, the nonce, the digest of the
 * verifier) is made of the cookie, and the cookie cannot be made of it.
 *
 * @param cookie the whole of it
 * @param begunAt when the browser left
 * @param then the page that is wanted afterwards
 */
public record LoginAttempt(String cookie, Instant begunAt, String then) {
    /** How long one may take to sign in at the provider. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Pattern COOKIE = Pattern.compile("(\\d{1,12})\\.([\\w-]{43})\\.([\\w-]{1,700})");
    /** A path of these pages: a second slash, or what browsers take for one, would lead to another host. */
    private static final Pattern PAGE = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e]*");

    private static final String FIRST_PAGE = "/events";
    private static final int LONGEST_PAGE = 500;

    /** @param wanted the page; any other text leads to the first one */
    public static LoginAttempt begin(Instant now, String wanted) {
        String then = page(wanted);
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(then.getBytes(StandardCharsets.US_ASCII));
        return new LoginAttempt(now.getEpochSecond() + "." + Secrets.random() + "." + encoded, now, then);
    }

    /** What a cookie says; empty if it is none of ours or too old. */
    public static Optional<LoginAttempt> read(String cookie, Instant now) {
        Matcher parts = COOKIE.matcher(cookie);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Instant begunAt = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
        if (begunAt.isAfter(now) || !now.isBefore(begunAt.plus(LONGEST))) {
            return Optional.empty();
        }
        try {
            byte[] then = Base64.getUrlDecoder().decode(parts.group(3));
            return Optional.of(new LoginAttempt(cookie, begunAt, page(new String(then, StandardCharsets.US_ASCII))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String page(String wanted) {
        return wanted.length() <= LONGEST_PAGE && PAGE.matcher(wanted).matches() ? wanted : FIRST_PAGE;
    }

    /** Comes back with the browser: it was this one that left. */
    String state() {
        return Secrets.digest("state:" + cookie);
    }

    /** Comes back in the ID token: it was made for this attempt. */
    String nonce() {
        return Secrets.digest("nonce:" + cookie);
    }

    /** Shows the provider that the code is redeemed by who asked for it (RFC 7636). */
    String verifier() {
        return Secrets.digest("verifier:" + cookie);
    }

    String challenge() {
        return Secrets.digest(verifier());
    }

    @Override
    public String toString() {
        return "a sign-in begun at " + begunAt;
    }
}
