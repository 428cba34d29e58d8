package dev.hookwright.admin;

import dev.hookwright.admin.PageFiles.PageFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** Serves the pages. They hold no data: they ask the API for it, as whoever has signed in. */
final class Pages {
    /** Each shows the same document, which finds out by its address what to draw. */
    private static final Pattern PAGE = Pattern.compile(
            "/|/(events|problems|waiting|endpoints|routes|connectors|metrics|replays|alerts|tokens|audit)"
                    + "(/[^/]+)?/?|/login");

    private static final String ASSETS = "/assets/";

    /** Nothing of another host, nothing inline, no text that becomes markup or script. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'";

    private final Future<PageFiles> read;

    /** Reads them aside: the start does not wait for it. */
    Pages(Vertx vertx) {
        this.read = vertx.executeBlocking(PageFiles::read);
    }

    void mountOn(Router router) {
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context ->
                        read.onSuccess(files -> serve(context, files)).onFailure(context::fail));
    }

    /** Answers a browser that it is not let in. */
    void refuse(RoutingContext context, int status, String title, String text) {
        read.onSuccess(files -> send(context, status, files.refused(title, text)))
                .onFailure(context::fail);
    }

    private static void serve(RoutingContext context, PageFiles files) {
        String path = context.normalizedPath();
        if (path.startsWith(ASSETS)) {
            serveAsset(context, files, path.substring(ASSETS.length()));
        } else if (PAGE.matcher(path).matches()) {
            send(context, 200, files.index());
        } else if (!path.startsWith("/api/") && !path.startsWith("/observe/") && wantsPage(context.request())) {
            send(context, 404, files.index());
        } else {
            context.next();
        }
    }

    private static void serveAsset(RoutingContext context, PageFiles files, String path) {
        String folder = files.version() + "/";
        Optional<PageFile> asset =
                path.startsWith(folder) ? files.find(path.substring(folder.length())) : Optional.empty();
        if (asset.isEmpty()) {
            context.next();
            return;
        }
        context.response().putHeader("Cache-Control", "public, max-age=31536000, immutable");
        send(context, 200, asset.get());
    }

    private static boolean wantsPage(HttpServerRequest request) {
        String accepted = request.getHeader("Accept");
        return accepted != null && accepted.contains("text/html");
    }

    private static void send(RoutingContext context, int status, PageFile file) {
        HttpServerResponse response = context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", file.contentType())
                .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Vary", "Accept-Encoding");
        String encodings = context.request().getHeader("Accept-Encoding");
        boolean zipped = encodings != null && encodings.contains("gzip");
        if (zipped) {
            response.putHeader("Content-Encoding", "gzip");
        }
        var unused = response.end(Buffer.buffer(zipped ? file.zipped() : file.plain()));
    }
}
