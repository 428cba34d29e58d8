package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.NearestName;
import dev.hookwright.endpoint.DedupKey;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.GuidedEndpoint;
import dev.hookwright.endpoint.ProviderGuide;
import dev.hookwright.endpoint.SettingNames;
import dev.hookwright.ledger.EndpointActivity;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.SampleFiles;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The calls about endpoints. Blocking: not for an event loop. */
public final class EndpointApi implements ApiPart {
    private final Supplier<ServedWorkspace> workspace;
    private final RecentActivity activity;
    private final UnaryOperator<String> localUrl;

    /** @param localUrl gives the URL of an endpoint as this machine reaches it */
    public EndpointApi(Supplier<ServedWorkspace> workspace, RecentActivity activity, UnaryOperator<String> localUrl) {
        this.workspace = workspace;
        this.activity = activity;
        this.localUrl = localUrl;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/endpoints", Role.VIEWER, "Endpoints with what came to each in the last 24 hours.")
                        .gives("EndpointList", call -> list()),
                Operation.get("/endpoints/{name}", Role.VIEWER, "An endpoint and how to connect its provider.")
                        .gives("Endpoint", call -> one(call.path("name"))));
    }

    private JsonNode list() {
        ServedWorkspace served = workspace.get();
        return PageRequest.whole(List.copyOf(served.endpoints().all()), endpoint -> json(endpoint, served))
                .put("complete", activity.isComplete());
    }

    private JsonNode one(String name) {
        ServedWorkspace served = workspace.get();
        Endpoint endpoint = served.endpoints()
                .find(name)
                .orElseThrow(() -> new ApiProblem(
                        404, "no-such-endpoint", "There is no endpoint \"" + name + "\"." + near(name, served)));
        ObjectNode json = json(endpoint, served);
        Provider provider = endpoint.provider();
        ProviderGuide guide = new ProviderGuide(
                provider, new GuidedEndpoint(name, url(endpoint), true, SettingNames.of(endpoint, served.folder())));
        guide.steps(UnaryOperator.identity()).forEach(json.putArray("connect")::add);
        List<String> samples = SampleFiles.list().of(provider.name());
        json.put("curl", command(endpoint, samples));
        samples.forEach(json.putArray("samples")::add);
        return json;
    }

    private static String near(String name, ServedWorkspace served) {
        return NearestName.of(
                        name,
                        served.endpoints().all().stream().map(Endpoint::name).toList())
                .map(nearest -> " Did you mean \"" + nearest + "\"?")
                .orElse("");
    }

    private ObjectNode json(Endpoint endpoint, ServedWorkspace served) {
        EndpointActivity recent = activity.of(endpoint.name());
        var last = recent.lastReceivedAt();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", endpoint.name())
                .put("provider", endpoint.provider().name())
                .put("path", "/hooks/" + endpoint.name())
                .put("url", url(endpoint))
                .put("urlKnown", endpoint.publicUrl() != null)
                .put("dedupKey", endpoint.dedupKey().source(endpoint.provider()))
                .put("reply", endpoint.reply() == null ? "accepted" : "result")
                .put("hasSecret", !endpoint.credentials().named().isEmpty())
                .put("lastReceivedAt", last == null ? null : last.toString())
                .put("accepted24h", recent.accepted())
                .put("duplicates24h", recent.duplicates())
                .put("rejected24h", recent.rejected());
        served.routesOf(endpoint.name()).forEach(json.putArray("routes")::add);
        return json;
    }

    private String url(Endpoint endpoint) {
        String known = endpoint.publicUrl();
        return known == null ? localUrl.apply(endpoint.name()) : known;
    }

    /** A line for a shell that has an event accepted; what must be signed is left to the tool that can. */
    private String command(Endpoint endpoint, List<String> samples) {
        boolean takesAnything = endpoint.provider().isUnsigned()
                && endpoint.limits().schema() == null
                && !(endpoint.dedupKey() instanceof DedupKey.Jq);
        if (!takesAnything) {
            String sample = samples.isEmpty() ? "" : " --sample " + samples.get(0);
            return "./hookwright trigger " + endpoint.name() + sample;
        }
        String header = endpoint.dedupKey() instanceof DedupKey.Header key ? " -H '" + key.name() + ": 1'" : "";
        return "curl " + localUrl.apply(endpoint.name()) + " -H 'Content-Type: application/json'" + header
                + " -d '{\"hello\": \"world\"}'";
    }
}
