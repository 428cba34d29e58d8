package dev.hookwright.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The token that opens the admin API. Made at the first start, in a file that only its owner can read. */
public final class AdminToken {
    public static final String FILE = "admin-token";

    private static final int BYTES = 32;
    private static final String BEARER = "Bearer ";

    private final byte[] token;

    private AdminToken(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    public static AdminToken of(Path data) {
        Path file = data.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                write(file);
            }
            return new AdminToken(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the admin token " + file + " cannot be read or written", e);
        }
    }

    /** Whether an Authorization header carries the token. Takes the same time whatever it carries. */
    boolean isCarriedBy(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith(BEARER)
                && MessageDigest.isEqual(
                        token, authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
        if (posix) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, text + "\n", StandardOpenOption.WRITE);
    }
}
