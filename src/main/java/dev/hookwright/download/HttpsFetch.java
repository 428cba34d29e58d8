package dev.hookwright.download;

import dev.hookwright.config.AddressRanges;
import dev.hookwright.provider.Download;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Gets documents by HTTPS: no redirects, a deadline for all of it, a bound on its length, and only from addresses that
 * the public can reach. Which hosts may be called is for the provider's file to say; TLS makes sure that it is they who
 * answer, even if a name came to mean another address after we looked.
 */
public final class HttpsFetch implements Fetch {
    static final int MOST_BYTES = 64 << 10;
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Predicate<InetAddress> allowed;
    private final Duration deadline;
    private final HttpClient.Builder builder;
    /** Made when it is first needed: most servers never need it, and it takes a while. */
    private @Nullable HttpClient client;

    /** @param privateAddresses whether hosts inside of the operator's own network may be called too */
    public static HttpsFetch of(boolean privateAddresses) {
        return new HttpsFetch(
                HttpClient.newBuilder(),
                address -> privateAddresses || !AddressRanges.PRIVATE.contain(address),
                DEADLINE);
    }

    HttpsFetch(SSLContext trusted, Predicate<InetAddress> allowed, Duration deadline) {
        this(HttpClient.newBuilder().sslContext(trusted), allowed, deadline);
    }

    private HttpsFetch(HttpClient.Builder builder, Predicate<InetAddress> allowed, Duration deadline) {
        this.builder = builder.followRedirects(HttpClient.Redirect.NEVER).connectTimeout(deadline);
        this.allowed = allowed;
        this.deadline = deadline;
    }

    @Override
    public String text(Download download) throws IOException, InterruptedException {
        checkAddresses(download.url().getHost());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(download.url()).timeout(deadline).header("Accept", "*/*");
        String json = download.json();
        if (json != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
        }
        CompletableFuture<HttpResponse<String>> answer =
                client().sendAsync(request.build(), head -> new BoundedText(MOST_BYTES));
        try {
            // The client's own timeout ends with the head of the answer; a body could drip for ever.
            HttpResponse<String> response = answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("the answer is " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + deadline.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = cause.getMessage();
            throw new IOException(message == null ? cause.getClass().getSimpleName() : message, cause);
        } finally {
            answer.cancel(true);
        }
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = builder.build();
            client = made;
        }
        return made;
    }

    private void checkAddresses(String host) throws IOException {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!allowed.test(address)) {
                    throw new IOException(host + " is at " + address.getHostAddress()
                            + ", which is not a public address (hookwright.download.private-addresses=true allows it)");
                }
            }
        } catch (UnknownHostException e) {
            throw new IOException("there is no host " + host, e);
        }
    }
}
