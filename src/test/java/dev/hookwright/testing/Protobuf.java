package dev.hookwright.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A message in Protocol Buffers' wire format, by the numbers of its fields. */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final Map<Integer, List<Object>> fields = new HashMap<>();

    Protobuf(byte[] message) {
        ByteBuffer rest = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (rest.hasRemaining()) {
            long tag = varint(rest);
            fields.computeIfAbsent((int) (tag >>> 3), number -> new ArrayList<>())
                    .add(value((int) (tag & 7), rest));
        }
    }

    private static Object value(int type, ByteBuffer rest) {
        return switch (type) {
            case VARINT -> varint(rest);
            case FIXED_64 -> rest.getLong();
            case FIXED_32 -> (long) rest.getInt();
            case BYTES -> {
                byte[] bytes = new byte[(int) varint(rest)];
                rest.get(bytes);
                yield bytes;
            }
            default -> throw new IllegalArgumentException("wire type " + type);
        };
    }

    private static long varint(ByteBuffer rest) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = rest.get();
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    long number(int field) {
        return has(field) ? (Long) fields.get(field).get(0) : 0;
    }

    byte[] bytes(int field) {
        return has(field) ? (byte[]) fields.get(field).get(0) : new byte[0];
    }

    String text(int field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }

    List<Protobuf> messages(int field) {
        return fields.getOrDefault(field, List.of()).stream()
                .map(bytes -> new Protobuf((byte[]) bytes))
                .toList();
    }
}
