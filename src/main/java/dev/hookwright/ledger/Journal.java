package dev.hookwright.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of numbered entries: a write-ahead log. An entry that was appended is on disk. Begun anew it is written over from
 * its beginning, so that a sync seldom has anything to do but the entry's own bytes; numbers go on, and tell the new
 * entries from the old ones behind them.
 *
 * <p>Each entry is its length (4 bytes), a CRC-32C of all that follows (4), its number (8), and what it holds. Of one that
 * was finished only the last entry's number is left: an entry that holds nothing.
 */
final class Journal implements AutoCloseable {
    private static final int HEAD = 16;
    private static final int CHECKSUM = 4;
    private static final int NUMBER = 8;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** The file grows by so much at once: a sync of bytes within the file is cheaper than one that makes it longer. */
    private static final int GROWTH = 1 << 20;

    private static final int SLICE = 1 << 20;
    /** No journal holds more entries; what bears a higher number than that is chance. */
    private static final long MOST_ENTRIES = 1L << 32;

    /** Of a ledger to which nothing was written yet the number is a multiple of this; that of few others is. */
    private static final int BEGINNING = 1_000;

    private final FileChannel file;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    private long end;

    private Journal(FileChannel file) {
        this.file = file;
    }

    /** Takes what one entry holds, when the journal is read. */
    interface Reader<E extends Exception> {
        void read(long number, ByteBuffer entry) throws E;
    }

    /** Opens the journal, making it if there is none, to write it from its beginning. */
    static Journal open(Path path) throws IOException {
        boolean isNew = !Files.exists(path);
        Journal journal = new Journal(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        if (isNew) {
            Compaction.syncFolderOf(path);
        }
        return journal;
    }

    /** Whether a ledger with this number may be one that never had a journal. */
    static boolean isBeginning(long known) {
        return known % BEGINNING == 0;
    }

    /** True of one that was finished, or if there is none. */
    static boolean isFinished(Path path) {
        return path.toFile().length() <= HEAD;
    }

    /** How many bytes the entries take up since it was begun. */
    long size() {
        return end;
    }

    /** Puts an entry on disk. */
    void append(long number, ByteBuffer entry) throws IOException {
        putHead(number, entry);
        long length = HEAD + (long) entry.remaining();
        if (file.size() < end + length) {
            write(ByteBuffer.allocate(GROWTH), end + length);
        }
        write(head.flip(), end);
        write(entry, end + HEAD);
        file.force(false);
        end += length;
    }

    /** From now on entries are written over those that are there. */
    void beginAnew() {
        end = 0;
    }

    /** Leaves nothing but the number of the last entry, for {@link #check}. */
    void finish(long last) throws IOException {
        putHead(last, NOTHING);
        write(head.flip(), 0);
        file.truncate(HEAD);
        file.force(true);
        end = 0;
    }

    private void putHead(long number, ByteBuffer entry) {
        head.clear()
                .putInt(entry.remaining())
                .putInt(checksum(number, entry.duplicate()))
                .putLong(number);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** In slices: the virtual machine keeps a buffer of the largest size that was ever written at once. */
    private void write(ByteBuffer bytes, long position) throws IOException {
        int limit = bytes.limit();
        long at = position;
        while (bytes.position() < limit) {
            bytes.limit(Math.min(limit, bytes.position() + SLICE));
            at += file.write(bytes, at);
        }
    }

    /**
     * Checks that nothing is missing.
     *
     * @param known the number of the last entry whose changes the ledger holds
     * @throws IOException if the journal is gone or damaged, or does not go on where the number ends, or if the ledger was
     *     closed with a later one
     */
    static void check(Path path, long known) throws IOException {
        if (Files.exists(path)) {
            checkFinished(path, known);
            if (!isFinished(path)) {
                readAfter(path, known, (number, entry) -> {});
            }
        } else if (!isBeginning(known)) {
            throw new IOException(
                    path + " is gone, which may hold the newest entries: put it back, or make an empty file"
                            + " of that name to go on without them");
        }
    }

    private static void checkFinished(Path path, long known) throws IOException {
        ByteBuffer mark = ByteBuffer.allocate(HEAD);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.read(mark, 0) < HEAD) {
                return;
            }
        }
        long last = mark.getLong(NUMBER);
        if (mark.getInt(0) == 0 && mark.getInt(CHECKSUM) == checksum(last, NOTHING) && last > known) {
            throw new IOException(path + " says that the ledger was closed with entry " + last + ", but it ends with "
                    + known + ": it is an older one; put the newer one back, or empty the journal to go on with this");
        }
    }

    /**
     * Reads the entries with a number above the given one, in their order. The last one may be missing, if it was about to
     * be written when the process ended.
     *
     * @throws IOException if the journal is damaged, or does not go on where the number ends
     */
    static <E extends Exception> void readAfter(Path path, long known, Reader<E> reader) throws IOException, E {
        ByteBuffer file;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
        int at = 0;
        long last = known;
        long before = -1;
        while (isEntry(file, at) && (at == 0 || file.getLong(at + NUMBER) == before + 1)) {
            long number = file.getLong(at + NUMBER);
            if (number > last + 1) {
                throw new IOException(path + " begins with entry " + number + ", but the ledger ends with " + known
                        + ": what lies between is missing");
            }
            if (number > last) {
                reader.read(number, file.slice(at + HEAD, file.getInt(at)));
                last = number;
            }
            before = number;
            at += HEAD + file.getInt(at);
        }
        checkBehind(path, file, at, last);
    }

    /** The entry that was being written is the last one. If there are whole ones behind it, it was once whole as well. */
    private static void checkBehind(Path path, ByteBuffer file, int end, long last) throws IOException {
        for (int at = end; at <= file.limit() - HEAD; at++) {
            long number = file.getLong(at + NUMBER);
            if (number > last && number - last < MOST_ENTRIES && isEntry(file, at)) {
                throw new IOException(
                        path + " is damaged at byte " + end + ", for it holds entry " + number + " behind that");
            }
        }
    }

    private static boolean isEntry(ByteBuffer file, int at) {
        if (at > file.limit() - HEAD) {
            return false;
        }
        int length = file.getInt(at);
        return length > 0
                && length <= file.limit() - HEAD - at
                && file.getInt(at + CHECKSUM) == checksum(file.getLong(at + NUMBER), file.slice(at + HEAD, length));
    }

    private static int checksum(long number, ByteBuffer entry) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        crc.update(entry);
        return (int) crc.getValue();
    }
}
