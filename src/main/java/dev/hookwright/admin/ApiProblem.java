package dev.hookwright.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The API cannot do what was asked; answered as RFC 9457 has it. */
final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private final transient @Nullable ObjectNode members;

    ApiProblem(int status, String code, String detail) {
        this(status, code, detail, null);
    }

    /** @param members what the answer says besides */
    ApiProblem(int status, String code, String detail, @Nullable ObjectNode members) {
        super(detail);
        this.status = status;
        this.code = code;
        this.members = members;
    }

    @Nullable
    ObjectNode members() {
        return members;
    }

    static ApiProblem badParameter(String name, String form) {
        return new ApiProblem(400, "bad-parameter", "\"" + name + "\" is " + form + ".");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
