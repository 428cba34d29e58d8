package dev.hookwright.connector;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/**
 * Authorizes a connector's calls by OAuth2. A Kamelet states the credentials once and names the bean at the call:
 *
 * <pre>
 * template:
 *   beans:
 *     - name: tokens
 *       type: "#class:dev.hookwright.connector.OAuthTokens"
 *       properties: {tokenUrl: "{{baseUrl}}/oauth/token", clientId: "{{clientId}}", clientSecret: "{{clientSecret}}"}
 *   ...
 *   - to: {uri: "{{baseUrl}}/things", parameters: {httpClientConfigurer: "#bean:{{tokens}}"}}
 * </pre>
 *
 * A refresh token makes it the refresh-token flow, a service account's key file the JWT bearer flow, neither the
 * client-credentials flow. Calls with equal credentials share a token; on a 401 a new one is fetched, once a call.
 */
public final class OAuthTokens extends ClientBean {
    private String tokenUrl = "";
    private String clientId = "";
    private String clientSecret = "";
    private String refreshToken = "";
    private String serviceAccount = "";
    private String scope = "";
    private String audience = "";
    private String parameters = "";
    private boolean inBody;
    private boolean publicOnly;
    private String scheme = "Bearer";

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        if (publicOnly) {
            builder.setConnectionManager(PublicTargets.connections(outbound().allowed(), null));
        }
        SharedToken token = outbound()
                .token(new Credentials(
                        tokenUrl,
                        clientId,
                        clientSecret,
                        refreshToken,
                        serviceAccount,
                        scope,
                        audience,
                        parameters,
                        inBody,
                        publicOnly));
        builder.addExecInterceptorFirst("oauth", (request, scope, chain) -> call(token, request, scope, chain));
        BodyLength.tell(builder);
    }

    private ClassicHttpResponse call(
            SharedToken token, ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        AccessToken first = get(token);
        ClassicHttpResponse response = chain.proceed(authorized(request, first), scope);
        if (response.getCode() != HttpStatus.SC_UNAUTHORIZED) {
            token.worked(first);
            return response;
        }
        HttpEntity body = request.getEntity();
        if (!token.refused(first) || (body != null && !body.isRepeatable())) {
            return response;
        }
        response.close();
        AccessToken second = get(token);
        ClassicHttpResponse last = chain.proceed(authorized(request, second), scope);
        if (last.getCode() != HttpStatus.SC_UNAUTHORIZED) {
            token.worked(second);
        }
        return last;
    }

    private ClassicHttpRequest authorized(ClassicHttpRequest request, AccessToken token) {
        return ClassicRequestBuilder.copy(request)
                .setHeader("Authorization", scheme + " " + token.value())
                .build();
    }

    private static AccessToken get(SharedToken token) {
        try {
            return token.get();
        } catch (Exception e) {
            OAuthTokens.<RuntimeException>throwAsItIs(e);
            throw new IllegalStateException("not reached", e);
        }
    }

    /** The client declares only its own kinds of exceptions, the engine knows Camel's by its class. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> void throwAsItIs(Exception exception) throws E {
        throw (E) exception;
    }

    public void setTokenUrl(String tokenUrl) {
        this.tokenUrl = tokenUrl;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    public void setClientSecret(String clientSecret) {
        this.clientSecret = clientSecret;
    }

    /** Of the refresh-token flow. */
    public void setRefreshToken(String refreshToken) {
        this.refreshToken = refreshToken;
    }

    /** A service account's JSON key file, of the JWT bearer flow. */
    public void setServiceAccount(String serviceAccount) {
        this.serviceAccount = serviceAccount;
    }

    public void setScope(String scope) {
        this.scope = scope;
    }

    public void setAudience(String audience) {
        this.audience = audience;
    }

    /** More of them for the token endpoint, form-encoded. */
    public void setParameters(String parameters) {
        this.parameters = parameters;
    }

    /** Where the client says who it is: {@code basic} or {@code body}. */
    public void setClientAuth(String clientAuth) {
        this.inBody = clientAuth.equals("body");
    }

    /** Keeps the call and the token endpoint out of private networks, as {@link PublicTargets} does. */
    public void setPublicOnly(boolean publicOnly) {
        this.publicOnly = publicOnly;
    }

    /** The word before the token. */
    public void setScheme(String scheme) {
        this.scheme = scheme;
    }
}
