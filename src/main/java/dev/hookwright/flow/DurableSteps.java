package dev.hookwright.flow;

import dev.hookwright.config.Redactor;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.jspecify.annotations.Nullable;

/** Puts around each node of a route what makes the route durable. Camel calls it for every node as a route is built. */
final class DurableSteps implements InterceptStrategy {
    /** Starts a route of the author's own: what that calls has its stand-ins. */
    private static final String LATER = "later";

    private final CamelContext context;
    private final RouteOutline outline;
    private final CallTarget targets;
    private final StepTools tools;
    private final Set<String> steps = new ConcurrentSkipListSet<>();

    DurableSteps(CamelContext context, StepTools tools) {
        this.context = context;
        this.outline = new RouteOutline(context);
        this.targets = new CallTarget(context, outline);
        this.tools = tools;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext same, NamedNode node, Processor target, Processor nextTarget) {
        Outside outside = tools.outside();
        if (outside == null) {
            return wrap(node, target);
        }
        if (outline.isStep(node) && !outline.connector(node).equals(LATER)) {
            CallOutline call = CallOutline.of(context, outline, node);
            StepProcessor step = step(node, new StandInProcessor(call, outside));
            return new RedeliveryAtOnce(localOrOutside(node, target, step));
        }
        return new RedeliveryAtOnce(node instanceof DelayDefinition ? wrap(node, exchange -> {}) : wrap(node, target));
    }

    private Processor wrap(NamedNode node, Processor target) {
        if (outline.isStep(node)) {
            return localOrOutside(node, target, step(node, target));
        }
        if (node instanceof MulticastDefinition multicast) {
            boolean sideBySide = isSaid(multicast.getParallelProcessing());
            return fan(target, node, ExchangePropertyKey.MULTICAST_INDEX, false, sideBySide);
        }
        if (node instanceof SplitDefinition split) {
            boolean sideBySide = isSaid(split.getParallelProcessing());
            return fan(target, node, ExchangePropertyKey.SPLIT_INDEX, true, sideBySide);
        }
        if (node instanceof LoopDefinition) {
            return fan(target, node, ExchangePropertyKey.LOOP_INDEX, true, false);
        }
        if (outline.isLocalCall(node)) {
            return called(node, target);
        }
        return preparing(node, target);
    }

    private StepProcessor step(NamedNode node, Processor target) {
        boolean isCall = !outline.connector(node).equals(LATER);
        if (isCall
                && !(RouteOutline.root(node) instanceof RouteDefinition route
                        && Boolean.TRUE.equals(route.isKamelet()))) {
            steps.add(outline.id(node));
        }
        Redactor redactor = tools.redactor();
        SentRequest request =
                redactor == null ? null : new SentRequest(CallOutline.of(context, outline, node), redactor);
        StepProcessor.Step step = new StepProcessor.Step(
                new NodeVisit(node, outline),
                outline.connector(node),
                targets.of(node),
                targets.host(node).orElse(null),
                targets.isHttp(node),
                request);
        return new StepProcessor(target, step, tools);
    }

    private AsyncProcessor localOrOutside(NamedNode node, Processor target, StepProcessor step) {
        return Recipients.toldLate(context, node)
                .<AsyncProcessor>map(recipients -> new LocalOrOutside(recipients, called(node, target), step))
                .orElse(step);
    }

    /** Around a node that goes on in others of the author's routes. */
    private AsyncProcessor called(NamedNode node, Processor target) {
        if (node instanceof RecipientListDefinition<?> list) {
            return fan(target, node, ExchangePropertyKey.MULTICAST_INDEX, false, isSaid(list.getParallelProcessing()));
        }
        boolean inTurn = node instanceof RoutingSlipDefinition;
        return fan(target, node, inTurn ? ExchangePropertyKey.SLIP_ENDPOINT : null, false, false);
    }

    /** What is a placeholder may be true. */
    private static boolean isSaid(@Nullable String flag) {
        return flag != null && !flag.equalsIgnoreCase("false");
    }

    private AsyncProcessor fan(
            Processor target, NamedNode node, @Nullable ExchangePropertyKey index, boolean shown, boolean sideBySide) {
        NodeVisit visit = new NodeVisit(node, outline);
        return new FailurePlace(new FanProcessor(target, visit, index, shown, sideBySide), node, visit);
    }

    /** The ids of all nodes that call the outside. */
    Set<String> ids() {
        return Set.copyOf(steps);
    }

    /** Forgets how the targets are, as far as only this node knows. */
    void forgetTargets() {
        tools.health().forget();
    }

    private Processor preparing(NamedNode node, Processor target) {
        if (node instanceof TryDefinition) {
            return new TryProcessor(target);
        }
        boolean onlyGroups = node instanceof PipelineDefinition || node instanceof LogDefinition;
        if (onlyGroups || !(node instanceof ProcessorDefinition)) {
            return target;
        }
        Processor placed = new FailurePlace(target, node, new NodeVisit(node, outline));
        return outline.nextStep(node)
                .<Processor>map(step -> new NextStepKey(placed, new NodeVisit(step, outline)))
                .orElse(placed);
    }
}
