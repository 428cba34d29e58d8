package dev.hookwright.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * Makes {@code to: kamelet:NAME} of {@code kamelet: NAME}. Camel takes the steps behind the latter into the Kamelet's own
 * step: a failure of one of them would have the Kamelet's call made again.
 */
final class KameletSteps extends ModelLifecycleStrategySupport {
    /** As many Kamelets may call one another; Camel uses up its stack, with locks in its hands, at some hundred. */
    private static final int DEEPEST = 20;

    /** A Kamelet calls itself, or another that calls it again. */
    static final class NestedTooDeeply extends RuntimeException {
        private static final long serialVersionUID = 1;

        NestedTooDeeply() {
            super("more than " + DEEPEST + " Kamelets call one another");
        }
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        if (Boolean.TRUE.equals(route.isKamelet())) {
            checkNesting();
            removeConfigured(route);
        }
        replaceIn(route.getOutputs());
    }

    /** Camel makes a route of a Kamelet for each call of it, and while it does so another for the call within. */
    private static void checkNesting() {
        long calls = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getMethodName().equals("createRouteForEndpoint"))
                        .count());
        if (calls > DEEPEST) {
            throw new NestedTooDeeply();
        }
    }

    /**
     * Takes out what a route configuration has brought in. One that handles failures by a Kamelet would otherwise be
     * applied to that Kamelet's own route too, and to that of the Kamelet which it calls, without end.
     */
    private static void removeConfigured(RouteDefinition route) {
        route.getOutputs()
                .removeIf(node -> node.isAbstract() && !Objects.equals(node.getLocation(), route.getLocation()));
    }

    private static void replaceIn(List<ProcessorDefinition<?>> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            ProcessorDefinition<?> node = nodes.get(i);
            if (node instanceof KameletDefinition kamelet) {
                List<ProcessorDefinition<?>> behind = new ArrayList<>(kamelet.getOutputs());
                behind.forEach(next -> next.setParent(kamelet.getParent()));
                nodes.set(i, call(kamelet));
                nodes.addAll(i + 1, behind);
            } else if (node instanceof ChoiceDefinition choice) {
                choice.getWhenClauses().forEach(when -> replaceIn(when.getOutputs()));
                if (choice.getOtherwise() != null) {
                    replaceIn(choice.getOtherwise().getOutputs());
                }
            } else {
                replaceIn(node.getOutputs());
            }
        }
    }

    private static ToDefinition call(KameletDefinition kamelet) {
        ToDefinition call = new ToDefinition("kamelet:" + kamelet.getName());
        if (kamelet.hasCustomIdAssigned()) {
            call.setId(kamelet.getId());
        }
        call.setDescription(kamelet.getDescriptionText());
        call.setDisabled(kamelet.getDisabled());
        call.setParent(kamelet.getParent());
        call.setLocation(kamelet.getLocation());
        call.setLineNumber(kamelet.getLineNumber());
        return call;
    }
}
