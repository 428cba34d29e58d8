package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.AccessSettings;
import dev.hookwright.ledger.Ids;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hides the fields that a workspace names from the roles that are not to see them. */
final class Masking {
    static final String MASK = "••••";

    private final Supplier<AccessSettings> settings;
    private final Predicate<String> sensitive;

    /** @param sensitive names that are hidden besides, once the workspace names any */
    Masking(Supplier<AccessSettings> settings, Predicate<String> sensitive) {
        this.settings = settings;
        this.sensitive = sensitive;
    }

    boolean appliesTo(Caller caller) {
        AccessSettings current = settings.get();
        return !current.maskKeys().isEmpty()
                && current.maskRoles().contains(caller.role().word());
    }

    /** What the caller sees of an answer. */
    JsonNode shown(Caller caller, JsonNode answer) {
        return appliesTo(caller) && answer instanceof ObjectNode object
                ? new MaskedAnswer(new MaskRules(settings.get().maskKeys(), sensitive)).of(object)
                : answer;
    }

    /** Whether a caller may look for such text: finding tells what is hidden, a character at a time. */
    boolean maySearch(Caller caller, @Nullable String text, @Nullable String error) {
        return !appliesTo(caller) || (isNothingOrId(text) && (error == null || error.isEmpty()));
    }

    private static boolean isNothingOrId(@Nullable String text) {
        return text == null
                || text.isEmpty()
                || Ids.parse(Ids.EVENT, text).isPresent()
                || Ids.parse(Ids.RUN, text).isPresent();
    }
}
