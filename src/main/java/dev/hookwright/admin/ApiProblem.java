package dev.hookwright.admin;

/** The API cannot do what was asked; answered as RFC 9457 has it. */
final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    ApiProblem(int status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
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
