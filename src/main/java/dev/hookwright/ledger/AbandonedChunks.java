package dev.hookwright.ledger;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Map;
import org.h2.mvstore.Chunk;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Chunks of H2's file that a kill left behind. H2 (2.5.252) does not always find the newest ones again, and goes on from an
 * older one; what they held is done again from the {@link Journal}. But they stay in the file, with numbers that are given
 * out a second time. Once such a one lies where the next chunk of the new ones is looked for, H2 takes it for that, and
 * with it a state of which nothing is there any more. So they are set aside before the file is used: the first byte of each
 * is changed from "c" to "C", which H2 does not know. Nothing else is touched, so that whoever needs them can have them back.
 */
final class AbandonedChunks {
    private static final int BLOCK = 4_096;
    private static final int HEADER_BLOCKS = 2;
    private static final byte[] BEGINNING = "chunk:".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] SET_ASIDE = {'C'};

    private AbandonedChunks() {}

    /**
     * Sets them aside, and with them what is left of chunks whose space was free anyway. To be called before the file is
     * opened by anybody else; does nothing with a file that H2 cannot open.
     *
     * @return how many there were
     */
    static int setAside(Path file) throws SQLException {
        try {
            CleanMark.removeFrom(file);
            BitSet used = usedBlocks(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return setAsideOutside(used, channel);
            }
        } catch (MVStoreException e) {
            // Whoever opens it next says why not.
            return 0;
        } catch (IOException | ReflectiveOperationException e) {
            throw new SQLException("the store cannot be made ready: " + e.getMessage(), e);
        }
    }

    private static BitSet usedBlocks(Path file) throws ReflectiveOperationException {
        BitSet used = new BitSet();
        used.set(0, HEADER_BLOCKS);
        try (MVStore store =
                new MVStore.Builder().fileName(file.toString()).readOnly().open()) {
            Field field = FileStore.class.getDeclaredField("chunks");
            field.setAccessible(true);
            for (Object each : ((Map<?, ?>) field.get(store.getFileStore())).values()) {
                Chunk<?> chunk = (Chunk<?>) each;
                used.set((int) chunk.block, (int) chunk.block + chunk.len);
            }
        }
        return used;
    }

    private static int setAsideOutside(BitSet used, FileChannel file) throws IOException {
        int blocks = (int) (file.size() / BLOCK);
        int found = 0;
        for (int block = used.nextClearBit(0); block < blocks; block = used.nextClearBit(block + 1)) {
            ByteBuffer beginning = ByteBuffer.allocate(BEGINNING.length);
            file.read(beginning, (long) block * BLOCK);
            if (beginning.flip().equals(ByteBuffer.wrap(BEGINNING))) {
                file.write(ByteBuffer.wrap(SET_ASIDE), (long) block * BLOCK);
                found++;
            }
        }
        if (found > 0) {
            file.force(false);
        }
        return found;
    }
}
