package dev.hookwright.sandbox;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A mail server that takes every mail and delivers none. */
final class MailServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final long LONGEST_START_MS = 10_000;

    private final SmtpServer server;

    /** @throws PortTaken if the port cannot be had */
    MailServer(int port, Failures failures, Journal journal) {
        // The server itself would only log that the port is taken.
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            free.setReuseAddress(true);
        } catch (IOException e) {
            throw new PortTaken(port, String.valueOf(e.getMessage()), "--smtp-port");
        }
        SmtpManager manager = new Taking(new Managers(), failures, journal);
        server = new SmtpServer(new ServerSetup(port, HOST, ServerSetup.PROTOCOL_SMTP), new Managers() {
            @Override
            public SmtpManager getSmtpManager() {
                return manager;
            }
        });
        server.startService();
        try {
            if (!server.waitTillRunning(LONGEST_START_MS)) {
                throw new IllegalStateException("the mail server does not start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.stopService();
    }

    /** Keeps mails as the sandbox does everything, instead of in mailboxes that only grow. */
    private static final class Taking extends SmtpManager {
        private final Failures failures;
        private final Journal journal;

        Taking(Managers managers, Failures failures, Journal journal) {
            super(managers.getImapHostManager(), managers.getUserManager());
            this.failures = failures;
            this.journal = journal;
        }

        @Override
        public @Nullable String checkData(SmtpState state) {
            Optional<Failure> failure = failures.next(Vendors.SMTP);
            failure.ifPresent(told -> sleep(told.delayMs()));
            if (failure.isEmpty() || failure.get().isOnlySlow()) {
                return null;
            }
            int status = failure.get().status();
            note(state.getMessage(), status);
            return status + " the sandbox was told to fail";
        }

        @Override
        public synchronized void send(SmtpState state) {
            note(state.getMessage(), 250);
        }

        private void note(MovingMessage message, int status) {
            String from = String.valueOf(message.getReturnPath());
            String to = message.getToAddresses().stream()
                    .map(MailAddress::getEmail)
                    .sorted()
                    .collect(Collectors.joining(","));
            String source = GreenMailUtil.getWholeMessage(message.getMessage());
            if (status == 250) {
                journal.add(new Mail(journal.now(), from, to, subject(message), source));
            }
            String shown = status == 250 ? subject(message) : "";
            journal.add(
                    new Call(Vendors.SMTP, "MAIL", to, "", Map.of(), shown.getBytes(StandardCharsets.UTF_8)), status);
        }

        private static String subject(MovingMessage message) {
            try {
                String subject = message.getMessage().getSubject();
                return subject == null ? "" : subject;
            } catch (MessagingException e) {
                return "";
            }
        }

        private static void sleep(int millis) {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
