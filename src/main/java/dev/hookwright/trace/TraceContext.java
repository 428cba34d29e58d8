package dev.hookwright.trace;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace, as it is told from one service to the next: W3C Trace Context, level 1.
 *
 * @param traceId 32 hexadecimal digits in lower case, not all of them zero
 * @param spanId 16 of them
 * @param sampled whether it is recorded
 * @param state what tracing systems want passed on, as it came; empty for nothing
 */
record TraceContext(String traceId, String spanId, boolean sampled, String state) {
    static final String PARENT = "traceparent";
    static final String STATE = "tracestate";

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final Pattern ZEROS = Pattern.compile("0+");
    private static final String VERSION = "00";
    private static final String NO_VERSION = "ff";
    private static final int SAMPLED = 1;
    /** Longer ones need not be passed on. */
    private static final int LONGEST_STATE = 512;

    private static final int MOST_MEMBERS = 32;
    private static final Pattern MEMBER =
            Pattern.compile("[ \\t]*([a-z0-9][a-z0-9_*/@-]{0,255}=[ -+\\--<>-~]{0,255}[!-+\\--<>-~][ \\t]*)?");

    /**
     * What a request says of itself.
     *
     * @param headers names in lower case
     * @return empty if it says nothing, or something broken
     */
    static Optional<TraceContext> of(Map<String, String> headers) {
        String parent = headers.get(PARENT);
        if (parent == null) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(parent.strip());
        if (!matcher.matches() || matcher.group(1).equals(NO_VERSION) || isZero(matcher)) {
            return Optional.empty();
        }
        boolean more = matcher.group(5) != null;
        if (more && matcher.group(1).equals(VERSION)) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(matcher.group(4), 16) & SAMPLED) != 0;
        return Optional.of(new TraceContext(matcher.group(2), matcher.group(3), sampled, state(headers)));
    }

    private static boolean isZero(Matcher matcher) {
        return ZEROS.matcher(matcher.group(2)).matches()
                || ZEROS.matcher(matcher.group(3)).matches();
    }

    private static String state(Map<String, String> headers) {
        String state = headers.getOrDefault(STATE, "").strip();
        String[] members = state.split(",");
        boolean whole = state.length() <= LONGEST_STATE
                && members.length <= MOST_MEMBERS
                && Arrays.stream(members)
                        .allMatch(member -> MEMBER.matcher(member).matches());
        return whole ? state : "";
    }

    /** The same trace at another place. */
    TraceContext at(String otherSpan) {
        return new TraceContext(traceId, otherSpan, sampled, state);
    }

    /** By which whoever is called learns of it. */
    Map<String, String> headers() {
        String parent = VERSION + "-" + traceId + "-" + spanId + "-" + (sampled ? "01" : "00");
        return state.isEmpty() ? Map.of(PARENT, parent) : Map.of(PARENT, parent, STATE, state);
    }
}
