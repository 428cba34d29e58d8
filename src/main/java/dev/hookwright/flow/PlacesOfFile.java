package dev.hookwright.flow;

import dev.hookwright.lint.LoadableFile;
import java.util.Optional;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.model.ModelCamelContext;

/** Where things stand in a file whose routes a context was to load. */
record PlacesOfFile(ModelCamelContext context, LoadableFile file) implements RouteProblems.KnownPlaces {
    @Override
    public Optional<String> ofText(String text, int fromLine) {
        return file.placeOf(text, fromLine);
    }

    @Override
    public Optional<String> ofNode(FailedToCreateRouteException failure) {
        return FailedNode.of(context, failure).map(node -> file.placeOfStep(node.getShortName(), node.getLineNumber()));
    }
}
