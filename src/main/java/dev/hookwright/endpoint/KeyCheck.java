package dev.hookwright.endpoint;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import dev.hookwright.jq.JqCheck;
import java.util.List;

/** A jq expression that makes a key of a body, held to the same as those in routes. */
final class KeyCheck {
    private static final String JQ = "jq:";

    private KeyCheck() {}

    /** Adds what is wrong; false if nothing is, or if it is no jq. */
    static boolean complains(YamlValue value, Problems problems) {
        if (!value.isScalar() || !value.text().startsWith(JQ)) {
            return false;
        }
        List<JqCheck.Complaint> complaints =
                JqCheck.onBody(value.text().substring(JQ.length()).strip());
        complaints.forEach(complaint -> value.problem(problems, complaint.what(), complaint.remedy()));
        return !complaints.isEmpty();
    }
}
