package dev.hookwright.sandbox;

import java.util.Map;

/**
 * A request to a look-alike.
 *
 * @param path below the vendor's own, as it was sent
 * @param query as it was sent, empty if there is none
 * @param headers by name, blind to case
 */
record Call(String vendor, String method, String path, String query, Map<String, String> headers, byte[] body) {}
