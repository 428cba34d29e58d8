package dev.hookwright.flow;

import dev.hookwright.lint.Schemes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.NamedNode;
import org.apache.camel.StreamCache;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;

/** Whom a node calls that asks an expression for it. Where these are the author's own routes, the steps are in them. */
final class Recipients {
    private static final Set<String> AS_WRITTEN = Set.of("constant", "simple");
    private static final String ONE = "false";

    private final NamedNode node;
    private final Expression expression;

    private Recipients(NamedNode node, Expression expression) {
        this.node = node;
        this.expression = expression;
    }

    /** Of a node that cannot tell before a message is there; empty for all others. */
    static Optional<Recipients> toldLate(CamelContext context, NamedNode node) {
        ExpressionDefinition asked = asked(node);
        return asked == null || written(context, asked).isPresent()
                ? Optional.empty()
                : Optional.of(new Recipients(node, asked.createExpression(context)));
    }

    static boolean areAsked(NamedNode node) {
        return node instanceof EnrichDefinition
                || node instanceof RecipientListDefinition
                || node instanceof RoutingSlipDefinition;
    }

    /** Whether the file says that nobody outside is called. */
    static boolean areSurelyLocal(CamelContext context, NamedNode node) {
        ExpressionDefinition asked = asked(node);
        return asked != null
                && written(context, asked)
                        .filter(text -> areLocal(node, split(node, text)))
                        .isPresent();
    }

    /** Whether nobody outside is called for this message. */
    boolean areLocal(Exchange exchange) {
        Object value = expression.evaluate(exchange, Object.class);
        if (exchange.getMessage().getBody() instanceof StreamCache stream) {
            stream.reset();
        }
        List<String> addresses = new ArrayList<>();
        if (value instanceof String text) {
            addresses.addAll(split(node, text));
        } else if (value instanceof Collection<?> several) {
            several.forEach(one -> addresses.add(String.valueOf(one)));
        }
        return areLocal(node, addresses);
    }

    private static boolean areLocal(NamedNode node, List<String> addresses) {
        // A slip tells its steps apart by the address alone.
        boolean toldApart = !(node instanceof RoutingSlipDefinition)
                || Set.copyOf(addresses).size() == addresses.size();
        return !addresses.isEmpty() && toldApart && addresses.stream().allMatch(one -> Schemes.isLocal(one.strip()));
    }

    private static @Nullable ExpressionDefinition asked(NamedNode node) {
        return areAsked(node) && node instanceof ExpressionNode asking ? asking.getExpression() : null;
    }

    private static Optional<String> written(CamelContext context, ExpressionDefinition asked) {
        String text = asked.getExpression();
        if (text == null || !AS_WRITTEN.contains(asked.getLanguage())) {
            return Optional.empty();
        }
        try {
            String whole = context.resolvePropertyPlaceholders(text);
            boolean evaluated = asked.getLanguage().equals("simple") && whole.contains("$");
            return evaluated ? Optional.empty() : Optional.of(whole);
        } catch (IllegalArgumentException e) {
            // A placeholder without a value is reported when the node is made.
            return Optional.empty();
        }
    }

    private static List<String> split(NamedNode node, String text) {
        String said = node instanceof RecipientListDefinition<?> list
                ? list.getDelimiter()
                : node instanceof RoutingSlipDefinition<?> slip ? slip.getUriDelimiter() : ONE;
        String delimiter = said == null ? "," : said;
        return delimiter.equals(ONE) ? List.of(text) : List.of(text.split(Pattern.quote(delimiter)));
    }
}
