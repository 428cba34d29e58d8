package dev.hookwright.routetest;

import dev.hookwright.config.AddressRanges;
import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.ProviderRequests;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.NoSuchSample;
import dev.hookwright.provider.SamplePayload;
import dev.hookwright.provider.Samples;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a test sends. */
final class DeliveryReader {
    static final Set<String> FIELDS =
            Set.of("endpoint", "sample", "payload", "form", "file", "type", "headers", "from", "variant", "times");
    private static final List<String> CONTENTS = List.of("sample", "payload", "form", "file");
    static final List<String> VARIANTS = List.of("bad-signature", "stale", "duplicate");
    static final int MOST_TIMES = 1_000;

    private final PayloadReader payloads;
    private final Endpoints endpoints;
    private final Samples samples;
    private final Names names;
    private final Problems problems;

    DeliveryReader(PayloadReader payloads, Endpoints endpoints, Samples samples) {
        this.payloads = payloads;
        this.endpoints = endpoints;
        this.samples = samples;
        this.names = payloads.names();
        this.problems = names.problems();
    }

    Optional<RouteTest.Delivery> read(YamlValue value) {
        if (!value.isMapping()) {
            value.problem(problems, "a request is expected here", "write {endpoint: NAME, sample: PROVIDER/TYPE}");
            return Optional.empty();
        }
        Map<String, YamlValue> fields = value.fieldsAmong(FIELDS, problems);
        List<String> contents = CONTENTS.stream().filter(fields::containsKey).toList();
        if (contents.size() > 1) {
            value.problem(
                    problems, "\"" + String.join("\" and \"", contents) + "\" exclude each other", "keep one of them");
        }
        Optional<Endpoint> endpoint = endpoint(value, fields.get("endpoint"));
        YamlValue type = fields.get("type");
        Optional<Draft> draft =
                endpoint.flatMap(to -> draft(value, to, fields, type == null ? null : names.text(type)));
        YamlValue times = fields.get("times");
        YamlValue from = fields.get("from");
        int repeated = times == null ? 1 : names.number(times, 1, MOST_TIMES);
        String client = from == null ? "127.0.0.1" : address(from);
        Map<String, String> headers = names.texts(fields.get("headers"));
        ProviderRequests.Variant variant = variant(fields.get("variant"));
        return draft.map(made -> new RouteTest.Delivery(
                value.where(), endpoint.orElseThrow(), made, headers, client, variant, repeated));
    }

    private Optional<Endpoint> endpoint(YamlValue delivery, @Nullable YamlValue value) {
        List<String> known = endpoints.all().stream().map(Endpoint::name).toList();
        if (value == null) {
            delivery.problem(problems, "it is not said where to", "add endpoint:, one of " + String.join(", ", known));
            return Optional.empty();
        }
        String name = names.text(value);
        Optional<Endpoint> endpoint = endpoints.find(name);
        if (endpoint.isEmpty() && names.complete()) {
            value.problem(problems, "there is no endpoint \"" + name + "\"", NearestName.remedy(name, known));
        }
        return endpoint;
    }

    private Optional<Draft> draft(
            YamlValue delivery, Endpoint endpoint, Map<String, YamlValue> fields, @Nullable String type) {
        YamlValue sample = fields.get("sample");
        Optional<SamplePayload> written = payloads.read(fields);
        if (written.isPresent()) {
            return Optional.of(draft(endpoint, written.get(), type, false));
        }
        if (fields.containsKey("file")) {
            return Optional.empty();
        }
        try {
            Optional<Samples.Sample> found = sample == null
                    ? samples.first(endpoint.provider().name())
                    : Optional.of(samples.read(names.text(sample)));
            if (found.isPresent()) {
                String said =
                        type == null ? endpoint.provider().typeNamed(found.get().type()) : type;
                return Optional.of(draft(endpoint, found.get().payload(), said, true));
            }
        } catch (NoSuchSample e) {
            String message = String.valueOf(e.getMessage());
            int remedy = message.indexOf(" (");
            (sample == null ? delivery : sample)
                    .problem(
                            problems,
                            message.substring(0, remedy),
                            message.substring(remedy + 2, message.length() - 1));
            return Optional.empty();
        }
        Optional<Draft> example = endpoint.provider().example(endpoint.urlOf(null), type);
        if (example.isEmpty()) {
            delivery.problem(problems, "it is not said what to send", "add sample:, payload:, form: or file:");
        }
        return example;
    }

    private static Draft draft(Endpoint endpoint, SamplePayload payload, @Nullable String type, boolean fresh) {
        return new Draft(endpoint.urlOf(null), payload.contentType(), payload.body(), type, fresh);
    }

    private String address(YamlValue from) {
        String address = names.text(from);
        if (!address.isEmpty() && !AddressRanges.isAddress(address)) {
            from.problem(problems, "\"" + address + "\" is not an address", "write one as in 203.0.113.9");
        }
        return address;
    }

    private ProviderRequests.@Nullable Variant variant(@Nullable YamlValue value) {
        if (value == null) {
            return null;
        }
        return value.oneOf(VARIANTS, problems)
                .map(word -> ProviderRequests.Variant.valueOf(
                        word.toUpperCase(Locale.ROOT).replace('-', '_')))
                .orElse(null);
    }
}
