package dev.hookwright;

import dev.hookwright.cli.CommandLineTool;

/** The main class, and nothing else. */
public final class Hookwright {
    private Hookwright() {}

    public static void main(String[] arguments) {
        System.exit(CommandLineTool.run(arguments));
    }
}
