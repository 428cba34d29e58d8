package dev.hookwright.lint;

import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.config.ReadableFiles;
import dev.hookwright.config.RouteRules;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import dev.hookwright.connector.ConnectorCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The routes of a workspace, held to the rules before anything of them is loaded. */
public final class RouteLint {
    private static final long LARGEST_FILE = 1 << 20;

    private final Workspace workspace;
    private final Problems problems;
    private final Placeholders placeholders;
    private final ReadableFiles readable;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Rule> ofRoutes = new ArrayList<>();
    private final List<TextRule> textRules = new ArrayList<>();
    private final Map<Path, RouteFile> loadable = new LinkedHashMap<>();
    private final Map<Path, RouteFile> refused = new LinkedHashMap<>();
    private final Set<String> missingRoutes = new TreeSet<>();

    private RouteLint(Workspace workspace, Settings settings, Problems problems) {
        this.workspace = workspace;
        this.problems = problems;
        this.placeholders = new Placeholders(settings.properties(), System.getenv());
        this.readable = new ReadableFiles(workspace, settings.data());
        RouteRules allowed = settings.routes();
        ClassRule classes = new ClassRule(allowed);
        TypeRule types = new TypeRule(allowed);
        LanguageRule languages = new LanguageRule(allowed);
        ForbiddenParameters parameters = new ForbiddenParameters();
        rules.addAll(List.of(
                classes,
                types,
                new SchemeRule(allowed, ConnectorCatalog.names(workspace.connectors())),
                new TemplateRule()));
        rules.addAll(List.of(new DynamicRule(allowed), languages, parameters));
        textRules.addAll(List.of(classes, types, languages, parameters, new ReachRule(), new ResourceRule()));
        textRules.add(new SimpleRule());
        rules.add(new JqRule());
        rules.add(new JsonPathRule());
        rules.add(new AdviceRule());
        rules.add(new NotHereRule());
        rules.add(new NotKeptRule());
        rules.add(new DrivenAgainRule());
        rules.add(new MadeAnewRule());
        rules.add(new ConditionRule());
        rules.add(new CronRule());
        rules.add(new AddressRule());
        rules.add(new StepFileRule());
        rules.add(new PatternRule());
        rules.addAll(List.of(new RawRule(), new TimeRule(), new LoadBalanceRule()));
    }

    /** Adds what is wrong with the routes to the problems. */
    public static RouteLint of(Workspace workspace, Settings settings, Problems problems) {
        RouteLint lint = new RouteLint(workspace, settings, problems);
        lint.check(settings);
        return lint;
    }

    /** The files in which nothing was found that forbids to load them. */
    public List<Path> loadable() {
        return List.copyOf(loadable.keySet());
    }

    /**
     * The routes in the files that are not loaded: others may name them in good faith. The files' names stand beside
     * them, for a route that has no id is missing too.
     */
    public Set<String> missingRoutes() {
        return missingRoutes;
    }

    /** Says what may have kept Camel from loading a file. False if nothing is found. */
    public boolean explain(Path path) {
        RouteFile file = loadable.get(path);
        if (file == null) {
            return false;
        }
        miss(file.name(), FileRules.ids(file.root()));
        return explain(file);
    }

    /** The files of routes and the connectors that can be read at all, however wrong they are. */
    static List<YamlValue> readable(Workspace workspace) {
        Problems unsaid = new Problems();
        List<YamlValue> roots = new ArrayList<>();
        Stream.concat(FileNames.connectors(workspace, unsaid).stream(), FileNames.routes(workspace, unsaid).stream())
                .filter(file -> file.toFile().length() <= LARGEST_FILE)
                .forEach(file -> YamlValue.read(workspace.nameOf(file), file, unsaid)
                        .map(root -> templateOf(root, file.startsWith(workspace.connectors())))
                        .ifPresent(roots::add));
        return roots;
    }

    private void check(Settings settings) {
        Set<String> wrong = new TreeSet<>();
        for (Path path : FileNames.connectors(workspace, problems)) {
            String name = path.getFileName().toString().replace(".kamelet.yaml", "");
            Findings findings = new Findings(problems);
            read(path, true, findings).ifPresent(file -> {
                checkParts(file, rules, findings);
                checkTexts(file, findings);
                SchemaWalk.check(file.root(), findings);
            });
            if (findings.isRefused()) {
                wrong.add(name);
            }
        }
        ofRoutes.addAll(rules);
        ofRoutes.add(new StepIdRule());
        ofRoutes.add(new ConnectorRule(workspace, settings, wrong));
        FileRules files = new FileRules();
        List<CheckedFile> all = new ArrayList<>();
        boolean whole = true;
        for (Path path : FileNames.routes(workspace, problems)) {
            Findings findings = new Findings(problems);
            Optional<RouteFile> read = read(path, false, findings);
            whole &= !findings.isRefused();
            read.ifPresent(file -> {
                check(file, files, findings);
                all.add(new CheckedFile(path, file, findings));
            });
        }
        checkTogether(all, whole, settings);
        for (CheckedFile each : all) {
            if (each.findings().isRefused()) {
                miss(each.file().name(), FileRules.ids(each.file().root()));
                explain(each.file());
                refused.put(each.path(), each.file());
            } else {
                loadable.put(each.path(), each.file());
            }
        }
    }

    private void check(RouteFile file, FileRules files, Findings findings) {
        files.check(file, findings);
        checkParts(file, ofRoutes, findings);
        checkTexts(file, findings);
        MissingSettings settings = new MissingSettings(file, findings);
        eachOutsideTemplates(file, settings::check);
    }

    private static void checkTogether(List<CheckedFile> files, boolean whole, Settings settings) {
        BeanRule beans = new BeanRule(files, settings.properties().stringPropertyNames());
        files.forEach(each -> beans.check(each.file(), each.findings()));
        TemplatedRule templates = new TemplatedRule(files);
        files.forEach(each -> templates.check(each, whole));
        if (whole) {
            new DirectRule().check(files);
            ConfigurationRule configurations = new ConfigurationRule(files);
            files.forEach(each -> configurations.check(each.file(), each.findings()));
        }
        files.forEach(templates::refuseWithTemplates);
    }

    /** Where the route of that id is made of a template; nothing if it is not. */
    public Optional<String> placeOfTemplated(String route) {
        return TemplatedRule.placeOf(route, loadable.values());
    }

    /** A file that can be loaded. */
    public Optional<LoadableFile> file(Path path) {
        return Optional.ofNullable(loadable.get(path)).map(LoadableFile::new);
    }

    /** Where a step begins, whose line is as Camel counts. */
    public String placeOf(Path path, String step, int line) {
        return file(path)
                .map(file -> file.placeOfStep(step, line))
                .orElse(workspace.nameOf(path) + ":" + Math.max(line, 1) + ":1");
    }

    /** The files that are not loaded, and can be read. */
    public List<Path> refused() {
        return List.copyOf(refused.keySet());
    }

    /** What is left of a file without the steps at those places; nothing if it is still refused. */
    public Optional<LoadableFile> without(Path path, Collection<String> places) {
        RouteFile whole = loadable.getOrDefault(path, refused.get(path));
        if (whole == null) {
            return Optional.empty();
        }
        Set<String> wrong = new TreeSet<>(places);
        boolean isMore = true;
        while (isMore) {
            Problems unsaid = new Problems();
            Findings findings = new Findings(unsaid);
            String text = LeftOut.of(whole, wrong);
            Optional<RouteFile> file = YamlValue.parse(whole.name(), text, unsaid)
                    .map(root -> new RouteFile(whole.name(), text, root, false, placeholders, readable));
            file.ifPresent(left -> check(left, new FileRules(), findings));
            if (file.isPresent() && !findings.isRefused()) {
                return file.map(LoadableFile::new);
            }
            isMore = wrong.addAll(unsaid.all().stream().map(Problem::where).toList());
        }
        return Optional.empty();
    }

    private boolean explain(RouteFile file) {
        Findings findings = new Findings(problems);
        if (file.root().isMapping()) {
            return true; // No list of routes: its keys are those of something else.
        }
        SchemaWalk.check(file.root(), findings);
        checkParts(file, List.of(new ParameterRule()), findings);
        return findings.isRefused();
    }

    /** A template's placeholders are given where it is used. */
    private static void eachOutsideTemplates(RouteFile file, Consumer<YamlValue> rule) {
        for (YamlValue item : file.root().items()) {
            if (item.get("routeTemplate") == null) {
                Scalars.each(item, rule);
            }
        }
    }

    private void checkParts(RouteFile file, List<Rule> all, Findings findings) {
        Part.each(file.root(), true, part -> all.forEach(rule -> rule.check(part, file, findings)));
    }

    private void checkTexts(RouteFile file, Findings findings) {
        Duplicates.check(file.root(), findings);
        Scalars.each(file.root(), text -> textRules.forEach(rule -> rule.checkText(text, file, findings)));
    }

    private Optional<RouteFile> read(Path path, boolean isConnector, Findings findings) {
        String name = workspace.nameOf(path);
        try {
            if (Files.size(path) > LARGEST_FILE) {
                findings.error(name + ":1:1", "the file is larger than 1 MiB", "divide it");
                miss(name, Set.of());
                return Optional.empty();
            }
            String text = Files.readString(path, StandardCharsets.UTF_8);
            int before = problems.all().size();
            Optional<YamlValue> root = YamlValue.parse(name, text, problems);
            if (problems.all().size() > before) {
                findings.refuse();
                miss(name, FileRules.idsIn(text));
            } else if (root.isEmpty() && isConnector) {
                findings.error(name + ":1:1", "there is no connector in this file", "write one, or remove the file");
            } else if (root.isEmpty()) {
                findings.warn(name + ":1:1", "there is no route in this file", "write one, or remove the file");
            }
            Optional<RouteFile> file = root.map(value ->
                    new RouteFile(name, text, templateOf(value, isConnector), isConnector, placeholders, readable));
            if (file.isPresent() && !DepthRule.allows(file.get(), findings)) {
                miss(name, FileRules.idsIn(text));
                return Optional.empty();
            }
            return file;
        } catch (IOException e) {
            findings.error(name + ":1:1", "cannot be read", "check that the file is there, readable and UTF-8");
            miss(name, Set.of());
            return Optional.empty();
        }
    }

    private void miss(String file, Set<String> routes) {
        missingRoutes.add(file);
        missingRoutes.addAll(routes);
    }

    private static YamlValue templateOf(YamlValue root, boolean isConnector) {
        YamlValue spec = isConnector ? root.get("spec") : null;
        YamlValue template = spec == null ? null : spec.get("template");
        return template == null ? root : template;
    }
}
