package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.provider.Verdict.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a token, or a signed JSON body, must say.
 *
 * @param wanted each is to be one of the values
 */
record Claims(Map<DottedPath, List<Template>> wanted) {
    static final Claims NONE = new Claims(Map.of());

    /** @param what says it */
    void check(Reading reading, JsonNode said, String what) throws Refusal {
        for (Map.Entry<DottedPath, List<Template>> claim : wanted.entrySet()) {
            JsonNode given = claim.getKey().in(said);
            boolean right = false;
            for (Template value : claim.getValue()) {
                right |= says(given, value.text(reading));
            }
            if (!right) {
                throw new Refusal(Reason.MISMATCH, what + "'s " + claim.getKey() + " is not what it must be");
            }
        }
    }

    void checkBody(Reading reading) throws Refusal {
        if (!wanted.isEmpty()) {
            try {
                check(reading, reading.request().json(), "the body");
            } catch (UnreadableBody e) {
                throw Refusal.malformed(String.valueOf(e.getMessage()));
            }
        }
    }

    /** The first value of each, for a token in the making. */
    Map<String, String> stated(Reading reading) throws Refusal {
        Map<String, String> stated = new LinkedHashMap<>();
        for (Map.Entry<DottedPath, List<Template>> claim : wanted.entrySet()) {
            stated.put(claim.getKey().toString(), claim.getValue().get(0).text(reading));
        }
        return stated;
    }

    /** An audience may be a list of which we are one (RFC 7519, section 4.1.3). */
    private static boolean says(JsonNode given, String wanted) {
        if (given.isArray()) {
            for (JsonNode item : given) {
                if (item.isValueNode() && item.asText().equals(wanted)) {
                    return true;
                }
            }
            return false;
        }
        return given.isValueNode() && !given.isNull() && given.asText().equals(wanted);
    }
}
