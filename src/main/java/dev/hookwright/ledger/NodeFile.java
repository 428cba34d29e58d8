package dev.hookwright.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the node that has the data folder is called. Only a help: without it others take over after a while. */
final class NodeFile {
    private static final Logger LOG = LoggerFactory.getLogger(NodeFile.class);

    private final Path path;

    NodeFile(Path path) {
        this.path = path;
    }

    Optional<String> read() {
        try {
            return Files.exists(path) ? Optional.of(Files.readString(path).strip()) : Optional.empty();
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be read; what this node had in work before goes on in {}", path, ClusterNode.DEAD_AFTER);
            return Optional.empty();
        }
    }

    void write(String name) {
        try {
            Files.writeString(path, name);
        } catch (IOException e) {
            LOG.warn("{} cannot be written; after a crash what this node has goes on a little later", path);
        }
    }
}
