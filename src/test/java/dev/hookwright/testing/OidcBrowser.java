package dev.hookwright.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A browser that signs in at an identity provider: follows where it is sent, and keeps cookies. */
public final class OidcBrowser {
    private static int browsers;

    private final TestServer server;
    private final OidcProvider provider;
    private final Map<String, String> cookies = new TreeMap<>();
    private final String address = "192.0.2." + browsers++ % 250;

    public OidcBrowser(TestServer server, OidcProvider provider) {
        this.server = server;
        this.provider = provider;
    }

    /** @param path with its query */
    public HttpResponse<String> get(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.adminUri(path)).header("X-Forwarded-For", address);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = server.send(request.build());
        for (String set : answer.headers().allValues("Set-Cookie")) {
            String[] pair = set.replaceFirst(";.*", "").split("=", 2);
            if (pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return answer;
    }

    /** Begins, and signs in at the provider; gives the address that it is sent back to, as it is called here. */
    public String comeBack(String begin) {
        HttpResponse<String> sent = get(begin);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        URI back = provider.authorize(
                URI.create(sent.headers().firstValue("Location").orElseThrow()));
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    /** All of it. */
    public HttpResponse<String> signIn() {
        return get(comeBack("/login/oidc"));
    }

    public Map<String, String> cookies() {
        return cookies;
    }
}
