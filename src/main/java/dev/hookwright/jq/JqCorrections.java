package dev.hookwright.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;

/** Functions that would give something else than jq itself does: text without its emojis, 7.0 where jq says 7. */
public final class JqCorrections {
    private static final List<String> GIVE_WHOLE_NUMBERS =
            List.of("floor", "ceil", "round", "sqrt", "cbrt", "exp2", "exp10", "log2", "log10");
    private static final List<String> LEAVE_WHOLE_NUMBERS = List.of("floor", "ceil", "round");
    /** Up to here a double is one number, and not one of several. */
    private static final double LARGEST_WHOLE = 1L << 53;

    private JqCorrections() {}

    /** @param scope has the functions of jq already */
    public static void addTo(Scope scope) {
        scope.addFunction("implode", 0, JqCorrections::implode);
        for (String name : GIVE_WHOLE_NUMBERS) {
            Function original = scope.getFunction(name, 0);
            if (original != null) {
                scope.addFunction(name, 0, wholeNumbers(original, LEAVE_WHOLE_NUMBERS.contains(name)));
            }
        }
    }

    private static void implode(
            Scope scope, List<Expression> arguments, JsonNode in, Path path, PathOutput output, Version version)
            throws JsonQueryException {
        if (!in.isArray()) {
            throw new JsonQueryException("implode takes a list of code points");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode point : in) {
            if (!point.isNumber() || !Character.isValidCodePoint(point.asInt())) {
                throw new JsonQueryException("implode takes code points alone, and met " + point);
            }
            text.appendCodePoint(point.asInt());
        }
        output.emit(TextNode.valueOf(text.toString()), null);
    }

    private static Function wholeNumbers(Function original, boolean leavesWholeNumbers) {
        return (scope, arguments, in, path, output, version) -> {
            if (leavesWholeNumbers && in.isIntegralNumber()) {
                output.emit(in, null);
            } else {
                original.apply(
                        scope,
                        arguments,
                        in,
                        path,
                        (out, outPath) -> output.emit(isWhole(out) ? LongNode.valueOf(out.longValue()) : out, outPath),
                        version);
            }
        };
    }

    private static boolean isWhole(JsonNode number) {
        double value = number.doubleValue();
        return number.isDouble() && Math.abs(value) < LARGEST_WHOLE && value == Math.rint(value);
    }
}
