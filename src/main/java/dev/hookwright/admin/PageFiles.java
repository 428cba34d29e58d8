package dev.hookwright.admin;

import dev.hookwright.config.BundledFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** The files of the pages, read once. Their addresses hold a version made of all contents, so that they may be kept. */
final class PageFiles {
    private static final String FOLDER = "/pages";
    private static final String INDEX = "index.html";
    private static final String REFUSED = "refused.html";
    private static final int VERSION_LENGTH = 16;

    private final SortedMap<String, PageFile> files = new TreeMap<>();
    private final PageFile index;
    private final String refused;
    private final String version;

    /** @param zipped the same in gzip */
    record PageFile(String contentType, byte[] plain, byte[] zipped) {}

    private PageFiles(SortedMap<String, byte[]> contents) {
        this.version = versionOf(contents);
        contents.forEach((name, bytes) -> files.put(name, file(name, bytes)));
        this.index = file(INDEX, versioned(contents, INDEX).getBytes(StandardCharsets.UTF_8));
        this.refused = versioned(contents, REFUSED);
    }

    private String versioned(SortedMap<String, byte[]> contents, String name) {
        return new String(contents.get(name), StandardCharsets.UTF_8).replace("{{version}}", version);
    }

    static PageFiles read() {
        return new PageFiles(contents());
    }

    /** Another one whenever a file is. */
    String version() {
        return version;
    }

    PageFile index() {
        return index;
    }

    /** A document that says why somebody is not let in; the texts are text, whatever stands in them. */
    PageFile refused(String title, String text) {
        String document = refused.replace("{{title}}", escaped(title)).replace("{{text}}", escaped(text));
        return file(REFUSED, document.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("{", "&#123;");
    }

    Optional<PageFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static String versionOf(SortedMap<String, byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.forEach((name, bytes) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PageFile file(String name, byte[] bytes) {
        return new PageFile(typeOf(name.substring(name.lastIndexOf('.') + 1)), bytes, zipped(bytes));
    }

    private static String typeOf(String ending) {
        return switch (ending) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalStateException("no media type is known for ." + ending);
        };
    }

    private static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private static SortedMap<String, byte[]> contents() {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        for (String name : BundledFiles.below(FOLDER)) {
            contents.put(name, BundledFiles.read(FOLDER + "/" + name));
        }
        return contents;
    }
}
