package dev.hookwright;

/** The main class, and nothing else. */
public final class Hookwright {
    private Hookwright() {}

    public static void main(String[] arguments) {
        System.exit(0);
    }
}
