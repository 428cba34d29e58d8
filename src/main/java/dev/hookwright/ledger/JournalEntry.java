package dev.hookwright.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction changed: the statements that did it, with their values. Done again in the same order on the same
 * state they change the same, as none of them asks for the time or for chance.
 */
final class JournalEntry {
    private static final int USUAL_BYTES = 1 << 20;

    private static final byte NULL = 0;
    private static final byte INTEGER = 1;
    private static final byte LONG = 2;
    private static final byte TEXT = 3;
    private static final byte BYTES = 4;
    private static final byte ID = 5;

    /** Each statement's text stands where it is first used; later uses name it by its place. */
    private final Map<String, Integer> places = new HashMap<>();

    private Buffer buffer = new Buffer();
    private DataOutputStream out = new DataOutputStream(buffer);

    private static final class Buffer extends ByteArrayOutputStream {
        ByteBuffer view() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }

    boolean isEmpty() {
        return buffer.size() == 0;
    }

    void clear() {
        places.clear();
        if (buffer.size() > USUAL_BYTES) {
            // One batch of large bodies should not hold their memory for ever.
            buffer = new Buffer();
            out = new DataOutputStream(buffer);
        } else {
            buffer.reset();
        }
    }

    /** The bytes so far; valid until the next change. */
    ByteBuffer bytes() {
        return buffer.view();
    }

    void add(String sql, @Nullable Object... parameters) {
        try {
            Integer place = places.get(sql);
            out.writeInt(place == null ? places.size() : place);
            if (place == null) {
                places.put(sql, places.size());
                writeBytes(sql.getBytes(StandardCharsets.UTF_8));
            }
            out.writeInt(parameters.length);
            for (Object parameter : parameters) {
                write(parameter);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
    }

    private void write(@Nullable Object value) throws IOException {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof Integer number) {
            out.writeByte(INTEGER);
            out.writeInt(number);
        } else if (value instanceof Long number) {
            out.writeByte(LONG);
            out.writeLong(number);
        } else if (value instanceof String text) {
            out.writeByte(TEXT);
            writeBytes(text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] bytes) {
            out.writeByte(BYTES);
            writeBytes(bytes);
        } else if (value instanceof UUID id) {
            out.writeByte(ID);
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
        } else {
            throw new IllegalArgumentException("the journal cannot hold a " + value.getClass());
        }
    }

    private void writeBytes(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Does again what an entry says. */
    static void replay(ByteBuffer entry, Statements statements) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (entry.hasRemaining()) {
            int place = entry.getInt();
            if (place == texts.size()) {
                texts.add(readText(entry));
            }
            @Nullable Object[] parameters = new @Nullable Object[entry.getInt()];
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = read(entry);
            }
            statements.update(texts.get(place), parameters);
        }
    }

    private static @Nullable Object read(ByteBuffer entry) {
        byte kind = entry.get();
        return switch (kind) {
            case NULL -> null;
            case INTEGER -> entry.getInt();
            case LONG -> entry.getLong();
            case TEXT -> readText(entry);
            case BYTES -> readBytes(entry);
            case ID -> new UUID(entry.getLong(), entry.getLong());
            default -> throw new IllegalArgumentException("the journal holds a value of unknown kind " + kind);
        };
    }

    private static String readText(ByteBuffer entry) {
        return new String(readBytes(entry), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(ByteBuffer entry) {
        byte[] bytes = new byte[entry.getInt()];
        entry.get(bytes);
        return bytes;
    }
}
