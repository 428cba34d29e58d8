package dev.hookwright.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Where commands print to. Unlike Java's own, it knows why something could not be written: a full disk makes the command
 * fail, a reader that has seen enough does not.
 */
public final class StandardOutput extends OutputStream {
    private static final String READER_GONE = "Broken pipe";

    private final OutputStream out;
    private volatile @Nullable IOException failure;

    private StandardOutput(OutputStream out) {
        this.out = out;
    }

    /** Takes the place of {@link System#out}: each line is written at once, in the same characters. */
    public static StandardOutput take() {
        return take(new FileOutputStream(FileDescriptor.out));
    }

    static StandardOutput take(OutputStream out) {
        StandardOutput taken = new StandardOutput(out);
        System.setOut(new PrintStream(new BufferedOutputStream(taken), true, charset()));
        return taken;
    }

    /** As Java chose it; from Java 19 on under the first name, before under the second or not at all. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        return name.isEmpty() ? Charset.defaultCharset() : Charset.forName(name);
    }

    /** The exit status of a command that has ended: none succeeds whose output is lost. */
    public int statusAfter(int status) {
        System.out.flush();
        IOException lost = failure;
        if (lost == null || READER_GONE.equals(lost.getMessage())) {
            return status;
        }
        System.err.println("hookwright: standard output cannot be written: " + lost.getMessage()
                + " (what was printed is lost, or a part of it: make room there, or send it elsewhere)");
        return status == ExitStatus.DONE ? ExitStatus.WRONG : status;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        try {
            out.write(octets, from, length);
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            }
            throw e;
        }
    }
}
