package dev.hookwright.admin;

import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.Ids;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The parameters of a list of events. */
record EventQuery(EventFilter filter, PageRequest page) {
    static final List<String> PARAMETERS = Stream.concat(FilterWords.NAMES.stream(), PageRequest.PARAMETERS.stream())
            .toList();

    static EventQuery of(MultiMap parameters, Instant now) {
        return new EventQuery(filter(parameters, now), PageRequest.of(parameters, Ids.EVENT));
    }

    /** The filter alone, whatever else there is. */
    static EventFilter filter(MultiMap parameters, Instant now) {
        Map<String, String> words = new LinkedHashMap<>();
        FilterWords.NAMES.forEach(name -> {
            String value = parameters.get(name);
            if (value != null) {
                words.put(name, value);
            }
        });
        return FilterWords.read(words, now);
    }
}
