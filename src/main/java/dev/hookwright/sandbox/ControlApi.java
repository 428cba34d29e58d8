package dev.hookwright.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;

/** What lies below /_sandbox: tells vendors to fail, and shows what arrived. */
final class ControlApi {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Set<String> vendors;
    private final Failures failures;
    private final Journal journal;

    ControlApi(Set<String> vendors, Failures failures, Journal journal) {
        this.vendors = vendors;
        this.failures = failures;
        this.journal = journal;
    }

    Reply answer(String method, String path, String query, byte[] body) {
        try {
            return switch (method + " " + path) {
                case "POST /fail" -> fail(new String(body, StandardCharsets.UTF_8));
                case "GET /fail" ->
                    list(failures.all().stream().map(Failure::json).toList());
                case "DELETE /fail" -> {
                    failures.clear();
                    yield nothing();
                }
                case "GET /requests" -> requests(CallBody.form(query));
                case "DELETE /requests" -> {
                    journal.requests().clear();
                    yield nothing();
                }
                case "GET /mails" ->
                    list(journal.mails().all().stream().map(Mail::json).toList());
                case "DELETE /mails" -> {
                    journal.mails().clear();
                    yield nothing();
                }
                default ->
                    Reply.problem(
                            404,
                            "there is no " + method + " /_sandbox" + path
                                    + " (POST, GET or DELETE /_sandbox/fail; GET or DELETE /_sandbox/requests, /_sandbox/mails)");
            };
        } catch (UnusableRequest e) {
            return Reply.problem(400, e.getMessage());
        }
    }

    private Reply fail(String text) {
        Failure failure = Failure.ofJson(text, vendors);
        failures.add(failure);
        return Reply.json(200, failure.json().toString());
    }

    private Reply requests(Map<String, String> query) {
        query.keySet().forEach(name -> {
            if (!name.equals("vendor") && !name.equals("since")) {
                throw new UnusableRequest("unknown parameter \"" + name + "\" (known: vendor, since)");
            }
        });
        String vendor = query.getOrDefault("vendor", "");
        if (!vendor.isEmpty()) {
            Vendors.known(vendor, vendors);
        }
        Instant since = since(query.getOrDefault("since", ""));
        return list(journal.requests().all().stream()
                .filter(request -> vendor.isEmpty() || request.vendor().equals(vendor))
                .filter(request -> !request.at().isBefore(since))
                .map(Received::json)
                .toList());
    }

    private static Instant since(String text) {
        try {
            return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new UnusableRequest("\"since\" is no time (write it as 2026-11-21T10:00:00Z)");
        }
    }

    private static Reply list(Iterable<ObjectNode> items) {
        ObjectNode list = MAPPER.createObjectNode();
        ArrayNode array = list.putArray("items");
        items.forEach(array::add);
        return Reply.json(200, list.toString());
    }

    private static Reply nothing() {
        return new Reply(204, Map.of(), "");
    }
}
