package dev.hookwright.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes requests with something wrong in them: in the framing, the headers, the path, the method, the body. */
final class HostileRequest {
    private static final List<String> ENDPOINTS = List.of("shop", "sms", "pay", "shop", "none");
    private static final List<String> METHODS =
            List.of("GET", "PUT", "DELETE", "TRACE", "CONNECT", "PATCH", "", "post", "P\u0000ST", "A".repeat(300));
    private static final List<String> PATHS = List.of(
            "/",
            "*",
            "//",
            "/hooks/",
            "/hooks/../hooks/shop",
            "/hooks/%2e%2e/shop",
            "/hooks/shop%00",
            "/hooks/shop\u00ff",
            "http://example.com/hooks/shop",
            "/hooks/" + "x".repeat(5_000),
            "/hooks/shop?" + "a=b&".repeat(800),
            "\\hooks");
    private static final List<String> VERSIONS =
            List.of("HTTP/0.9", "HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "HTTP/1.1.1", "HTTP", "ICY/1.0", "");
    private static final List<String> HEADERS = List.of(
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 1\r\nContent-Length: 2",
            "Transfer-Encoding: chunked\r\nContent-Length: 3",
            "Transfer-Encoding: gzip",
            "X\u0000: 1",
            "X : 1",
            ": 1",
            "no colon",
            "X: " + "y".repeat(20_000),
            "Content-Encoding: gzip",
            "Content-Type: ;;",
            "Content-Type: a/b\r\n" + "Content-Type: c/d",
            "Expect: 200-maybe",
            "Host:",
            "Stripe-Signature: t=,v1=",
            "Stripe-Signature: \u00ff",
            "X-Twilio-Signature: !",
            "Connection: Upgrade\r\nUpgrade: websocket",
            "Range: bytes=0-",
            "\u00ff\u00fe: \u00ff");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/xml",
            "text/plain");
    private static final List<String> BODIES = List.of(
            "{",
            "[1,",
            "{\"a\":}",
            "\u0000",
            "\u00ff\u00fe",
            "a=%",
            "a=%zz",
            "--x\r\nContent-Disposition: form-data",
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
            "{\"notificationItems\":{}}",
            "{\"notificationItems\":[1,null,{}]}",
            "[".repeat(2_000),
            "=&=&==",
            "");

    private HostileRequest() {}

    static byte[] next(Random random) {
        String method = random.nextInt(6) == 0 ? pick(METHODS, random) : "POST";
        String path = random.nextInt(6) == 0 ? pick(PATHS, random) : "/hooks/" + pick(ENDPOINTS, random);
        String version = random.nextInt(10) == 0 ? pick(VERSIONS, random) : "HTTP/1.1";
        String body = pick(BODIES, random);
        StringBuilder head = new StringBuilder(method + " " + path + " " + version + "\r\nHost: x\r\n");
        head.append("Connection: close\r\nContent-Type: ")
                .append(pick(TYPES, random))
                .append("\r\n");
        for (int i = random.nextInt(3); i > 0; i--) {
            head.append(pick(HEADERS, random)).append("\r\n");
        }
        if (random.nextInt(8) == 0) {
            head.append("Transfer-Encoding: chunked\r\n\r\n").append(chunks(body, random));
        } else {
            int said = body.length() + (random.nextInt(6) == 0 ? random.nextInt(5) - 2 : 0);
            head.append("Content-Length: ").append(said).append("\r\n\r\n").append(body);
        }
        byte[] request = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        return random.nextInt(3) == 0 ? mutated(request, random) : request;
    }

    private static String chunks(String body, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "zz\r\n" + body + "\r\n0\r\n\r\n";
            case 1 -> "ffffffffffffffff\r\n" + body;
            case 2 -> "-1\r\n" + body + "\r\n0\r\n\r\n";
            case 3 -> Integer.toHexString(body.length()) + ";" + "e".repeat(9_000) + "\r\n" + body + "\r\n0\r\n\r\n";
            default -> Integer.toHexString(body.length()) + "\n" + body + "0\n\n";
        };
    }

    private static byte[] mutated(byte[] request, Random random) {
        byte[] mutant = request.clone();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
