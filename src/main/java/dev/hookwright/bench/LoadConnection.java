package dev.hookwright.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that is kept alive, with one request on it at a time. */
final class LoadConnection implements AutoCloseable {
    private static final int LARGEST_ANSWER = 16 << 10;
    private static final String LENGTH = "\r\ncontent-length:";

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
    private long since;
    /** Of the answer that is coming in; -1 while its head is not whole. */
    private int length = -1;

    private int status;

    LoadConnection(Selector selector, int port, int requestLength) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
        request = ByteBuffer.allocateDirect(requestLength);
    }

    /** @param sinceNanos when its latency begins */
    void send(LoadRequest requests, long sinceNanos) throws IOException {
        since = sinceNanos;
        length = -1;
        answer.clear();
        requests.putNext(request);
        writeOn();
    }

    long sinceNanos() {
        return since;
    }

    /** Goes on where the socket is ready. True once the answer is whole. */
    boolean proceed() throws IOException {
        if (key.isWritable()) {
            writeOn();
        }
        if (!key.isReadable()) {
            return false;
        }
        if (channel.read(answer) < 0) {
            throw new IOException("the server has closed a connection");
        }
        if (length < 0) {
            readHead();
        }
        if (length < 0 && !answer.hasRemaining()) {
            throw new IOException("an answer is longer than " + LARGEST_ANSWER + " bytes");
        }
        return length >= 0 && answer.position() >= length;
    }

    /** The status of the answer that is whole. */
    int status() {
        return status;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void writeOn() throws IOException {
        channel.write(request);
        key.interestOps(request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void readHead() throws IOException {
        String text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        String head = text.substring(0, end + 2).toLowerCase(Locale.ROOT);
        int at = head.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("an answer does not say how long it is");
        }
        int from = at + LENGTH.length();
        status = Integer.parseInt(head.substring(9, 12));
        length = end
                + 4
                + Integer.parseInt(
                        head.substring(from, head.indexOf('\r', from)).strip());
        if (length > LARGEST_ANSWER) {
            throw new IOException("an answer is longer than " + LARGEST_ANSWER + " bytes");
        }
    }
}
