package dev.hookwright.provider;

import dev.hookwright.config.NearestName;
import java.util.List;
import java.util.Optional;

/** The sample payloads that come with Hookwright, written to the vendors' documented shapes. */
public final class Samples {
    private final SampleFiles files;

    private Samples(SampleFiles files) {
        this.files = files;
    }

    /** One of them. */
    public record Sample(String type, SamplePayload payload) {}

    public static Samples list() {
        return new Samples(SampleFiles.list());
    }

    /** Those of a provider, as {@code PROVIDER/TYPE}, the typical one first. */
    public List<String> of(String provider) {
        return files.of(provider);
    }

    public Optional<Sample> first(String provider) {
        return of(provider).stream().findFirst().map(this::read);
    }

    /**
     * One of them.
     *
     * @param name {@code PROVIDER/TYPE}
     */
    public Sample read(String name) {
        String file = files.file(name);
        if (file == null) {
            List<String> near = of(name.substring(0, Math.max(0, name.indexOf('/'))));
            String remedy =
                    near.isEmpty() && NearestName.of(name, files.names()).isEmpty()
                            ? "see ./hookwright providers NAME, or give a payload of your own"
                            : NearestName.remedy(name, near.isEmpty() ? files.names() : near);
            throw new NoSuchSample("there is no sample \"" + name + "\" (" + remedy + ")");
        }
        return new Sample(name.substring(name.indexOf('/') + 1), SamplePayload.of(file, files.read(file)));
    }
}
