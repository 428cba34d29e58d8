package dev.hookwright.provider;

import org.jspecify.annotations.Nullable;

/**
 * What is to be sent as a provider would, before it is signed.
 *
 * @param url that the provider was given
 * @param type of the event, where the provider says it in a header; null to leave it out
 * @param fresh whether ids in the body are to be made new, so that it is another event each time
 */
public record Draft(
        String url,
        String contentType,
        byte[] body,
        @Nullable String type,
        boolean fresh) {
    public static final String JSON = "application/json";
    public static final String FORM = "application/x-www-form-urlencoded";

    /** An example that does not say its content type has it from what its body looks like. */
    static Draft like(HookRequest example, String url, @Nullable String type) {
        byte[] body = example.body();
        char begin = body.length == 0 ? '{' : (char) body[0];
        String otherwise = "{[".indexOf(begin) >= 0 ? JSON : begin == '<' ? "application/xml" : FORM;
        return new Draft(url, example.header("content-type").orElse(otherwise), body, type, true);
    }

    Draft as(String otherType) {
        return new Draft(url, otherType, body, type, fresh);
    }

    /** JSON that is sent as it is, but for what a scheme has to put in. */
    public static Draft json(String url, byte[] body, @Nullable String type) {
        return new Draft(url, JSON, body, type, false);
    }
}
