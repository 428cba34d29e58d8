package dev.hookwright.provider;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What stands in braces in a template.
 *
 * @param name without what follows the dot
 * @param rest what follows the dot; empty if nothing does
 * @param place where the value stands in the request; null if it is not one of its places
 * @param filter what is made of the value; empty for nothing
 */
record TemplateVariable(String name, String rest, @Nullable Place place, String filter) {
    private static final Set<String> PLACES = Set.of("header", "query", "form", "json", "claim");
    private static final Set<String> FILTERS = Set.of("", "crc32", "sha256", "lower");

    static TemplateVariable parse(String text, Set<String> known) {
        int bar = text.indexOf('|');
        String filter = bar < 0 ? "" : text.substring(bar + 1);
        String variable = bar < 0 ? text : text.substring(0, bar);
        int dot = variable.indexOf('.');
        String name = dot < 0 ? variable : variable.substring(0, dot);
        String rest = dot < 0 ? "" : variable.substring(dot + 1);
        boolean dotted = PLACES.contains(name) || name.equals("config") || name.equals("jwt");
        if (!known.contains(name) || dotted == rest.isEmpty()) {
            throw new IllegalArgumentException("there is no variable {" + text + "}");
        }
        if (!FILTERS.contains(filter)) {
            throw new IllegalArgumentException("there is no filter |" + filter);
        }
        Place place = PLACES.contains(name) ? Place.of(Place.Kind.valueOf(name.toUpperCase(Locale.ROOT)), rest) : null;
        return new TemplateVariable(name, rest, place, filter);
    }

    /** The value; null if it is absent. */
    byte @Nullable [] value(Reading reading) throws Refusal {
        byte[] value = raw(reading);
        if (value == null || filter.isEmpty()) {
            return value;
        }
        return switch (filter) {
            case "crc32" -> {
                CRC32 crc = new CRC32();
                crc.update(value);
                yield utf8(Long.toString(crc.getValue()));
            }
            case "sha256" -> utf8(HexFormat.of().formatHex(Digests.of("sha256", value)));
            default -> utf8(new String(value, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
        };
    }

    Refusal missing() {
        if (name.equals("config")) {
            return new Refusal(
                    Verdict.Reason.NO_CREDENTIAL, "the endpoint's config has no \"" + rest + "\", which is needed");
        }
        return Refusal.missing(place == null ? name : place);
    }

    private byte @Nullable [] raw(Reading reading) throws Refusal {
        if (name.equals("body")) {
            return reading.request().body();
        }
        try {
            if (name.equals("form-sorted")) {
                return utf8(FormText.sorted(reading.request().form()));
            }
            if (place != null) {
                List<String> values = place.values(reading);
                if (values.size() > 1) {
                    throw Refusal.malformed(place.of(reading) + " stands there " + values.size() + " times");
                }
                return values.isEmpty() ? null : utf8(values.get(0));
            }
        } catch (UnreadableBody e) {
            throw Refusal.malformed("the body, of which {" + name + "} is signed: " + e.getMessage());
        }
        String value = switch (name) {
            case "config" -> reading.config().get(rest);
            case "jwt" -> reading.named("jwt." + rest);
            default -> reading.named(name);
        };
        return value == null ? null : utf8(value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
