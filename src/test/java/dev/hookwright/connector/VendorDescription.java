package dev.hookwright.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.testing.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a vendor publishes about its API for programs to read. */
interface VendorDescription {
    /** What the call does that the vendor does not describe so. */
    List<String> problems(Target.Call call);

    static VendorDescription read(DescribedVendor vendor, Path folder) {
        Path file = folder.resolve(vendor.file());
        return vendor.file().endsWith(".graphql")
                ? new GraphQlDescription(text(file))
                : new OpenApiDescription(vendor, tree(file));
    }

    private static JsonNode tree(Path file) {
        try {
            String text = text(file);
            if (text.startsWith("{")) {
                return new ObjectMapper().readTree(text);
            }
            LoadSettings settings = LoadSettings.builder()
                    .setAllowDuplicateKeys(true)
                    .setCodePointLimit(16 << 20)
                    .build();
            return new ObjectMapper().valueToTree(new Load(settings).loadFromString(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
