package dev.hookwright;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The architecture as a table. Each rule is proved by violations seeded under src/test, in dev.hookwright.violations. */
class ArchitectureTest {
    private static final String ROOT = "dev.hookwright";
    private static final int LONGEST_FILE = 300;

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(ROOT + ".violations");

    /** The rules for the packages under a root, so that the seeded ones are held to the same. */
    private static List<ArchRule> arrows(String root) {
        List<ArchRule> rules = new ArrayList<>();
        PackageTable.MAY_USE.forEach((user, used) -> {
            Set<String> forbidden = new TreeSet<>(PackageTable.MAY_USE.keySet());
            forbidden.removeAll(used);
            forbidden.remove(user);
            String[] packages =
                    forbidden.stream().map(name -> root + "." + name + "..").toArray(String[]::new);
            rules.add(noClasses()
                    .that()
                    .resideInAPackage(root + "." + user + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages)
                    .allowEmptyShould(true));
        });
        return rules;
    }

    private static ArchRule noCircles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    private static ArchRule sqlStaysInLedger(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..");
    }

    private static ArchRule camelStaysWhereRoutesAreDriven(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        root + ".flow..",
                        root + ".connector..",
                        root + ".server..",
                        root + ".bench..",
                        root + ".sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..");
    }

    private static ArchRule secretsAreComparedInConstantTime(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".provider..")
                .should()
                .callMethod(java.util.Arrays.class, "equals", byte[].class, byte[].class);
    }

    /** What a stranger's request can bring about goes through one class, which has the bounds. */
    private static ArchRule onlyHttpsFetchCallsOut(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        root + ".provider..", root + ".endpoint..", root + ".intake..", root + ".download..")
                .and()
                .doNotHaveSimpleName("HttpsFetch")
                .and()
                .doNotHaveSimpleName("BoundedText")
                .should()
                .dependOnClassesThat(new DescribedPredicate<JavaClass>("open connections") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getPackageName().startsWith("java.net.http")
                                || type.isAssignableTo(URLConnection.class)
                                || type.isAssignableTo(Socket.class);
                    }
                })
                .orShould()
                .callMethod(URL.class, "openStream")
                .orShould()
                .callMethod(URL.class, "openConnection");
    }

    private static ArchRule everyPackageIsInTheTable() {
        return classes()
                .should()
                .resideInAnyPackage(Stream.concat(
                                Stream.of(ROOT),
                                PackageTable.MAY_USE.keySet().stream().map(name -> ROOT + "." + name))
                        .toArray(String[]::new));
    }

    private static ArchRule theRootHoldsOnlyTheMainClass() {
        return classes()
                .that(new DescribedPredicate<JavaClass>("stand in the root package") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getPackageName().equals(ROOT);
                    }
                })
                .should()
                .haveSimpleName("Hookwright");
    }

    @Test
    void arrows_between_packages_point_downwards() {
        arrows(ROOT).forEach(rule -> rule.check(PRODUCT));
    }

    @Test
    void an_arrow_that_points_upwards_is_found() {
        assertThatThrownBy(() -> arrows(ROOT + ".violations").forEach(rule -> rule.check(VIOLATIONS)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("UsesServer");
    }

    @Test
    void packages_are_free_of_circles() {
        noCircles(ROOT).check(PRODUCT);
        assertThatThrownBy(() -> noCircles(ROOT + ".violations").check(VIOLATIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle");
    }

    @Test
    void sql_stays_in_the_ledger() {
        sqlStaysInLedger(ROOT).check(PRODUCT);
        assertThatThrownBy(() -> sqlStaysInLedger(ROOT + ".violations").check(VIOLATIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("UsesSql");
    }

    @Test
    void camel_stays_in_flow_connector_server_bench_and_sandbox() {
        camelStaysWhereRoutesAreDriven(ROOT).check(PRODUCT);
        assertThatThrownBy(() ->
                        camelStaysWhereRoutesAreDriven(ROOT + ".violations").check(VIOLATIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("UsesCamel");
    }

    @Test
    void secrets_are_compared_in_constant_time() {
        secretsAreComparedInConstantTime(ROOT).check(PRODUCT);
        assertThatThrownBy(() ->
                        secretsAreComparedInConstantTime(ROOT + ".violations").check(VIOLATIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ComparesSecrets");
    }

    @Test
    void only_one_class_calls_out_for_what_verification_needs() {
        onlyHttpsFetchCallsOut(ROOT).check(PRODUCT);
        assertThatThrownBy(() -> onlyHttpsFetchCallsOut(ROOT + ".violations").check(VIOLATIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("CallsOut");
    }

    @Test
    void every_package_is_in_the_table_and_the_root_holds_only_the_main_class() {
        everyPackageIsInTheTable().check(PRODUCT);
        theRootHoldsOnlyTheMainClass().check(PRODUCT);
        assertThatThrownBy(() -> everyPackageIsInTheTable().check(VIOLATIONS)).isInstanceOf(AssertionError.class);
    }

    @Test
    void no_file_is_longer_than_two_screens_or_so() throws IOException {
        assertThat(tooLong(Path.of("src"), LONGEST_FILE)).isEmpty();
        assertThat(tooLong(Path.of("src"), 100)).isNotEmpty();
    }

    private static List<Path> tooLong(Path folder, int lines) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (Files.readAllLines(file).size() > lines) {
                    found.add(file);
                }
            }
            return found;
        }
    }
}
