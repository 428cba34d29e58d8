package dev.hookwright.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** The key pairs that {@code trigger} signs with, one for each endpoint and kind, in files that only the owner reads. */
public final class TriggerKeys {
    private static final String FOLDER = "trigger-keys";
    private static final int RSA_BITS = 2048;
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final Path folder;

    /** @param data the server's data folder */
    public TriggerKeys(Path data) {
        this.folder = data.resolve(FOLDER);
    }

    /** The endpoint's keys, as far as there are any. Looked up anew each time: they are made while a server runs. */
    public LocalKeys known(String endpoint) {
        return kind -> {
            try {
                return Optional.of(read(Files.readString(file(endpoint, kind)), kind));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException("the key pair " + file(endpoint, kind) + " cannot be read", e);
            }
        };
    }

    /** The endpoint's keys, made where there are none. */
    public LocalKeys made(String endpoint) {
        return kind -> {
            Optional<KeyPair> known = known(endpoint).of(kind);
            if (known.isPresent()) {
                return known;
            }
            KeyPair pair = generate(kind);
            try {
                write(file(endpoint, kind), pair);
            } catch (IOException e) {
                throw new UncheckedIOException("the key pair " + file(endpoint, kind) + " cannot be written", e);
            }
            return Optional.of(pair);
        };
    }

    /** Keys that nobody knows. */
    public static LocalKeys unknown() {
        return kind -> Optional.of(generate(kind));
    }

    private Path file(String endpoint, String kind) {
        return folder.resolve(endpoint + "." + kind + ".pem");
    }

    private static KeyPair generate(String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(family(kind));
            if (kind.equals("rsa")) {
                generator.initialize(RSA_BITS);
            } else if (family(kind).equals("ec")) {
                String bits = kind.equals("ec") ? "256" : kind.substring("ec-".length());
                generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java makes keys for " + kind, e);
        }
    }

    private void write(Path file, KeyPair pair) throws IOException {
        boolean posix = Files.getFileStore(folder.getParent()).supportsFileAttributeView("posix");
        Files.createDirectories(folder, owner(posix, "rwx------"));
        String text = pem(PRIVATE, pair.getPrivate().getEncoded())
                + pem(PUBLIC, pair.getPublic().getEncoded());
        // A server must not read half of it.
        Path begun = Files.createTempFile(folder, "new", null, owner(posix, "rw-------"));
        Files.writeString(begun, text);
        Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] owner(boolean posix, String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static KeyPair read(String text, String kind) throws IOException {
        try {
            KeyFactory factory = KeyFactory.getInstance(family(kind));
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(der(text, PUBLIC))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(der(text, PRIVATE))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("no key pair for " + kind + " in it", e);
        }
    }

    private static String family(String kind) {
        return kind.split("-", 2)[0];
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    private static byte[] der(String text, String what) {
        String begin = "-----BEGIN " + what + "-----";
        int start = text.indexOf(begin);
        int end = text.indexOf("-----END " + what + "-----");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no " + what);
        }
        return Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end));
    }
}
