package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every recipe of the cookbook does what it says, as a route of a server: the page itself is what is tried. */
class CookbookTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern PARTS = Pattern.compile(
            "(?m)^#{1,3} (?<heading>[^\\n]+)$|(?:`shop/(?<file>\\S+)`:\n\n)?```(?<language>jq|yaml|)\n(?<text>.*?)```",
            Pattern.DOTALL);

    private static final List<Recipe> RECIPES = new ArrayList<>();
    private static final Target TARGET = new Target();
    private static TestServer server;

    /** @param trials what goes in and what comes out, one after the other */
    private record Recipe(String name, String steps, String header, String query, List<String> trials) {}

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        server = new TestServer(folder).setting("target", TARGET.url());
        read(Files.readString(Path.of("examples/cookbook/README.md")), folder);
        StringBuilder routes = new StringBuilder();
        for (int i = 0; i < RECIPES.size(); i++) {
            String id = "recipe-" + i;
            routes.append("    ").append(id).append(": {types: [").append(id).append("]}\n");
            server.route(id, "in", RECIPES.get(i).steps() + "- to: {id: out-" + i + ", uri: \"{{target}}/out\"}\n");
        }
        server.file("providers/cook.yaml", """
                title: Cook
                connect: ["Post to {url}."]
                unsigned: true
                event: {type: [{header: X-Recipe}]}
                """);
        server.file("routes/endpoints.yaml", "in:\n  provider: cook\n  dedupKey: none\n  routes:\n" + routes)
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
        TARGET.close();
    }

    private static void read(String page, Path folder) {
        Matcher part = PARTS.matcher(page);
        String heading = "";
        while (part.find()) {
            if (part.group("heading") != null) {
                heading = part.group("heading");
            } else if (part.group("file") != null) {
                server.file(part.group("file"), part.group("text"));
            } else if (part.group("text").contains("# out ")) {
                String text = part.group("text").replace("file:shop/", "file:" + folder + "/");
                RECIPES.add(recipe(heading, part.group("language"), text));
            }
        }
    }

    private static Recipe recipe(String name, String language, String text) {
        StringBuilder expression = new StringBuilder();
        List<String> trials = new ArrayList<>();
        String header = "";
        String query = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("# in ") || line.startsWith("# out ")) {
                trials.add(line.substring("# out".length()).strip());
            } else if (line.startsWith("# header ")) {
                header = line.substring("# header ".length());
            } else if (line.startsWith("# query ")) {
                query = "?" + line.substring("# query ".length());
            } else {
                expression.append(line).append('\n');
            }
        }
        String steps = language.equals("jq")
                ? "- setBody:\n    jq:\n      expression: |\n"
                        + expression.toString().indent(8)
                : expression.toString();
        return new Recipe(name, steps, header, query, trials);
    }

    @Test
    void there_are_thirty_at_least() {
        assertThat(RECIPES).hasSizeGreaterThanOrEqualTo(30);
    }

    @TestFactory
    Stream<DynamicTest> does_what_it_says() {
        return RECIPES.stream()
                .flatMap(recipe -> Stream.iterate(
                                0, i -> i + 1 < recipe.trials().size(), i -> i + 2)
                        .map(i -> DynamicTest.dynamicTest(
                                recipe.name() + " of " + recipe.trials().get(i), () -> cook(recipe, i))));
    }

    private static void cook(Recipe recipe, int trial) throws IOException {
        int before = TARGET.calls().size();
        String in = recipe.trials().get(trial);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.hooks("in") + recipe.query()))
                .header("X-Recipe", "recipe-" + RECIPES.indexOf(recipe))
                .header("Content-Type", in.startsWith("<") ? "application/xml" : "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(in));
        if (!recipe.header().isEmpty()) {
            String[] nameAndValue = recipe.header().split(": ", 2);
            request.header(nameAndValue[0], nameAndValue[1]);
        }
        String answer = server.send(request.build()).body();
        server.awaitRuns(TestServer.json(answer).path("id").asText(), "succeeded");
        assertThat(TARGET.calls()).hasSize(before + 1);
        String sent = TARGET.calls().get(before).body();
        JsonNode expected = MAPPER.readTree(recipe.trials().get(trial + 1));
        JsonNode got = expected instanceof TextNode ? new TextNode(sent) : MAPPER.readTree(sent);
        assertThat(numbers(got)).isEqualTo(numbers(expected));
    }

    /** 129 and 129.0 are the same to whoever reads JSON. */
    private static String numbers(JsonNode json) {
        return json.toString().replaceAll("(?<=\\d)\\.0\\b", "");
    }
}
