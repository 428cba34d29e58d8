package dev.hookwright.config;

/**
 * One thing that is wrong in a workspace.
 *
 * @param where {@code file:line:column}, or what stands in its place (a setting's name, a port)
 * @param what what is wrong, without a full stop
 * @param remedy what to do about it, without a full stop
 */
public record Problem(String where, String what, String remedy) {
    @Override
    public String toString() {
        return where + ": " + what + " (" + remedy + ")";
    }
}
