package dev.hookwright.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that a workspace is made of, by name, each with the SHA-256 of what is in it.
 */
public record WorkspaceFiles(SortedMap<String, String> hashes) {
    private static final int SHOWN_OF_HASH = 12;

    /** The files as they are now; what cannot be read is left out. */
    public static WorkspaceFiles of(Workspace workspace) {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (Path file : list(workspace)) {
            try {
                hashes.put(workspace.nameOf(file), sha256(Files.readAllBytes(file)));
            } catch (IOException e) {
                // Gone or locked at this moment: whoever watches sees it come back as a change.
            }
        }
        return new WorkspaceFiles(hashes);
    }

    /** When each file was changed last and how long it is: cheaper than what is in it, to be looked at often. */
    public static Map<String, String> stamps(Workspace workspace) {
        Map<String, String> stamps = new TreeMap<>();
        for (Path file : list(workspace)) {
            try {
                stamps.put(
                        workspace.nameOf(file),
                        Files.getLastModifiedTime(file) + " " + Files.size(file) + " " + file.toRealPath());
            } catch (IOException e) {
                // Gone at this moment, which is a stamp too.
            }
        }
        return stamps;
    }

    /** Whether a file is, or is in, something whose name begins with a dot, below a folder. */
    public static boolean isHidden(Path folder, Path file) {
        for (Path part : folder.relativize(file)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** A short name for all of it as it is. */
    public String version() {
        StringBuilder all = new StringBuilder();
        hashes.forEach(
                (name, hash) -> all.append(name).append('\n').append(hash).append('\n'));
        return sha256(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, SHOWN_OF_HASH);
    }

    /** What is different since then, a line for each file: {@code changed NAME}, {@code added NAME}, {@code removed NAME}. */
    public List<String> changesSince(WorkspaceFiles before) {
        List<String> changes = new ArrayList<>();
        hashes.forEach((name, hash) -> {
            String old = before.hashes.get(name);
            if (old == null) {
                changes.add("added " + name);
            } else if (!old.equals(hash)) {
                changes.add("changed " + name);
            }
        });
        before.hashes.keySet().stream()
                .filter(name -> !hashes.containsKey(name))
                .forEach(name -> changes.add("removed " + name));
        return changes;
    }

    private static List<Path> list(Workspace workspace) {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(workspace.routes(), workspace.connectors(), workspace.providers())) {
            try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
                walk.filter(file -> !isHidden(folder, file))
                        .filter(Files::isRegularFile)
                        .forEach(files::add);
            } catch (NoSuchFileException e) {
                // None of the folders need be there.
            } catch (IOException | UncheckedIOException e) {
                // Something went away while it was looked at; the next look sees the rest.
            }
        }
        if (Files.isRegularFile(workspace.properties())) {
            files.add(workspace.properties());
        }
        return files;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
