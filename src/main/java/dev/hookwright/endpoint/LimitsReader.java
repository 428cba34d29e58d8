package dev.hookwright.endpoint;

import dev.hookwright.config.AddressRanges;
import dev.hookwright.config.ByteSize;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what an endpoint takes: how large, from whom, how much, of what form. */
final class LimitsReader {
    static final Set<String> FIELDS = Set.of("maxBody", "allowFrom", "rate", "schema");

    private static final long LEAST_BODY = 1 << 10;
    private static final long MOST_BODY = 64 << 20;

    private final Path endpointsFile;
    private final Problems problems;

    /** @param endpointsFile a schema stands beside it, or where the workspace's other folders do */
    LimitsReader(Path endpointsFile, Problems problems) {
        this.endpointsFile = endpointsFile.toAbsolutePath();
        this.problems = problems;
    }

    Limits read(Map<String, YamlValue> fields) {
        return new Limits(
                parsed(fields.get("maxBody"), text -> (int) ByteSize.parse(text, LEAST_BODY, MOST_BODY))
                        .orElse(Limits.DEFAULT.maxBody()),
                allowFrom(fields.get("allowFrom")),
                parsed(fields.get("rate"), Rate::parse).orElse(null),
                schema(fields.get("schema")));
    }

    private AddressRanges allowFrom(@Nullable YamlValue value) {
        if (value == null) {
            return AddressRanges.NONE;
        }
        if (value.items().isEmpty()) {
            value.problem(problems, "allowFrom allows nobody", "list ranges as in [10.0.0.0/8], or remove it");
        }
        List<String> texts = new ArrayList<>();
        for (YamlValue item : value.items()) {
            try {
                AddressRanges.parse(List.of(item.isScalar() ? item.text() : ""));
                texts.add(item.text());
            } catch (IllegalArgumentException e) {
                item.problem(problems, String.valueOf(e.getMessage()), "write 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32");
            }
        }
        return AddressRanges.parse(texts);
    }

    private @Nullable PayloadSchema schema(@Nullable YamlValue value) {
        if (value == null) {
            return null;
        }
        String name = value.isScalar() ? value.text() : "";
        List<Path> places = places(name);
        Optional<Path> file = places.stream().filter(Files::isRegularFile).findFirst();
        if (file.isEmpty()) {
            value.problem(
                    problems,
                    places.isEmpty()
                            ? "the schema file \"" + name + "\" is outside of the workspace"
                            : "there is no schema file \"" + name + "\"",
                    "name a JSON Schema, relative to routes/ or to the workspace");
            return null;
        }
        try {
            return PayloadSchema.read(file.get());
        } catch (IllegalArgumentException e) {
            value.problem(problems, "the schema \"" + name + "\" " + e.getMessage(), "correct the schema");
            return null;
        }
    }

    /** Where in the workspace it may be, by its name: links are followed, as those to the workspace's other files are. */
    private List<Path> places(String name) {
        Path workspace = endpointsFile.resolveSibling("..").normalize();
        return Stream.of(endpointsFile.resolveSibling(name), workspace.resolve(name))
                .map(Path::normalize)
                .filter(place -> place.startsWith(workspace))
                .toList();
    }

    private <T> Optional<T> parsed(@Nullable YamlValue value, Function<String, T> parser) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(value.isScalar() ? value.text() : ""));
        } catch (IllegalArgumentException e) {
            value.problem(problems, String.valueOf(e.getMessage()), "correct it");
            return Optional.empty();
        }
    }
}
