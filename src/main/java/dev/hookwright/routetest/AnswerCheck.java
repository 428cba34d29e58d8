package dev.hookwright.routetest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hookwright.intake.DirectRequests;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the answers to the requests against what is expected of them. Pure. */
final class AnswerCheck {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AnswerCheck() {}

    /** @param sent answers, each with where its request stands */
    static List<Finding> of(Expected expected, List<Sent> sent) {
        List<Finding> findings = new ArrayList<>();
        List<Expected.Answer> wanted = expected.answers();
        if (wanted.size() > 1 && wanted.size() != sent.size()) {
            findings.add(new Finding(
                    wanted.get(0).where(),
                    "expected " + wanted.size() + " answers, but " + sent.size() + " requests were sent"));
            return findings;
        }
        if (wanted.size() == 1 && sent.isEmpty()) {
            findings.add(new Finding(wanted.get(0).where(), "expected an answer, but no request was sent"));
        }
        for (int i = 0; i < sent.size(); i++) {
            DirectRequests.Answer answer = sent.get(i).answer();
            if (!wanted.isEmpty()) {
                check(wanted.size() == 1 ? wanted.get(0) : wanted.get(i), answer, findings);
            } else if (answer.status() >= 300 && !sent.get(i).mayBeRefused()) {
                findings.add(new Finding(
                        sent.get(i).where(),
                        "the request was refused, which the test does not expect",
                        List.of("answer " + answer.status() + because(answer.reason()))));
            }
        }
        return findings;
    }

    /**
     * A request and its answer.
     *
     * @param mayBeRefused whether it was made to be refused
     */
    record Sent(String where, boolean mayBeRefused, DirectRequests.Answer answer) {}

    private static void check(Expected.Answer wanted, DirectRequests.Answer answer, List<Finding> findings) {
        Integer status = wanted.status();
        if (status != null && status != answer.status()) {
            findings.add(new Finding(
                    wanted.where(),
                    "answer: expected " + status + ", got " + answer.status(),
                    answer.reason() == null ? List.of() : List.of("refused" + because(answer.reason()))));
        }
        JsonNode body = wanted.body();
        if (body != null) {
            List<String> differences = Subset.differences(body, json(answer.body()));
            if (!differences.isEmpty()) {
                findings.add(new Finding(wanted.where(), "the answer's body is not as expected", differences));
            }
        }
    }

    private static String because(@Nullable String reason) {
        return reason == null ? "" : ": " + reason;
    }

    private static JsonNode json(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(body);
        }
    }
}
