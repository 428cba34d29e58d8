package dev.hookwright.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.NearestName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a vendor fails the next so many calls.
 *
 * @param status 0 if it only is slow
 * @param retryAfter seconds, 0 if it does not say
 * @param body empty for one of the sandbox's own
 */
record Failure(String vendor, int status, int times, int retryAfter, int delayMs, String body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> KEYS = List.of("vendor", "status", "times", "retryAfter", "delayMs", "body");
    private static final Pattern OPTION = Pattern.compile("([a-z-]+)=([0-9]{3})(?:x([0-9]{1,6}))?");
    private static final int MOST_TIMES = 1_000_000;
    private static final int LONGEST_DELAY_MS = 600_000;
    private static final int LONGEST_WAIT_SECONDS = 86_400;

    /** @throws UnusableRequest if it cannot be done */
    static Failure ofJson(String text, Set<String> vendors) {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UnusableRequest(
                    "the body is not JSON (send {\"vendor\":\"hubspot\",\"status\":503,\"times\":2})");
        }
        if (!json.isObject()) {
            throw new UnusableRequest(
                    "the body is no object (send {\"vendor\":\"hubspot\",\"status\":503,\"times\":2})");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!KEYS.contains(name)) {
                throw new UnusableRequest("unknown key \"" + name + "\" (" + NearestName.remedy(name, KEYS) + ")");
            }
        });
        String vendor = Vendors.known(json.path("vendor").asText(), vendors);
        JsonNode body = json.path("body");
        Failure failure = new Failure(
                vendor,
                number(json, "status", json.has("delayMs") ? 0 : vendor.equals(Vendors.SMTP) ? 451 : 503, 999),
                number(json, "times", 1, MOST_TIMES),
                number(json, "retryAfter", 0, LONGEST_WAIT_SECONDS),
                number(json, "delayMs", 0, LONGEST_DELAY_MS),
                body.isMissingNode() ? "" : body.isTextual() ? body.asText() : body.toString());
        return failure.checked();
    }

    /**
     * As the command line has it: {@code hubspot=503x2}.
     *
     * @throws UnusableRequest if it cannot be done
     */
    static Failure ofOption(String text, Set<String> vendors) {
        Matcher matcher = OPTION.matcher(text);
        if (!matcher.matches()) {
            throw new UnusableRequest(
                    "\"" + text + "\" does not say how to fail (write VENDOR=STATUSxTIMES: hubspot=503x2)");
        }
        int times = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
        return new Failure(
                        Vendors.known(matcher.group(1), vendors), Integer.parseInt(matcher.group(2)), times, 0, 0, "")
                .checked();
    }

    private static int number(JsonNode json, String name, int otherwise, int most) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 0 || value.asInt() > most) {
            throw new UnusableRequest("\"" + name + "\" is no whole number from 0 to " + most + " (correct it)");
        }
        return value.asInt();
    }

    private Failure checked() {
        if (status != 0 && (status < 200 || status > 599)) {
            throw new UnusableRequest("status " + status + " is none (choose one from 200 to 599)");
        }
        if (vendor.equals(Vendors.SMTP) && status != 0 && status < 400) {
            throw new UnusableRequest("a mail server fails with 400 to 599 (choose 451 to fail for now, 550 for good)");
        }
        if (times < 1) {
            throw new UnusableRequest("\"times\" is 0 (say how often, 1 or more)");
        }
        return this;
    }

    Failure left(int left) {
        return new Failure(vendor, status, left, retryAfter, delayMs, body);
    }

    /** Whether the vendor answers as it would otherwise, only later. */
    boolean isOnlySlow() {
        return status == 0;
    }

    Reply reply() {
        Map<String, String> headers = new HashMap<>();
        if (retryAfter > 0) {
            headers.put("Retry-After", String.valueOf(retryAfter));
        }
        String text = body.isEmpty() ? "{\"message\":\"the sandbox was told to fail\"}" : body;
        boolean isJson = text.startsWith("{") || text.startsWith("[");
        headers.put("Content-Type", isJson ? "application/json; charset=utf-8" : "text/plain; charset=utf-8");
        return new Reply(status, headers, status == 204 || status == 304 ? "" : text);
    }

    ObjectNode json() {
        return MAPPER.createObjectNode()
                .put("vendor", vendor)
                .put("status", status)
                .put("times", times)
                .put("retryAfter", retryAfter)
                .put("delayMs", delayMs);
    }
}
