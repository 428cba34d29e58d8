package dev.hookwright.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.h2.mvstore.DataUtils;

/**
 * What H2 (2.5.252) writes into both copies of its file's header when it closes the file. With the mark it opens the file
 * by a look at the newest chunks alone; and if one of those is gone, even one of which nothing is needed any more, it
 * takes the oldest of those that it has looked at so far for the newest state. One may be gone: a kill leaves chunks that
 * are not found again, and these were written where such ones had been. So the mark never stays in the file. Without it
 * H2 looks at every chunk that the newest one names.
 */
final class CleanMark {
    private static final int BLOCK = 4_096;
    private static final int COPIES = 2;
    private static final String MARK = ",clean:1,";
    private static final String CHECKSUM = ",fletcher:";

    private CleanMark() {}

    /** Takes it out of a file that an earlier version has closed, or the compaction; each copy by itself. */
    static void removeFrom(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int copy = 0; copy < COPIES; copy++) {
                byte[] block = new byte[BLOCK];
                channel.read(ByteBuffer.wrap(block), (long) copy * BLOCK);
                byte[] without = without(block);
                if (without != block) {
                    channel.write(ByteBuffer.wrap(without), (long) copy * BLOCK);
                    channel.force(false);
                }
            }
        }
    }

    /** The header, of one copy or more, as it is to be written. */
    static ByteBuffer removedFrom(ByteBuffer header) {
        ByteBuffer changed = ByteBuffer.allocate(header.remaining());
        byte[] block = new byte[BLOCK];
        while (header.hasRemaining()) {
            header.get(block);
            changed.put(without(block));
        }
        return changed.flip();
    }

    /** The same array if there is no mark in it, or if it is no header that is whole. */
    private static byte[] without(byte[] block) {
        String text = new String(block, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(CHECKSUM);
        int mark = text.indexOf(MARK);
        if (mark < 0 || mark > end || !text.startsWith(checksum(text.substring(0, end)), end)) {
            return block;
        }
        String rest = text.substring(0, mark) + text.substring(mark + MARK.length() - 1, end);
        byte[] bytes = (rest + checksum(rest)).getBytes(StandardCharsets.ISO_8859_1);
        byte[] changed = new byte[BLOCK];
        System.arraycopy(bytes, 0, changed, 0, bytes.length);
        return changed;
    }

    private static String checksum(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return CHECKSUM + Integer.toHexString(DataUtils.getFletcher32(bytes, 0, bytes.length)) + "\n";
    }
}
