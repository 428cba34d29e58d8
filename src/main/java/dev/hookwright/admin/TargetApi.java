package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hookwright.config.NearestName;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.TargetRest;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls about targets that asked to be left alone. Blocking: not for an event loop. */
public final class TargetApi implements ApiPart {
    private static final Logger LOG = LoggerFactory.getLogger(TargetApi.class);
    /** Runs that go on before the call is answered. */
    private static final int AT_ONCE = 500;

    private final Ledger ledger;

    public TargetApi(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/targets", Role.VIEWER, "Targets that asked to be left alone, and until when they are.")
                        .gives("TargetList", this::list),
                Operation.post("/targets/resume", Role.OPERATOR, "Has a target called again, and its runs go at once.")
                        .takes("TargetNamed")
                        .gives("TargetResumed", this::resume));
    }

    private JsonNode list(ApiCall call) {
        // The reason is an error of some run, of which nothing else is told here.
        return PageRequest.whole(
                ledger.targets().present(),
                rest -> JsonNodeFactory.instance
                        .objectNode()
                        .put("target", rest.target())
                        .put("until", rest.until().toString())
                        .put("reason", call.isMasked() ? MaskedText.withoutValues(rest.reason()) : rest.reason()));
    }

    private JsonNode resume(ApiCall call) {
        String target = call.body("bad-target", Set.of("target")).text("target");
        if (!ledger.targets().lift(target)) {
            throw notResting(target);
        }
        int runs = ledger.targets().lifted().letGo(target, AT_ONCE);
        boolean all = runs < AT_ONCE;
        LOG.info(
                "{} has {} called again: {} runs that waited for it go on{}",
                call.caller().name(),
                target,
                runs,
                all ? "" : ", the others in the background");
        return JsonNodeFactory.instance
                .objectNode()
                .put("target", target)
                .put("runs", runs)
                .put("all", all);
    }

    private ApiProblem notResting(String target) {
        List<String> resting =
                ledger.targets().present().stream().map(TargetRest::target).toList();
        String remedy = resting.isEmpty() ? "none is" : NearestName.remedy(target, resting);
        return new ApiProblem(
                404, "no-such-target", "No target \"" + target + "\" is to be left alone now (" + remedy + ").");
    }
}
