package dev.hookwright.config;

/** What a server of this machine is called by those who call it from here. */
public final class LocalUrl {
    private LocalUrl() {}

    /**
     * Its URL, without a slash at the end.
     *
     * @param host where it listens, which may be all addresses that the machine has
     */
    public static String of(String host, int port) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        String one = switch (bare) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> bare;
        };
        return "http://" + (one.contains(":") ? "[" + one + "]" : one) + ":" + port;
    }
}
