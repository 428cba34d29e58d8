package dev.hookwright.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** An answer that comes as it is made. */
final class ServerStream implements AutoCloseable {
    private final InputStream bytes;

    ServerStream(InputStream bytes) {
        this.bytes = bytes;
    }

    BufferedReader lines() {
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    void copyTo(OutputStream out) {
        try (bytes) {
            bytes.transferTo(out);
            out.flush();
        } catch (IOException e) {
            throw new CommandFailed(ExitStatus.NOT_REACHABLE, "the server ended the connection before all was sent");
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
