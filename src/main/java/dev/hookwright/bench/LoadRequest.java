package dev.hookwright.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A push as GitHub sends it. The signature is of the body alone, so one stands for all; each has an id of its own. */
final class LoadRequest {
    static final String PATH = "/hooks/github";
    static final String SECRET = "hookwright-bench";

    private static final int ID_DIGITS = 12;

    private final byte[] bytes;
    private final int idEnd;
    private long last;

    LoadRequest(int port, String path) {
        byte[] body = BenchWorkspace.push();
        // Not the same at the next start, so that no delivery is taken for a repeated one.
        String id = UUID.randomUUID().toString();
        String upToId = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUser-Agent: GitHub-Hookshot/bench\r\nAccept: */*\r\nContent-Type: application/json"
                + "\r\nX-GitHub-Event: push\r\nX-GitHub-Hook-ID: 1\r\nX-GitHub-Delivery: " + id;
        String rest = "\r\nX-Hub-Signature-256: sha256=" + signature(body) + "\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        byte[] head = (upToId + rest).getBytes(StandardCharsets.US_ASCII);
        bytes = ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
        idEnd = upToId.length();
    }

    /** Puts the next request into a buffer, in place of what is there. */
    void putNext(ByteBuffer buffer) {
        last++;
        byte[] digits = HexFormat.of().toHexDigits(last, ID_DIGITS).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, bytes, idEnd - ID_DIGITS, ID_DIGITS);
        buffer.clear().put(bytes).flip();
    }

    int length() {
        return bytes.length;
    }

    private static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
