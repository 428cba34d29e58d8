package dev.hookwright.flow;

import dev.hookwright.connector.NoAccessToken;
import jakarta.mail.AuthenticationFailedException;
import java.io.EOFException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/** Tells calls that were sent and never answered from those that surely did not get out. */
final class LostAnswer {
    /** Of these, none can have reached what it was meant for. */
    private static final List<Class<? extends Exception>> NOT_SENT = List.of(
            ConnectException.class,
            ConnectTimeoutException.class,
            ConnectionRequestTimeoutException.class,
            HttpConnectTimeoutException.class,
            UnknownHostException.class,
            NoRouteToHostException.class,
            BindException.class,
            SSLHandshakeException.class,
            SSLPeerUnverifiedException.class,
            MailConnectException.class,
            AuthenticationFailedException.class,
            NoAccessToken.class);

    private static final List<Class<? extends Exception>> LOST = List.of(
            SocketTimeoutException.class,
            SocketException.class,
            HttpTimeoutException.class,
            NoHttpResponseException.class,
            ConnectionClosedException.class,
            MalformedChunkCodingException.class,
            EOFException.class,
            SSLException.class,
            ExchangeTimedOutException.class);
    /** What the JDK says of these only in words. */
    private static final Pattern NOT_SENT_WORDS =
            Pattern.compile("(?i)connect timed out|unsupported or unrecognized ssl message");

    private static final Pattern LOST_WORDS = Pattern.compile("(?i)connection reset|broken pipe");
    private static final int NO_ANSWER = -1;
    private static final Set<String> CHANGES_NOTHING = Set.of("GET", "HEAD");

    private LostAnswer() {}

    /** Whether what was called may have done what it was asked, although the call failed so. */
    static boolean isBehind(Exception exception, Exchange exchange) {
        return !onlyAsks(exchange)
                && !anyCause(exception, NOT_SENT, NOT_SENT_WORDS)
                && (anyCause(exception, LOST, LOST_WORDS) || anyCause(exception, LostAnswer::isMailHandedOver));
    }

    private static boolean onlyAsks(Exchange exchange) {
        Object method = exchange.getMessage().getHeader(Exchange.HTTP_METHOD);
        return method != null && CHANGES_NOTHING.contains(method.toString().toUpperCase(Locale.ROOT));
    }

    private static boolean anyCause(Exception exception, List<Class<? extends Exception>> types, Pattern words) {
        return anyCause(exception, cause -> {
            String message = cause.getMessage();
            return types.stream().anyMatch(type -> type.isInstance(cause))
                    || (message != null && words.matcher(message).find());
        });
    }

    private static boolean anyCause(Exception exception, Predicate<Throwable> is) {
        @Nullable Throwable cause = exception;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (is.test(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Whether the mail server closed the connection instead of an answer to the dot that ends a message. */
    private static boolean isMailHandedOver(Throwable cause) {
        return cause instanceof SMTPSendFailedException send
                && send.getReturnCode() == NO_ANSWER
                && ".".equals(send.getCommand());
    }
}
