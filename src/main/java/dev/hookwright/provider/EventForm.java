package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of the forms in which a provider sends events.
 *
 * @param mediaType of its requests; one that ends with * stands for all that begin so; null for any
 * @param refused whether such events cannot be read
 * @param required what every event of the form has
 */
record EventForm(@Nullable String mediaType, boolean refused, List<Requirement> required, EventRule rule) {
    static final EventForm ANY = new EventForm(null, false, List.of(), EventRule.NONE);

    boolean isOf(HookRequest request) {
        String type = mediaType;
        return type == null
                || (type.endsWith("*")
                        ? request.mediaType().startsWith(type.substring(0, type.length() - 1))
                        : request.mediaType().equals(type));
    }

    /** Of the forms, the first that the request has. */
    static EventForm of(List<EventForm> forms, HookRequest request) {
        return forms.stream().filter(form -> form.isOf(request)).findFirst().orElse(ANY);
    }

    /** How events are read, in each form in which they are. */
    static List<EventRule> rules(List<EventForm> forms) {
        return forms.stream()
                .filter(form -> !form.refused())
                .map(EventForm::rule)
                .toList();
    }

    /** Where the id stands, for the operator. */
    static String idSource(List<EventForm> forms) {
        return rules(forms).stream().map(EventRule::idSource).distinct().collect(Collectors.joining(", or "));
    }

    void check(Reading reading) throws NotAnEvent, UnreadableBody {
        if (refused) {
            throw NotAnEvent.ofUnknownFormat(reading.request().mediaType());
        }
        if (required.isEmpty()) {
            return;
        }
        DottedPath split = rule.split();
        if (split == null) {
            check(reading, "");
            return;
        }
        JsonNode array = split.in(reading.request().json());
        if (!array.isArray()) {
            throw NotAnEvent.because("the body holds no list of events");
        }
        for (int i = 0; i < array.size(); i++) {
            List<String> base = new ArrayList<>(split.steps());
            base.add(Integer.toString(i));
            check(reading.at(base), "event " + (i + 1) + " of the list: ");
        }
    }

    private void check(Reading reading, String where) throws NotAnEvent, UnreadableBody {
        for (Requirement requirement : required) {
            requirement.check(reading, where);
        }
    }

    /** Says what the event is, where a sender says it. */
    void put(Outgoing outgoing, Draft draft) {
        rule.put(outgoing, draft);
        required.forEach(requirement -> requirement.put(outgoing));
    }
}
