package dev.hookwright.jq;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which functions a jq expression calls. The expression is known to be readable. */
final class JqCalls {
    private static final Pattern TOKEN = Pattern.compile(
            "#[^\\n]*|(?<name>(?:[A-Za-z_]\\w*::)*[A-Za-z_]\\w*)|[.$@][A-Za-z_]\\w*|\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|\\S");
    private static final Set<String> WORDS = Set.of(
            "and", "or", "not", "if", "then", "elif", "else", "end", "as", "def", "reduce", "foreach", "try", "catch",
            "label", "import", "include", "true", "false", "null", "__loc__", "break");

    private final List<String> tokens;
    private final List<Call> calls = new ArrayList<>();
    private final Set<String> defined = new HashSet<>();

    private JqCalls(List<String> tokens) {
        this.tokens = tokens;
    }

    /** A function with as many arguments. */
    record Call(String name, int arguments) {}

    static List<Call> of(String query) {
        List<Call> all = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        String rest = JqStrings.cut(query, texts);
        JqCalls calls = new JqCalls(tokens(rest));
        calls.read();
        all.addAll(calls.calls);
        for (String text : texts) {
            for (Call inner : of(text)) {
                if (!calls.defined.contains(inner.name())) {
                    all.add(inner);
                }
            }
        }
        return all;
    }

    static boolean readsEnvironment(String query) {
        List<String> texts = new ArrayList<>();
        return tokens(JqStrings.cut(query, texts)).contains("$ENV")
                || texts.stream().anyMatch(JqCalls::readsEnvironment);
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            if (!matcher.group().startsWith("#")) {
                tokens.add(matcher.group());
            }
        }
        return tokens;
    }

    private void read() {
        define();
        Deque<String> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (Set.of("{", "(", "[").contains(token)) {
                open.push(token);
            } else if (Set.of("}", ")", "]").contains(token) && !open.isEmpty()) {
                open.pop();
            } else if (isName(token) && !isKey(i, open) && !defined.contains(token)) {
                calls.add(new Call(token, arguments(i + 1)));
            }
        }
    }

    /** Functions of the expression's own, and their parameters. */
    private void define() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).equals("def")) {
                for (int j = i + 1; j < tokens.size() && !tokens.get(j).equals(":"); j++) {
                    defined.add(tokens.get(j));
                }
            }
        }
    }

    private static boolean isName(String token) {
        return Character.isJavaIdentifierStart(token.charAt(0)) && !token.startsWith("$") && !WORDS.contains(token);
    }

    private boolean isKey(int at, Deque<String> open) {
        String before = at == 0 ? "" : tokens.get(at - 1);
        return "{".equals(open.peek()) && (before.equals("{") || before.equals(","));
    }

    private int arguments(int at) {
        if (at >= tokens.size() || !tokens.get(at).equals("(")) {
            return 0;
        }
        int depth = 0;
        int arguments = 1;
        for (int i = at; i < tokens.size(); i++) {
            String token = tokens.get(i);
            depth += Set.of("{", "(", "[").contains(token)
                    ? 1
                    : Set.of("}", ")", "]").contains(token) ? -1 : 0;
            if (depth == 0) {
                break;
            }
            arguments += depth == 1 && token.equals(";") ? 1 : 0;
        }
        return arguments;
    }
}
