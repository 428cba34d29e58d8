package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What libraries would say about things that lines of our own tell better. */
class LogLevelsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.zaxxer.hikari.pool.PoolBase",
                "com.zaxxer.hikari.pool.ProxyConnection",
                "org.apache.camel.impl.engine.DefaultInflightRepository",
                "org.apache.camel.impl.engine.DefaultShutdownStrategy",
                "org.flywaydb.core.internal.command.DbMigrate",
            })
    void is_not_said_twice(String logger) throws JoranException, ClassNotFoundException {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogLevelsTest.class.getResource("/logback.xml"));
        // By these names they log; another version may have others.
        assertThat(Class.forName(logger).getName()).isEqualTo(logger);
        assertThat(context.getLogger(logger).isWarnEnabled()).isFalse();
    }
}
