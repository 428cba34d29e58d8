package dev.hookwright.flow;

import dev.hookwright.config.Redactor;
import dev.hookwright.retry.ComeBackLater;
import dev.hookwright.retry.FailureClass;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ParseException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.StreamCache;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.processor.PredicateValidationException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Reads from an exception why a call failed and whether it may mend. */
final class FailureReader {
    private static final int LONGEST_ERROR = 500;
    private static final int LONGEST_RESPONSE = 2_000;
    private static final int LONGEST_READ = 65_536;

    private final InstantSource clock;
    private final Redactor redactor;

    FailureReader(InstantSource clock, Redactor redactor) {
        this.clock = clock;
        this.redactor = redactor;
    }

    /**
     * What a connector made of an answer: it throws an {@link IllegalArgumentException} for what will not mend, whatever
     * the status, and any other exception for what may. When to come back is in the answer all the same.
     *
     * @param answer what the connector was told; null if there was no answer
     */
    StepFailure read(Throwable exception, @Nullable VendorAnswer answer) {
        // What cannot be read then is the answer, and the next one may be better.
        boolean isAboutAnswer = answer != null && DataFailure.isBehind(exception);
        StepFailure failure =
                isAboutAnswer ? failure(FailureClass.RETRY, null, text(deepest(exception))) : read(exception);
        if (answer == null || failure.statusCode() != null) {
            return failure;
        }
        boolean mayMend = failure.failureClass() == FailureClass.RETRY;
        return new StepFailure(
                failure.failureClass(),
                answer.status(),
                failure.error(),
                answer.body() == null ? null : response(answer.body()),
                mayMend
                        ? ComeBackLater.read(answer.status(), answer::header, answer.body(), clock.instant())
                                .orElse(null)
                        : null,
                true);
    }

    StepFailure read(Throwable exception) {
        Throwable cause = exception;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof HttpOperationFailedException http) {
                return ofHttp(http);
            }
            Integer smtp = smtpCode(cause);
            if (smtp != null) {
                return ofSmtp(smtp, cause);
            }
            if (cause instanceof jakarta.mail.AuthenticationFailedException) {
                return failure(FailureClass.PERMANENT, null, "the mail server refused user and password");
            }
            if (cause instanceof ParseException unreadable) {
                return failure(FailureClass.PERMANENT, null, text(unreadable));
            }
            if (cause instanceof IllegalArgumentException) {
                return failure(FailureClass.PERMANENT, null, text(cause));
            }
            cause = cause.getCause();
        }
        FailureClass failureClass = DataFailure.isBehind(exception) ? FailureClass.PERMANENT : FailureClass.RETRY;
        return failure(failureClass, null, text(deepest(exception)));
    }

    /** The beginning of the message's body as text, without secrets; null if it is not text. */
    @Nullable
    String excerpt(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof StreamCache stream) {
            stream.reset();
        }
        String text = body instanceof byte[] bytes
                ? utf8(bytes)
                : exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, body);
        if (body instanceof StreamCache stream) {
            stream.reset();
        }
        return text == null || text.isEmpty() ? null : response(text);
    }

    /** What was thrown, to be thrown again when the run is driven again; null for what may mend. */
    byte @Nullable [] recorded(Throwable exception, StepFailure failure) {
        return failure.failureClass() == FailureClass.PERMANENT ? thrown(exception, false) : null;
    }

    /** @param caught whether the route took it and went on */
    byte[] thrown(Throwable exception, boolean caught) {
        return RecordedException.capture(exception, caught, redactor::redact);
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private StepFailure ofHttp(HttpOperationFailedException http) {
        int status = http.getStatusCode();
        String reason = http.getStatusText() == null ? "" : " " + http.getStatusText();
        // The path and the query may hold secrets; the host says enough.
        String error = "HTTP " + status + reason + " from " + host(http.getUri());
        Function<String, @Nullable String> headers = name -> header(http.getResponseHeaders(), name);
        return new StepFailure(
                ComeBackLater.isLimit(status, headers) ? FailureClass.RETRY : FailureClass.ofStatus(status),
                status,
                cut(redactor.redact(error), LONGEST_ERROR),
                http.getResponseBody() == null ? null : response(http.getResponseBody()),
                ComeBackLater.read(status, headers, http.getResponseBody(), clock.instant())
                        .orElse(null),
                true);
    }

    private StepFailure ofSmtp(int code, Throwable cause) {
        // RFC 5321, section 4.2.1: 4yz is a transient refusal, 5yz a permanent one.
        FailureClass failureClass = code >= 500 ? FailureClass.PERMANENT : FailureClass.RETRY;
        return failure(failureClass, code, "SMTP " + text(cause));
    }

    private static @Nullable Integer smtpCode(Throwable cause) {
        if (cause instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        }
        if (cause instanceof SMTPSenderFailedException sender) {
            return sender.getReturnCode();
        }
        if (cause instanceof SMTPSendFailedException send && send.getReturnCode() >= 400) {
            return send.getReturnCode();
        }
        return null;
    }

    private StepFailure failure(FailureClass failureClass, @Nullable Integer code, String error) {
        return new StepFailure(failureClass, code, cut(redactor.redact(error), LONGEST_ERROR), null, null, true);
    }

    private static String text(Throwable cause) {
        String notJson = NotJson.message(cause);
        if (notJson != null) {
            return notJson;
        }
        if (cause instanceof StackOverflowError) {
            return "it goes too deep: what calls itself needs an end, and one that is reached sooner";
        }
        if (cause instanceof PredicateValidationException validation) {
            return "this is not true: " + validation.getPredicate();
        }
        if (cause instanceof NoTypeConversionAvailableException conversion) {
            // Its own message names Java's packages.
            Object value = conversion.getValue();
            return "what it has is "
                    + (value == null
                            ? "nothing"
                            : "of the type " + value.getClass().getSimpleName()) + ", of which no "
                    + conversion.getToType().getSimpleName() + " can be made";
        }
        if (cause instanceof MethodNotFoundException method) {
            // Its own message holds the whole payload.
            return "there is no \"" + method.getMethodName() + "\" in what it is asked of";
        }
        String missing = DataFailure.missing(cause);
        if (missing != null) {
            // Here too.
            return "there is no \"" + missing + "\" in what it is asked of";
        }
        if (cause instanceof AddressException address && address.getRef() != null) {
            // Its own message does not say which one.
            return "\"" + address.getRef() + "\" is not a mail address: " + address.getMessage();
        }
        String message = cause.getMessage();
        if ("[EOF]".equals(message)) {
            return "the server closed the connection";
        }
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }

    private static Throwable deepest(Throwable exception) {
        Throwable cause = exception;
        for (int depth = 0; cause.getCause() != null && depth < 20; depth++) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String host(@Nullable String uri) {
        try {
            String host = uri == null ? null : URI.create(uri).getHost();
            return host == null ? "the target" : host;
        } catch (IllegalArgumentException e) {
            return "the target";
        }
    }

    private static @Nullable String header(@Nullable Map<String, String> headers, String name) {
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Of a long answer only the beginning is looked at: no more than the beginning of that is kept. */
    private String response(String text) {
        String beginning = text.length() <= LONGEST_READ ? text : text.substring(0, LONGEST_READ);
        return cut(redactor.redact(beginning), LONGEST_RESPONSE);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }
}
