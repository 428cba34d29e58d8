package dev.hookwright.jq;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.joni.exception.JOniException;

/** The regular expressions that a jq expression writes out. */
final class JqPatterns {
    /** A text with nothing inserted into it, and no longer than can be nested without harm. */
    private static final Pattern WRITTEN_OUT = Pattern.compile(
            "\\b(?:test|match|capture|scan|splits|sub|gsub)\\(\\s*(\"(?:[^\"\\\\]|\\\\[^(]){0,500}\")\\s*[;)]");

    private JqPatterns() {}

    /** What is wrong with the first that cannot be read; nothing if all can. */
    static Optional<String> complaint(String query) {
        Matcher matcher = WRITTEN_OUT.matcher(query);
        while (matcher.find()) {
            try {
                Scope scope = Scope.newEmptyScope();
                BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, scope);
                JsonQuery.compile("test(" + matcher.group(1) + ")", Versions.JQ_1_7)
                        .apply(scope, TextNode.valueOf(""), ignored -> {});
            } catch (JsonQueryException | JOniException e) {
                return Optional.of(JqSyntax.message(e));
            }
        }
        return Optional.empty();
    }
}
