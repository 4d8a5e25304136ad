package io.github.datazonecdk.metadatageneration.provider;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each package and each file can be read without those that use it. */
class CyclesTest {
    /** As compiled: in the jar, each lambda is a class of its own. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPath(Path.of("target", "classes", "io", "github", "datazonecdk", "metadatageneration"));

    @Test
    void noPackagesUseEachOther() {
        slices().matching("io.github.datazonecdk.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void noFilesUseEachOther() {
        slices().assignedFrom(new Files()).should().beFreeOfCycles().check(CLASSES);
    }

    private static final class Files implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getName().replaceFirst("\\$.*", ""));
        }

        @Override
        public String getDescription() {
            return "files";
        }
    }
}
