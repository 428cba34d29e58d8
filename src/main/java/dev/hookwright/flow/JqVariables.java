package dev.hookwright.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.hookwright.jq.JqCorrections;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.language.jq.JqFunctions;
import org.apache.camel.language.jq.JqLanguage;
import org.jspecify.annotations.Nullable;

/**
 * Lets jq reach into variables that are objects: {@code variable("event").type}. Camel's own function gives them as
 * text, behind which people write {@code fromjson}; that still works.
 */
final class JqVariables {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JqVariables() {}

    static void register(CamelContext context) {
        Scope scope = ((JqLanguage) context.resolveLanguage("jq")).getRootScope();
        JqCorrections.addTo(scope);
        Function original = scope.getFunction("fromjson", 0);
        scope.addFunction("variable", 1, JqVariables::variable);
        scope.addFunction("variable", 2, JqVariables::variable);
        scope.addFunction("fromjson", 0, (callScope, arguments, in, path, output, version) -> {
            if (in.isContainerNode() || original == null) {
                output.emit(in, path);
            } else {
                original.apply(callScope, arguments, in, path, output, version);
            }
        });
    }

    private static void variable(
            Scope scope, List<Expression> arguments, JsonNode in, Path path, PathOutput output, Version version)
            throws JsonQueryException {
        Exchange exchange = JqFunctions.EXCHANGE_LOCAL.get();
        arguments.get(0).apply(scope, in, name -> {
            JsonNode value = exchange == null ? null : json(exchange, exchange.getVariable(name.asText()));
            if (value == null && arguments.size() == 2) {
                arguments.get(1).apply(scope, in, fallback -> output.emit(fallback, null));
            } else {
                output.emit(value == null ? NullNode.getInstance() : value, null);
            }
        });
    }

    private static @Nullable JsonNode json(Exchange exchange, @Nullable Object value) throws JsonQueryException {
        if (value == null) {
            return null;
        }
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof Map
                || value instanceof Collection
                || value instanceof Number
                || value instanceof Boolean) {
            return MAPPER.valueToTree(value);
        }
        try {
            String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, value);
            return text == null ? null : MAPPER.readTree(MAPPER.writeValueAsBytes(text));
        } catch (IOException e) {
            throw new JsonQueryException("a variable is not readable as text", e);
        }
    }
}
