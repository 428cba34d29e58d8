package dev.hookwright.cli;

import dev.hookwright.config.NearestName;
import dev.hookwright.provider.SampleFiles;
import java.util.List;
import java.util.Optional;

/** The sample payloads that come with Hookwright, written to the vendors' documented shapes. */
final class Samples {
    private final SampleFiles files;

    private Samples(SampleFiles files) {
        this.files = files;
    }

    /** One of them. */
    record Sample(String type, Payload payload) {}

    static Samples list() {
        return new Samples(SampleFiles.list());
    }

    /** Those of a provider, as {@code PROVIDER/TYPE}, in order. */
    List<String> of(String provider) {
        return files.of(provider);
    }

    Optional<Sample> first(String provider) {
        return of(provider).stream().findFirst().map(this::read);
    }

    /** @param name {@code PROVIDER/TYPE} */
    Sample read(String name) {
        String file = files.file(name);
        if (file == null) {
            List<String> near = of(name.substring(0, Math.max(0, name.indexOf('/'))));
            String remedy =
                    near.isEmpty() && NearestName.of(name, files.names()).isEmpty()
                            ? "see ./hookwright providers NAME, or give --payload FILE"
                            : NearestName.remedy(name, near.isEmpty() ? files.names() : near);
            throw new CommandFailed(ExitStatus.NOT_FOUND, "there is no sample \"" + name + "\" (" + remedy + ")");
        }
        return new Sample(name.substring(name.indexOf('/') + 1), Payload.of(file, files.read(file)));
    }
}
