package dev.hookwright.flow;

import org.apache.camel.NamedNode;
import org.apache.camel.Predicate;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ExpressionSubElementDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.TryDefinition;
import org.jspecify.annotations.Nullable;

/** What the handler around a node does with the failure that it is given. */
enum Handling {
    /** There is no handler. */
    NONE,
    /** The route goes on from there. */
    TAKES,
    /** The failure goes on, or what comes up in the handler in its place. */
    TELLS,
    /** The failure goes on, if there is one that was not taken, whatever comes up here. */
    AT_LAST;

    static Handling around(NamedNode node) {
        boolean tried = false;
        for (NamedNode each = node; each != null; each = each.getParent()) {
            if (each instanceof CatchDefinition) {
                return TAKES;
            }
            if (each instanceof FinallyDefinition && !tried) {
                return AT_LAST;
            }
            if (each instanceof OnExceptionDefinition handler) {
                return takes(handler) ? TAKES : TELLS;
            }
            tried |= each instanceof TryDefinition;
        }
        return NONE;
    }

    private static boolean takes(OnExceptionDefinition handler) {
        return isSaid(handler.getHandled(), handler.getHandledPolicy())
                || isSaid(handler.getContinued(), handler.getContinuedPolicy());
    }

    private static boolean isSaid(@Nullable ExpressionSubElementDefinition said, @Nullable Predicate policy) {
        return policy != null
                || (said != null
                        && said.getExpressionType() != null
                        && !"false".equals(said.getExpressionType().getExpression()));
    }
}
