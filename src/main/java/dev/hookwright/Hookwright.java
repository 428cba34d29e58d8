package dev.hookwright;

import dev.hookwright.cli.CommandLineTool;
import dev.hookwright.cli.StandardOutput;

/** The main class, and nothing else. */
public final class Hookwright {
    private Hookwright() {}

    public static void main(String[] arguments) {
        StandardOutput output = StandardOutput.take();
        System.exit(output.statusAfter(CommandLineTool.run(arguments)));
    }
}
