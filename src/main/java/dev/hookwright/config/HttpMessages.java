package dev.hookwright.config;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** Has requests answered that Vert.x by itself would not answer, or in a version of HTTP that there is not. */
public final class HttpMessages extends ChannelDuplexHandler {
    private boolean given;

    private HttpMessages() {}

    /** Stands between a new connection and what it brings. */
    public static void check(HttpConnection connection) {
        ChannelHandlerContext handler = ((ConnectionBase) connection).channelHandlerContext();
        handler.pipeline().addBefore(handler.name(), "messages", new HttpMessages());
    }

    /** A request of another version is one that could not be read; what comes behind it is nobody knows what. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (given) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request && !isKnown(request.protocolVersion())) {
            given = true;
            request.setDecoderResult(DecoderResult.failure(
                    new IllegalArgumentException("there is no " + request.protocolVersion() + " here")));
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        context.fireChannelRead(message);
    }

    private static boolean isKnown(HttpVersion version) {
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }

    /** With what was written until then, as the answer to a body that turned out not to be readable. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        context.flush();
        var unused = context.close(promise);
    }
}
