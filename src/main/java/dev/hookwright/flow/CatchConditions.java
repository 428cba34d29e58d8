package dev.hookwright.flow;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.OnWhenDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.reifier.language.ExpressionReifier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a {@code doCatch} whose {@code onWhen} cannot be evaluated fail as any other node does. Camel 4.17 would lose the
 * exchange: its callback would never be called.
 */
final class CatchConditions extends ModelLifecycleStrategySupport {
    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        for (CatchDefinition clause :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), CatchDefinition.class)) {
            OnWhenDefinition onWhen = clause.getOnWhen();
            if (onWhen != null && !(onWhen.getExpression().getPredicate() instanceof Guarded)) {
                ExpressionDefinition guarded =
                        new ExpressionDefinition(new Guarded(onWhen.getExpression(), FailurePlace.placeOf(clause)));
                onWhen.setExpression(guarded);
            }
        }
    }

    private static final class Guarded implements Predicate {
        private final ExpressionDefinition definition;
        private final String place;
        private @Nullable Predicate predicate;

        Guarded(ExpressionDefinition definition, String place) {
            this.definition = definition;
            this.place = place;
        }

        @Override
        public void initPredicate(CamelContext context) {
            // Not later: a Kamelet's own properties are only there while its route is made.
            if (predicate == null) {
                predicate = ExpressionReifier.reifier(context, definition).createPredicate();
            }
        }

        @Override
        public boolean matches(Exchange exchange) {
            try {
                return predicate != null && predicate.matches(exchange);
            } catch (RuntimeException e) {
                RunDrive drive = RunDrive.of(exchange);
                if (drive != null) {
                    drive.place(e, place);
                }
                exchange.setException(e);
                return false;
            }
        }

        @Override
        public String toString() {
            return definition.toString();
        }
    }
}
