package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a test expects.
 *
 * @param answers of the requests, in order; a single one holds for each of them
 * @param runs statuses by route, {@link #EVERY_ROUTE} for all that no other names
 * @param errors texts that the runs' errors contain
 * @param inOrder whether the calls come in the order in which they stand
 * @param only whether no other step is called
 */
record Expected(
        List<Answer> answers,
        Map<String, RunStatusExpected> runs,
        List<Text> errors,
        List<Call> calls,
        boolean inOrder,
        boolean only) {
    static final String EVERY_ROUTE = "";
    static final String NO_RUN = "none";

    /** Whether a run is expected that is to be tried again later. */
    boolean runsWait() {
        return runs.values().stream().anyMatch(run -> run.status().equals("waiting"));
    }

    record RunStatusExpected(String where, String status) {}

    record Text(String where, String text) {}

    /** @param status null if it does not matter */
    record Answer(
            String where,
            @Nullable Integer status,
            @Nullable JsonNode body) {}

    /**
     * Calls of a step.
     *
     * @param times null for once or more
     * @param body a part of what is sent, or of the step's parameters; null if it does not matter
     * @param contains a text within what is sent; null if it does not matter
     * @param after a step that has been called by then; null if it does not matter
     */
    record Call(
            String where,
            String step,
            @Nullable String route,
            @Nullable Integer times,
            @Nullable JsonNode body,
            @Nullable String contains,
            Map<String, String> headers,
            Map<String, String> parameters,
            @Nullable String after) {

        /** Whether calls of that step are meant. */
        boolean isOf(RecordedCall call) {
            return call.isOf(step) && (route == null || route.equals(call.sent().route()));
        }
    }
}
