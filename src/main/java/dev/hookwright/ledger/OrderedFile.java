package dev.hookwright.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;

/**
 * H2's file, written in an order that a power cut cannot undo. Between two syncs the disk takes pages in any order, and
 * H2 (2.5.252) relies on more than that when it opens a file again:
 *
 * <ul>
 *   <li>It takes a chunk for whole if its beginning and its footer are there; what lies between has no checksum. So the
 *       footer is written once the rest is on disk.
 *   <li>It looks for the newest chunk where the file's header says, and writes both copies of the header at once. If
 *       they name a chunk that is not on disk, it goes back to any older one. So of the two copies one is left alone
 *       until the other is on disk, together with all that was written before it.
 *   <li>It relies on the {@link CleanMark}. So that is not written.
 * </ul>
 *
 * A copy of the header and a footer each lie within one sector of 512 bytes, which a disk writes whole or not at all.
 *
 * <p>It is read by threads that anybody may interrupt, a route's time limit for one. A {@link FileChannel} would close
 * at that, and with it the store; a {@link RandomAccessFile} does not.
 */
final class OrderedFile extends FileBaseDefault {
    private static final int BLOCK = 4_096;
    private static final int HEADER = 2 * BLOCK;
    private static final int FOOTER = 128;
    private static final int UNKNOWN = -1;
    /** Threads that read at the same time. */
    private static final int READERS = 4;

    private final FileChannel file;
    private final RandomAccessFile[] readers = new RandomAccessFile[READERS];
    /** The copy of the header, 0 or 1, that is on disk and names a chunk that is. */
    private int safeCopy = UNKNOWN;

    private boolean otherCopyWritten;

    /** @param name the file's own, for reading */
    OrderedFile(FileChannel file, String name) throws IOException {
        this.file = file;
        for (int i = 0; i < READERS; i++) {
            readers[i] = new RandomAccessFile(name, "r");
        }
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        if (position == 0 && length == HEADER) {
            writeHeader(CleanMark.removedFrom(source));
        } else if (position >= HEADER && length > 0 && length % BLOCK == 0) {
            writeChunk(source, position);
        } else {
            throw new IOException(
                    "H2 writes " + length + " bytes at " + position + ", which is no chunk and no header");
        }
        return length;
    }

    private void writeChunk(ByteBuffer chunk, long position) throws IOException {
        int end = chunk.limit();
        long footer = position + chunk.remaining() - FOOTER;
        writeFully(chunk.limit(end - FOOTER), position);
        force(false);
        writeFully(chunk.limit(end), footer);
    }

    private void writeHeader(ByteBuffer header) throws IOException {
        if (file.size() < HEADER) {
            writeFully(header, 0);
            file.force(true);
            return;
        }
        int start = header.position();
        if (safeCopy == UNKNOWN) {
            file.force(false);
            writeFully(header.limit(start + BLOCK), 0);
            file.force(false);
            safeCopy = 0;
        } else {
            int other = 1 - safeCopy;
            int from = start + other * BLOCK;
            writeFully(header.limit(from + BLOCK).position(from), (long) other * BLOCK);
            otherCopyWritten = true;
        }
    }

    @Override
    public synchronized void force(boolean metaData) throws IOException {
        file.force(metaData);
        if (otherCopyWritten) {
            safeCopy = 1 - safeCopy;
            otherCopyWritten = false;
        }
    }

    private void writeFully(ByteBuffer source, long position) throws IOException {
        long at = position;
        while (source.hasRemaining()) {
            at += file.write(source, at);
        }
    }

    /** Does not wait for a sync, as a write does. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public int read(ByteBuffer target, long position) throws IOException {
        byte[] bytes = target.hasArray() ? target.array() : new byte[target.remaining()];
        int from = target.hasArray() ? target.arrayOffset() + target.position() : 0;
        int length = read(bytes, from, target.remaining(), position);
        if (!target.hasArray()) {
            target.put(bytes, 0, Math.max(0, length));
        } else if (length > 0) {
            target.position(target.position() + length);
        }
        return length;
    }

    private int read(byte[] target, int from, int length, long position) throws IOException {
        RandomAccessFile reader = readers[(int) (Thread.currentThread().getId() % READERS)];
        synchronized (reader) {
            reader.seek(position);
            return reader.read(target, from, length);
        }
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        file.truncate(size);
    }

    /**
     * Puts on disk what a process that was killed left written, for H2 takes what it reads for that. Empties a file of
     * which the power left no more than its header's place, which H2 could not read.
     */
    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        FileLock lock = file.tryLock(position, size, shared);
        if (lock != null && !shared) {
            file.force(true);
            if (file.size() <= HEADER) {
                file.truncate(0);
            }
        }
        return lock;
    }

    @Override
    protected void implCloseChannel() throws IOException {
        for (RandomAccessFile reader : readers) {
            reader.close();
        }
        file.close();
    }
}
