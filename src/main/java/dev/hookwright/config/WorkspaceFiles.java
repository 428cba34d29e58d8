package dev.hookwright.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /**
     * The files below a folder, which need not be there, by name. Links are followed, as a deployment makes of a folder
     * or of each file one; a link that leads nowhere is listed as well, so that whoever reads it says so.
     */
    public static List<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                        return isHidden(folder, inner) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (!isHidden(folder, file) && (attributes.isRegularFile() || attributes.isSymbolicLink())) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                        if (failure instanceof FileSystemLoopException || failure instanceof NoSuchFileException) {
                            // A folder above this one, which is listed anyway; or gone meanwhile.
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }
                });
        files.sort(null);
        return files;
    }

    private static List<Path> list(Workspace workspace) {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(workspace.routes(), workspace.connectors(), workspace.providers())) {
            try {
                files.addAll(below(folder));
            } catch (IOException e) {
                // It cannot be read at this moment; whoever loads the workspace says so.
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
