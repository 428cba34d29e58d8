package dev.hookwright.lint;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheException;
import dev.hookwright.config.Nesting;
import dev.hookwright.config.ReadableFiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;

/** What a step does is written in a file: of the workspace's own, or in the program. It is there, and can be read. */
final class StepFileRule implements Rule {
    private static final Set<String> SCHEMES = Set.of("jsonata", "mustache");
    private static final String FILE = "file:";

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        Call.of(part, file)
                .filter(call -> SCHEMES.contains(call.scheme()) && call.isWhole())
                .ifPresent(call -> check(call, file, findings));
    }

    private static void check(Call call, RouteFile file, Findings findings) {
        String resource = call.address().orElse("").replaceFirst("^[a-z-]+:(//)?", "");
        String where = call.uri().where();
        if (resource.contains(":") && !resource.matches("(?:file|classpath):.*|ref:(?!hookwright).*")) {
            findings.error(
                    where,
                    "a template is not fetched from " + Schemes.of(resource) + ":",
                    "put it beside the route and write file:PATH");
        } else if (resource.startsWith("ref:") || call.dependsOnEvent()) {
            return;
        } else if (resource.startsWith(FILE)) {
            checkFile(call, resource.substring(FILE.length()), file, findings);
        } else if (!isInProgram(resource)) {
            findings.error(
                    where,
                    "there is no " + resource + " in the program",
                    "write file:PATH, with a path that begins where the server is started");
        }
    }

    private static boolean isInProgram(String resource) {
        String name = resource.replaceFirst("^classpath:/*", "");
        return StepFileRule.class.getResource("/" + name) != null;
    }

    private static void checkFile(Call call, String path, RouteFile file, Findings findings) {
        String where = call.uri().where();
        Optional<String> complaint = file.readable().refusal(path);
        if (complaint.isPresent()) {
            findings.error(where, complaint.get(), "correct the path, which begins where the server is started");
            return;
        }
        try {
            String text = Files.readString(ReadableFiles.fileOf(path));
            if (Nesting.ofBrackets(text) > Nesting.DEEPEST || Nesting.ofSections(text) > Nesting.DEEPEST) {
                findings.error(where, path + " is nested too deeply", "divide it");
            } else if (call.scheme().equals("jsonata")) {
                Jsonata.jsonata(text);
            } else if (call.scheme().equals("mustache") && hasUsualDelimiters(call)) {
                new DefaultMustacheFactory(new Partials(file.readable())).compile(new StringReader(text), FILE + path);
            }
        } catch (IOException e) {
            findings.error(where, "the file " + path + " cannot be read", "check that it may be read and is UTF-8");
        } catch (JException | MustacheException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            findings.error(where, path + " is not " + call.scheme() + ": " + why, "correct it there");
        }
    }

    private static boolean hasUsualDelimiters(Call call) {
        return !call.uri().text().contains("Delimiter") && call.part().value().get("parameters") == null;
    }
}
