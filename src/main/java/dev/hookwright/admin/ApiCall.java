package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A call as the part of the API that answers it sees it. */
final class ApiCall {
    private static final String CALLER = "caller";
    private static final String ALLOWED = "stillAllowed";
    private static final String MASKING = "masking";
    private static final String ADDRESS = "address";
    private static final String CSRF = "csrf";
    private static final String STATUS = "answerStatus";
    private static final String UNCHANGED = "unchanged";

    private final RoutingContext context;

    ApiCall(RoutingContext context) {
        this.context = context;
    }

    static void by(Caller caller, RoutingContext context) {
        context.put(CALLER, caller);
    }

    /** Who made it shows only while it is answered. */
    void isNow(Caller caller) {
        by(caller, context);
    }

    /** @param allowed whether the caller may still hear */
    static void whileAllowed(BooleanSupplier allowed, RoutingContext context) {
        context.put(ALLOWED, allowed);
    }

    /** Whether the caller may still hear: a token can be revoked, a session can end. */
    boolean isStillAllowed() {
        return context.<BooleanSupplier>get(ALLOWED).getAsBoolean();
    }

    static void maskedBy(Masking masking, RoutingContext context) {
        context.put(MASKING, masking);
    }

    /** Whether there is anything that the caller is not to see. */
    boolean isMasked() {
        return context.<Masking>get(MASKING).appliesTo(caller());
    }

    /**
     * Looking for text tells what is hidden, a character at a time.
     *
     * @param text null or empty for none
     * @throws ApiProblem if there is anything that the caller is not to see
     */
    void mayLookFor(@Nullable String text, @Nullable String error) {
        if (!context.<Masking>get(MASKING).maySearch(caller(), text, error)) {
            throw new ApiProblem(
                    403,
                    "not-allowed",
                    "Fields of payloads are hidden from your role, so it may not search for text: look by id, endpoint, type, status, route or time.");
        }
    }

    /** What the caller is to see of an answer. */
    JsonNode shown(JsonNode answer) {
        return context.<Masking>get(MASKING).shown(caller(), answer);
    }

    Caller caller() {
        return context.get(CALLER);
    }

    /** Where it comes from. */
    String address() {
        return context.get(ADDRESS);
    }

    static String address(RoutingContext context) {
        return context.get(ADDRESS);
    }

    static void from(String address, RoutingContext context) {
        context.put(ADDRESS, address);
    }

    /** What changing calls of the same session of the pages have to show; null if it carries a token. */
    @Nullable
    String csrf() {
        return context.get(CSRF);
    }

    static void within(String csrf, RoutingContext context) {
        context.put(CSRF, csrf);
    }

    @Nullable
    String header(String name) {
        return context.request().getHeader(name);
    }

    void answerHeader(String name, String value) {
        context.response().putHeader(name, value);
    }

    HttpServerRequest request() {
        return context.request();
    }

    /** Answers with another status than the operation's usual one. */
    void answerWith(int status) {
        context.put(STATUS, status);
    }

    /** As it turns out, there is nothing to write down. */
    void changesNothing() {
        context.put(UNCHANGED, true);
    }

    boolean changedNothing() {
        return context.get(UNCHANGED, false);
    }

    /** What it is answered with if all goes well. */
    static int status(RoutingContext context, Operation operation) {
        return context.<Integer>get(STATUS, operation.status());
    }

    /** What stands in the path for a variable of the operation. */
    String path(String variable) {
        return context.pathParam(variable);
    }

    /** A parameter of the query; one that is empty says nothing. */
    @Nullable
    String query(String name) {
        String value = context.queryParams().get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    MultiMap query() {
        return context.queryParams();
    }

    /**
     * The body, which is a JSON object; an empty one where there is none.
     *
     * @param code of the problem if it is not
     * @param fields that it may have
     */
    CallBody body(String code, Set<String> fields) {
        return CallBody.read(context.body().asString(), code, fields);
    }
}
