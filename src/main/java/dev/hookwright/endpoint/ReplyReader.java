package dev.hookwright.endpoint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import dev.hookwright.provider.Provider;
import dev.hookwright.retry.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what an endpoint says of its answers. */
final class ReplyReader {
    static final Set<String> FIELDS = Set.of("reply", "replyTimeout");
    static final List<String> WORDS = List.of("accepted", "result");

    private final Problems problems;

    ReplyReader(Problems problems) {
        this.problems = problems;
    }

    /** Null for an answer that waits for nothing. */
    @Nullable
    Reply read(Map<String, YamlValue> fields, @Nullable Provider provider) {
        YamlValue reply = fields.get("reply");
        YamlValue timeout = fields.get("replyTimeout");
        String word = reply == null ? "accepted" : reply.isScalar() ? reply.text() : "";
        if (reply != null && !WORDS.contains(word)) {
            reply.problem(problems, "reply is accepted or result", NearestName.remedy(word, WORDS));
        }
        if (reply == null || !word.equals("result")) {
            if (timeout != null) {
                timeout.problem(
                        problems, "replyTimeout says nothing without reply: result", "add that, or remove this");
            }
            return null;
        }
        Reply read = new Reply(timeout(timeout), reply.where());
        if (provider != null) {
            checkDeadline(read, provider, timeout == null ? reply : timeout);
        }
        return read;
    }

    private void checkDeadline(Reply reply, Provider provider, YamlValue value) {
        Optional<Duration> deadline = provider.acknowledgement().timeout();
        if (deadline.isPresent() && reply.timeout().compareTo(deadline.get()) >= 0) {
            value.problem(
                    problems,
                    "the answer may take " + Durations.format(reply.timeout()) + ", but " + provider.title()
                            + " gives up after " + Durations.format(deadline.get()),
                    "set replyTimeout to less, such as "
                            + Durations.format(deadline.get().multipliedBy(2).dividedBy(3)));
        }
    }

    private Duration timeout(@Nullable YamlValue value) {
        if (value == null) {
            return Reply.DEFAULT_TIMEOUT;
        }
        try {
            Duration timeout = Durations.parse(value.isScalar() ? value.text() : "");
            if (timeout.isZero() || timeout.compareTo(Reply.LONGEST_TIMEOUT) > 0) {
                value.problem(
                        problems,
                        "replyTimeout is more than 0 and at most " + Durations.format(Reply.LONGEST_TIMEOUT),
                        "correct it");
            }
            return timeout;
        } catch (IllegalArgumentException e) {
            value.problem(problems, String.valueOf(e.getMessage()), "correct it");
            return Reply.DEFAULT_TIMEOUT;
        }
    }
}
