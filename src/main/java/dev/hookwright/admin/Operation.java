package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API. The router, the check of roles, the check of parameters and the OpenAPI document are all made
 * from the table of these, so that none of them can know of a call that the others do not.
 *
 * @param path below {@code /api/v1}, its variables in braces
 * @param role the least that may make it
 * @param summary one line
 * @param query the names of the query parameters that it knows
 * @param request the schema of its body; null if it takes none
 * @param status of its answer, if all goes well
 * @param otherStatus that the same answer may have as well; null if there is none
 * @param answer the schema of its answer; null if that is empty
 * @param problems by status, the schemas of those that say more than every problem does
 */
public record Operation(
        HttpMethod method,
        String path,
        Role role,
        String summary,
        List<String> query,
        @Nullable String request,
        int status,
        @Nullable Integer otherStatus,
        @Nullable String answer,
        Map<Integer, String> problems,
        Work work) {

    /** How it is answered. */
    public sealed interface Work {}

    /** By one JSON document, made off the event loop. */
    record Answered(Function<ApiCall, JsonNode> by) implements Work {}

    /** By what is written as it comes, in a media type of its own. */
    record Streamed(String mediaType, Handler<RoutingContext> by) implements Work {}

    static Draft get(String path, Role role, String summary) {
        return new Draft(HttpMethod.GET, path, role, summary);
    }

    static Draft post(String path, Role role, String summary) {
        return new Draft(HttpMethod.POST, path, role, summary);
    }

    static Draft delete(String path, Role role, String summary) {
        return new Draft(HttpMethod.DELETE, path, role, summary);
    }

    /** An operation of which something is still to be said. */
    static final class Draft {
        private final HttpMethod method;
        private final String path;
        private final Role role;
        private final String summary;
        private List<String> query = List.of();
        private @Nullable String request;
        private int status = 200;
        private @Nullable Integer otherStatus;
        private Map<Integer, String> problems = Map.of();

        private Draft(HttpMethod method, String path, Role role, String summary) {
            this.method = method;
            this.path = path;
            this.role = role;
            this.summary = summary;
        }

        Draft query(List<String> names) {
            query = names;
            return this;
        }

        Draft query(String... names) {
            return query(List.of(names));
        }

        Draft takes(String schema) {
            request = schema;
            return this;
        }

        Draft status(int successful) {
            status = successful;
            return this;
        }

        /** Sometimes answered with this. */
        Draft orStatus(int other) {
            otherStatus = other;
            return this;
        }

        /** Refused with a problem that says more than others do. */
        Draft orProblem(int refused, String schema) {
            problems = Map.of(refused, schema);
            return this;
        }

        /** Answered with nothing. */
        Operation gives(Consumer<ApiCall> by) {
            status = 204;
            return with(null, new Answered(call -> {
                by.accept(call);
                return MissingNode.getInstance();
            }));
        }

        Operation gives(String schema, Function<ApiCall, JsonNode> by) {
            return with(schema, new Answered(by));
        }

        Operation streams(String mediaType, String schema, Handler<RoutingContext> by) {
            return with(schema, new Streamed(mediaType, by));
        }

        private Operation with(@Nullable String schema, Work work) {
            return new Operation(
                    method, path, role, summary, query, request, status, otherStatus, schema, problems, work);
        }
    }
}
