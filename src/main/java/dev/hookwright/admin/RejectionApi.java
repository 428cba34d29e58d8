package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Rejection;
import dev.hookwright.ledger.RejectionReader;
import dev.hookwright.provider.Finding;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The calls about what was refused. Blocking: not for an event loop. */
public final class RejectionApi implements ApiPart {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Ledger ledger;
    private final RejectionReview review;
    private final HeaderJson headers;
    private final ShownBodies bodies;

    /** @param redact takes secrets out of a text */
    public RejectionApi(Ledger ledger, Endpoints endpoints, RejectionReview review, UnaryOperator<String> redact) {
        this.bodies = new ShownBodies(endpoints);
        this.headers = new HeaderJson(redact);
        this.ledger = ledger;
        this.review = review;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/rejections", Role.VIEWER, "Refused requests with the reason, newest first.")
                        .query("endpoint", "code", "since", "until", "open", "limit", "cursor")
                        .gives("RejectionList", this::list),
                Operation.get("/rejections/{id}", Role.VIEWER, "A refused request with its body.")
                        .gives("Rejection", call -> one(call.path("id"))),
                Operation.post("/rejections/{id}/accept", Role.OPERATOR, "Lets a refused request in after all.")
                        .status(202)
                        .gives("LetIn", call -> accept(call.path("id"))));
    }

    private JsonNode list(ApiCall call) {
        PageRequest page = PageRequest.of(call.query(), Ids.REJECTION);
        // One body at a time: they may be large.
        return page.answer(
                ledger.rejections().list(filter(call), page.before(), page.toRead()),
                Rejection::id,
                rejection -> json(
                        rejection,
                        review.explain(ledger.rejections().find(rejection.id()).orElse(rejection))));
    }

    private RejectionReader.Filter filter(ApiCall call) {
        Instant now = ledger.now();
        String open = call.query("open");
        if (open != null && !open.equals("true") && !open.equals("false")) {
            throw ApiProblem.badParameter("open", "true or false");
        }
        return new RejectionReader.Filter(
                call.query("endpoint"),
                call.query("code"),
                FilterWords.time("since", call.query("since"), now),
                FilterWords.time("until", call.query("until"), now),
                open == null ? null : Boolean.valueOf(open));
    }

    /** One rejection, with its body. */
    private JsonNode one(String id) {
        Rejection rejection = find(id);
        ObjectNode json = json(rejection, review.explain(rejection));
        bodies.put(json, rejection.endpoint(), rejection.body());
        return json;
    }

    /** Lets a request in after all: nothing is checked again. */
    private JsonNode accept(String id) {
        Rejection rejection = find(id);
        if (!review.hasEndpoint(rejection)) {
            throw new ApiProblem(
                    409, "no-such-endpoint", "The endpoint \"" + rejection.endpoint() + "\" is not there any more.");
        }
        if (!rejection.isWhole()) {
            throw new ApiProblem(
                    409,
                    "body-not-kept",
                    "Of the " + rejection.bodyLength() + " bytes of its body " + rejection.body().length
                            + " were kept: let the provider send it again.");
        }
        List<Accepted> accepted = review.accept(rejection)
                .orElseThrow(() -> new ApiProblem(
                        409, "accepted-before", "It was let in before, as the event " + eventId(find(id)) + "."));
        ObjectNode answer = MAPPER.createObjectNode()
                .put("id", Ids.text(Ids.EVENT, accepted.get(0).eventId()))
                .put("status", accepted.stream().allMatch(Accepted::duplicate) ? "duplicate" : "accepted");
        ArrayNode ids = answer.putArray("ids");
        accepted.forEach(one -> ids.add(Ids.text(Ids.EVENT, one.eventId())));
        return answer;
    }

    private Rejection find(String id) {
        return Ids.parse(Ids.REJECTION, id)
                .flatMap(uuid -> ledger.rejections().find(uuid))
                .orElseThrow(() -> new ApiProblem(404, "no-such-rejection", "There is no rejection \"" + id + "\"."));
    }

    private ObjectNode json(Rejection rejection, List<Finding> findings) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("id", Ids.text(Ids.REJECTION, rejection.id()))
                .put("endpoint", rejection.endpoint())
                .put("at", rejection.at().toString())
                .put("status", rejection.status())
                .put("code", rejection.code())
                .put("reason", rejection.reason())
                .put("diagnosis", sentences(rejection, findings))
                .put("method", rejection.method())
                .put("query", headers.rawQuery(rejection.rawQuery()))
                .put("remoteAddress", rejection.remoteAddress())
                .put("bodyLength", rejection.bodyLength())
                .put("acceptedAs", eventId(rejection));
        ArrayNode all = json.putArray("findings");
        findings.forEach(finding -> all.addObject().put("code", finding.code()).put("text", finding.text()));
        json.set("headers", headers.of(rejection.headers()));
        return json;
    }

    private static String sentences(Rejection rejection, List<Finding> findings) {
        return findings.isEmpty()
                ? rejection.reason()
                : findings.stream().map(Finding::text).collect(Collectors.joining("; "));
    }

    private static @Nullable String eventId(Rejection rejection) {
        UUID event = rejection.eventId();
        return event == null ? null : Ids.text(Ids.EVENT, event);
    }
}
