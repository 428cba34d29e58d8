package dev.hookwright.config;

import java.net.UnknownHostException;

/**
 * Where a server listens.
 *
 * @param hostSetting the setting that names the host
 * @param portName {@code port} or {@code admin port}, as its flag is called too
 * @param port 0 for a free one
 */
public record ListenAddress(String hostSetting, String host, String portName, int port) {
    private static final String REMEDY =
            "set it to an address of this machine: 127.0.0.1 for itself alone, 0.0.0.0 for all that it has";

    /** Why it cannot be had: it may be the host's fault or the port's. */
    public InvalidWorkspace refused(Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        if (failure instanceof UnknownHostException) {
            return new InvalidWorkspace(hostSetting, "there is no host \"" + host + "\" to listen at", REMEDY);
        }
        // "Cannot" on Linux, "Can't" on macOS.
        if (reason.contains("assign requested address")) {
            return new InvalidWorkspace(hostSetting, "\"" + host + "\" is no address of this machine", REMEDY);
        }
        String flag = "--" + portName.replace(' ', '-');
        return new InvalidWorkspace(
                portName + " " + port,
                "cannot be listened on at " + host + ": " + reason,
                reason.contains("ermission denied")
                        ? "choose one from 1024 on with " + flag
                        : "stop what uses it, or choose another with " + flag);
    }
}
