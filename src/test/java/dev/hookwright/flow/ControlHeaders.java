package dev.hookwright.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** The names of all headers by which any of Camel's components is steered, as Camel's catalogue lists them. */
final class ControlHeaders {
    private static final String FOLDER = "/org/apache/camel/catalog/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ControlHeaders() {}

    static Set<String> all() {
        Set<String> names = new TreeSet<>(Set.of(
                "mail.smtp.host",
                "mail.smtp.from",
                "mail.smtp.socks.host",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "Forwarded",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-HTTP-Method-Override",
                "Bcc",
                "breadcrumbId",
                "Long-Running-Action"));
        for (String component : text("components.properties").split("\\R")) {
            if (!component.isBlank()) {
                read("components/" + component + ".json")
                        .path("headers")
                        .fieldNames()
                        .forEachRemaining(names::add);
            }
        }
        return names;
    }

    private static JsonNode read(String file) {
        try {
            return MAPPER.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String file) {
        try (InputStream in = ControlHeaders.class.getResourceAsStream(FOLDER + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
