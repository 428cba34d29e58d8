package dev.hookwright.server;

import dev.hookwright.config.InvalidWorkspace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of the ledger, held by one process at a time. */
final class DataFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws InvalidWorkspace if it cannot be written, or another process has it */
    static DataFolder take(Path path) {
        return take(path, "stop that process, or choose another folder with --data");
    }

    /** @param ifInUse what to do if another process has it */
    static DataFolder take(Path path, String ifInUse) {
        try {
            make(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new InvalidWorkspace("data folder " + path, "is in use by another process", ifInUse);
            }
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new InvalidWorkspace(
                    "data folder " + path, "cannot be written", "check its permissions, or choose another with --data");
        }
    }

    /** The ledger holds payloads and secrets: a folder that is made here is nobody else's to read. */
    private static void make(Path path) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix && !Files.exists(path)) {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return;
        }
        Files.createDirectories(path);
        if (posix && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
            LOG.warn("others on this machine can look into the data folder {} (chmod 700 {})", path, path);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
