package dev.hookwright.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A jq expression that sees nothing but a body. Once its thread is interrupted, it ends at the next call of a function. */
public final class BodyQuery {
    private static final String PATH = "(?:\\.(?!\\.)(?:\\w+|\"\\w+\")?|\\[(?:-?\\d+|\"\\w+\")]|\\?)+";
    /** To one value, or to the first that is there. */
    private static final Pattern PATHS = Pattern.compile("\\s*" + PATH + "(?:\\s*(?:\\||//)\\s*" + PATH + ")*+\\s*");

    private final String expression;
    private final JsonQuery query;
    private final Scope scope = Scope.newEmptyScope();
    private final boolean isQuick;

    private BodyQuery(String expression, JsonQuery query) {
        this.expression = expression;
        this.query = query;
        this.isQuick = PATHS.matcher(expression).matches();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, scope);
        JqCorrections.addTo(scope);
        List.copyOf(scope.getLocalFunctions().entrySet())
                .forEach(function -> scope.addFunction(function.getKey(), interruptible(function.getValue())));
    }

    /** @throws IllegalArgumentException if it is not jq */
    public static BodyQuery compile(String expression) {
        try {
            return new BodyQuery(expression, JsonQuery.compile(expression, Versions.JQ_1_7));
        } catch (JsonQueryException e) {
            throw new IllegalArgumentException("the jq expression " + expression + " is not correct", e);
        }
    }

    /** As it is written. */
    public String expression() {
        return expression;
    }

    /** Whether it only steps into the body: any other may take long, or never end. */
    public boolean isQuick() {
        return isQuick;
    }

    /** What it finds in a body. It may fail with other exceptions, too, and with a StackOverflowError. */
    public List<JsonNode> of(JsonNode body) throws JsonQueryException {
        List<JsonNode> found = new ArrayList<>();
        query.apply(scope, body, found::add);
        return found;
    }

    private static Function interruptible(Function original) {
        return (callScope, arguments, in, path, output, version) -> {
            endIfInterrupted();
            original.apply(
                    callScope,
                    arguments,
                    in,
                    path,
                    (out, outPath) -> {
                        endIfInterrupted();
                        output.emit(out, outPath);
                    },
                    version);
        };
    }

    /** With what jq's own try does not catch. */
    private static void endIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the jq expression took too long");
        }
    }
}
