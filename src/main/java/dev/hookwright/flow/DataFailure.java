package dev.hookwright.flow;

import com.dashjoin.jsonata.JException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.mustachejava.MustacheException;
import com.jayway.jsonpath.JsonPathException;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.xpath.XPathException;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.component.bean.AmbiguousMethodCallException;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.support.processor.PredicateValidationException;
import org.joni.exception.JOniException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Tells failures that lie in an expression and its data: the same expression fails on the same data again. */
final class DataFailure {
    private static final List<Class<? extends Throwable>> TYPES = List.of(
            ExpressionEvaluationException.class,
            TypeConversionException.class,
            NoTypeConversionAvailableException.class,
            InvalidPayloadException.class,
            PredicateValidationException.class,
            MethodNotFoundException.class,
            AmbiguousMethodCallException.class,
            JsonProcessingException.class,
            JsonQueryException.class,
            JsonPathException.class,
            JException.class,
            JOniException.class,
            SAXException.class,
            XPathException.class,
            MustacheException.class,
            StackOverflowError.class);
    /** Of all that has to do with reading and writing, these alone are about what was read. */
    private static final List<Class<? extends IOException>> ABOUT_DATA =
            List.of(JsonProcessingException.class, CharacterCodingException.class, CharConversionException.class);

    /** What Camel says of {@code ${body[name]}} where there is no such thing. */
    private static final Pattern NOTHING_THERE = Pattern.compile(
            "(?:Key: (.+) not found in bean: .*|Index: (-?\\d+), Size: \\d+ out of bounds with List from bean: .*)using OGNL path .*",
            Pattern.DOTALL);

    private DataFailure() {}

    static boolean isBehind(Throwable exception) {
        boolean found = false;
        Throwable cause = exception;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            Throwable one = cause;
            if (one instanceof IOException && ABOUT_DATA.stream().noneMatch(type -> type.isInstance(one))) {
                return false;
            }
            found |= missing(one) != null || TYPES.stream().anyMatch(type -> type.isInstance(one));
            cause = cause.getCause();
        }
        return found;
    }

    /** The name or the index that simple has not found; null if it is about something else. */
    static @Nullable String missing(Throwable exception) {
        Matcher matcher = NOTHING_THERE.matcher(
                exception instanceof IndexOutOfBoundsException ? String.valueOf(exception.getMessage()) : "");
        return matcher.matches() ? matcher.group(1) == null ? matcher.group(2) : matcher.group(1) : null;
    }
}
