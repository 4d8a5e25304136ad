package io.github.datazonecdk.metadatageneration.histories;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What judges the function, and what stands in for DataZone, has rules of its own. */
class IndependenceTest {
    private static final JavaClasses TESTS = new ClassFileImporter()
            .importPath(Path.of("target", "test-classes", "io", "github", "datazonecdk", "metadatageneration"));

    /** The test itself sends over HTTP as the function does, and gives it a clock. */
    private static final DescribedPredicate<JavaClass> PLAYERS = belongToAnyOf(HistoriesTest.class, HistoryTime.class);

    @Test
    void noJudgeUsesWhatItJudges() {
        noClasses()
                .that()
                .resideInAnyPackage("..histories", "..standin")
                .and(are(DescribedPredicate.not(PLAYERS)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..metadatageneration.provider.*..", "..metadatageneration.contract..")
                .check(TESTS);
    }
}
