package dev.hookwright.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The sample payloads that come with Hookwright, written to the vendors' documented shapes. */
final class Samples {
    private Samples() {}

    /** @param name {@code PROVIDER/TYPE} */
    static byte[] read(String name) {
        boolean plain = name.matches("[A-Za-z0-9-]+/[A-Za-z0-9._-]+");
        try (InputStream file = plain ? Samples.class.getResourceAsStream("/samples/" + name + ".json") : null) {
            if (file == null) {
                throw new CommandFailed(
                        ExitStatus.NOT_FOUND,
                        "there is no sample \"" + name + "\" (there is stripe/checkout.session.completed, or give"
                                + " --payload FILE)");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
