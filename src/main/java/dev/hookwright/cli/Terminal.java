package dev.hookwright.cli;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;

/** The person at the keyboard, if there is one. */
@SuppressWarnings("SystemConsoleNull") // before Java 22 it is null, from then on it can be asked
final class Terminal {
    private Terminal() {}

    /** False where input or output is a file or a pipe. */
    static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there is a console in any case, and this method to ask it.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Asks, and takes only a yes for one. */
    static boolean confirms(String question) {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        System.err.print(question + " [y/N] ");
        String answer = console.readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** Asks for a word; nothing where nobody is there to answer. */
    static Optional<String> asks(String question) {
        if (!isThere()) {
            return Optional.empty();
        }
        System.err.print(question);
        return Optional.ofNullable(System.console())
                .map(Console::readLine)
                .map(String::strip)
                .filter(answer -> !answer.isEmpty());
    }
}
