package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.YamlValue;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.SamplePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a payload that a test writes itself.
 *
 * @param folder that files are relative to
 */
record PayloadReader(Path folder, Names names) {
    /** What is said under {@code payload}, {@code form} or {@code file}; empty if nothing is, or it is wrong. */
    Optional<SamplePayload> read(Map<String, YamlValue> fields) {
        YamlValue payload = fields.get("payload");
        if (payload != null) {
            return Optional.of(inline(payload));
        }
        YamlValue form = fields.get("form");
        if (form != null) {
            return Optional.of(SamplePayload.form(names.texts(form)));
        }
        YamlValue file = fields.get("file");
        return file == null ? Optional.empty() : content(file);
    }

    /** Text is sent as it is, anything else as JSON. */
    private static SamplePayload inline(YamlValue payload) {
        if (payload.isScalar()) {
            String text = payload.text().strip();
            String type = text.startsWith("{") || text.startsWith("[")
                    ? Draft.JSON
                    : text.startsWith("<") ? "application/xml" : "text/plain; charset=utf-8";
            return new SamplePayload(type, payload.text().getBytes(StandardCharsets.UTF_8));
        }
        JsonNode json = YamlJson.of(payload);
        return new SamplePayload(Draft.JSON, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<SamplePayload> content(YamlValue file) {
        String name = names.text(file);
        Path parent = folder.getParent() == null ? folder : folder.getParent();
        Optional<Path> found = Stream.of(folder.resolve(name), parent.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
        try {
            if (found.isPresent()) {
                return Optional.of(SamplePayload.of(name, Files.readAllBytes(found.get())));
            }
        } catch (IOException e) {
            // Said below.
        }
        file.problem(names.problems(), "the file " + name + " cannot be read", "give its path from the test's folder");
        return Optional.empty();
    }
}
