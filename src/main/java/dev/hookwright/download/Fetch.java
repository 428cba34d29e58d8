package dev.hookwright.download;

import dev.hookwright.provider.Download;
import java.io.IOException;

/** Gets a document. May block, for seconds. */
@FunctionalInterface
public interface Fetch {
    /** @throws IOException if it cannot be had; says why in a few words */
    String text(Download download) throws IOException, InterruptedException;
}
