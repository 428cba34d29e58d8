package dev.hookwright.bench;

import dev.hookwright.config.BundledFiles;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start this program, or another main class of its jar, with the same Java and the same options as this one. */
record JavaCommand(Path bin, List<String> options, Path jar) {
    static JavaCommand ofThisProgram() {
        Path jar = BundledFiles.home();
        if (!Files.isRegularFile(jar)) {
            throw new BenchFailed("bench measures the packaged program, and there is none (build it: mvn package)");
        }
        List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-D") || option.startsWith("-X"))
                .toList();
        return new JavaCommand(Path.of(System.getProperty("java.home"), "bin"), options, jar);
    }

    List<String> program(String... arguments) {
        return command(List.of("-jar", jar.toString()), arguments);
    }

    List<String> mainClass(Class<?> type, String... arguments) {
        return command(List.of("-cp", jar.toString(), type.getName()), arguments);
    }

    /** A tool of the JDK, which need not be there. */
    Path tool(String name) {
        return bin.resolve(File.separatorChar == '\\' ? name + ".exe" : name);
    }

    private List<String> command(List<String> what, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(tool("java").toString());
        command.addAll(options);
        command.addAll(what);
        command.addAll(List.of(arguments));
        return command;
    }
}
