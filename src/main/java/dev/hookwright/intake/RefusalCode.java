package dev.hookwright.intake;

import dev.hookwright.provider.Verdict;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Why a request is refused, in words that programs may rely on. */
public enum RefusalCode {
    SENDER_NOT_ALLOWED(403, "Forbidden", "Requests are not taken from this address."),
    NO_SUCH_ENDPOINT(404, "Not found", "There is no such endpoint."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "Webhooks are posted: use POST."),
    REQUEST_TIMEOUT(408, "Request timeout", "The body did not arrive in time."),
    BODY_TOO_LARGE(413, "Content too large", "The body is larger than this endpoint takes."),
    UNSUPPORTED_CONTENT_ENCODING(415, "Unsupported media type", "Send the body without a content encoding."),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "The Content-Type is not one that is taken here."),
    URI_TOO_LONG(414, "URI too long", "The address is longer than is taken here."),
    HEADERS_TOO_LARGE(431, "Request header fields too large", "The headers are larger than is taken here."),
    MALFORMED_REQUEST(400, "Bad request", "The request is not as HTTP has it."),
    UNREADABLE_BODY(400, "Bad request", "The request cannot be read as what it says it is."),
    NOT_AN_EVENT(400, "Bad request", "What every event says is missing or wrong."),
    NO_DEDUP_KEY(400, "Bad request", "What tells this delivery from others is missing."),
    SCHEMA_NOT_MET(422, "Unprocessable content", "The payload is not of the form that this endpoint takes."),
    TAKES_TOO_LONG(422, "Unprocessable content", "What this endpoint makes of the payload takes too long."),
    TOO_MANY_REQUESTS(429, "Too many requests", "More than this endpoint takes. Try again later."),
    NOT_VERIFIED(401, "Unauthorized", "The request could not be verified."),
    NO_CONSENT(403, "Forbidden", "The endpoint does not agree to this by itself."),
    KEY_UNAVAILABLE(503, "Service unavailable", "The request cannot be verified now. Try again later."),
    CANNOT_STORE(503, "Service unavailable", "Nothing was accepted. Try again later."),
    INTERNAL_ERROR(500, "Internal server error", "Nothing was accepted. Try again later.");

    /** With these a request can be refused before it is known for which endpoint it is. */
    public static final Set<RefusalCode> OF_NO_ENDPOINT =
            EnumSet.of(NO_SUCH_ENDPOINT, URI_TOO_LONG, HEADERS_TOO_LARGE, MALFORMED_REQUEST, CANNOT_STORE);

    private final int status;
    private final String title;
    private final String publicText;

    RefusalCode(int status, String title, String publicText) {
        this.status = status;
        this.title = title;
        this.publicText = publicText;
    }

    static RefusalCode of(Verdict.Reason reason) {
        return switch (reason) {
            case KEY_UNAVAILABLE -> KEY_UNAVAILABLE;
            case NO_CONSENT -> NO_CONSENT;
            default -> NOT_VERIFIED;
        };
    }

    public int status() {
        return status;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the sender is told: the same whatever the reason behind it. As RFC 9457 has it. */
    String problemJson() {
        return "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"code\":\"" + word()
                + "\",\"detail\":\"" + publicText + "\"}";
    }
}
