package dev.hookwright.sandbox;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Look-alikes of vendors on this machine, which keep what they receive and can be told to fail. */
public final class Sandbox implements AutoCloseable {
    private final Set<String> vendors;
    private final Failures failures = new Failures();
    private final Journal journal;
    private final VendorRoutes routes;
    private final SandboxServer server;
    private final @Nullable MailServer mail;

    /**
     * Starts them.
     *
     * @param port 0 for a free one, as the other
     * @param fail how they fail at first, as {@code hubspot=503x2}
     * @param log takes a line for each request
     * @throws UnusableRequest if a vendor is not known or cannot fail so
     * @throws PortTaken if a port cannot be had
     */
    public Sandbox(int port, int smtpPort, List<String> names, List<String> fail, Consumer<String> log) {
        vendors = Vendors.among(names);
        fail.forEach(text -> failures.add(Failure.ofOption(text, vendors)));
        journal = new Journal(InstantSource.system(), log);
        routes = new VendorRoutes(vendors);
        SandboxServer http = null;
        try {
            http = new SandboxServer(port, vendors, routes, failures, journal);
            mail = vendors.contains(Vendors.SMTP) ? new MailServer(smtpPort, failures, journal) : null;
        } catch (PortTaken e) {
            routes.close();
            if (http != null) {
                http.close();
            }
            throw e;
        }
        server = http;
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    public String url(String vendor) {
        return url() + "/" + vendor;
    }

    /** Settings that turn a workspace to the sandbox. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        int smtpPort = mail == null ? 0 : mail.port();
        vendors.forEach(vendor -> Vendors.settings(vendor)
                .forEach((name, value) -> settings.put(
                        name, value.replace("{url}", url(vendor)).replace("{port}", String.valueOf(smtpPort)))));
        return settings;
    }

    /** The vendor's next calls fail, as {@code hubspot=503x2} says it. */
    public void fail(String text) {
        failures.add(Failure.ofOption(text, vendors));
    }

    /** What the vendor was sent, the oldest first. */
    public List<Received> requests(String vendor) {
        return journal.requests().all().stream()
                .filter(request -> request.vendor().equals(vendor))
                .toList();
    }

    public List<Mail> mails() {
        return journal.mails().all();
    }

    @Override
    public void close() {
        server.close();
        if (mail != null) {
            mail.close();
        }
        routes.close();
    }
}
