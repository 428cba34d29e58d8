package dev.hookwright.sandbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What arrived: kept for a while, and told in a line as it comes. */
final class Journal {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final Newest<Received> requests =
            new Newest<>(request -> request.body().length());
    private final Newest<Mail> mails = new Newest<>(mail -> mail.source().length());
    private final AtomicLong numbers = new AtomicLong();
    private final InstantSource clock;
    private final Consumer<String> log;

    Journal(InstantSource clock, Consumer<String> log) {
        this.clock = clock;
        this.log = log;
    }

    Newest<Received> requests() {
        return requests;
    }

    Newest<Mail> mails() {
        return mails;
    }

    Instant now() {
        return clock.instant();
    }

    void add(Call call, int status) {
        Received received = Received.of(numbers.incrementAndGet(), now(), call, status);
        requests.add(received);
        log.accept("%s  %-13s %s %s -> %d  %s"
                .formatted(
                        TIME.format(received.at()),
                        received.vendor(),
                        OneLine.of(received.method()),
                        OneLine.of(received.path()),
                        status,
                        received.summary())
                .stripTrailing());
    }

    void add(Mail mail) {
        mails.add(mail);
    }
}
