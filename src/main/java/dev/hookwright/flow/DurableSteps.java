package dev.hookwright.flow;

import org.apache.camel.CamelContext;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.jspecify.annotations.Nullable;

/** Puts around each node of a route what makes the route durable. Camel calls it for every node as a route is built. */
final class DurableSteps implements InterceptStrategy {
    private final RouteOutline outline;
    private final CallTarget targets;
    private final StepTools tools;

    DurableSteps(CamelContext context, StepTools tools) {
        this.outline = new RouteOutline(context);
        this.targets = new CallTarget(context, outline);
        this.tools = tools;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor nextTarget) {
        if (outline.isStep(node)) {
            return new StepProcessor(
                    target, new StepProcessor.Step(outline.id(node), outline.connector(node), targets.of(node)), tools);
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
            return fan(target, node, null, false, false);
        }
        return preparing(node, target);
    }

    /** What is a placeholder may be true. */
    private static boolean isSaid(@Nullable String flag) {
        return flag != null && !flag.equalsIgnoreCase("false");
    }

    private Processor fan(
            Processor target, NamedNode node, @Nullable ExchangePropertyKey index, boolean shown, boolean sideBySide) {
        return new FailurePlace(
                new FanProcessor(target, outline.id(node), index, shown, sideBySide, tools.failures()), node);
    }

    private Processor preparing(NamedNode node, Processor target) {
        boolean onlyGroups =
                node instanceof PipelineDefinition || node instanceof TryDefinition || node instanceof LogDefinition;
        if (onlyGroups || !(node instanceof ProcessorDefinition)) {
            return target;
        }
        Processor placed = new FailurePlace(target, node);
        return outline.nextStep(node)
                .<Processor>map(step -> new NextStepKey(placed, outline.id(step)))
                .orElse(placed);
    }
}
