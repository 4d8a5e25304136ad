package io.github.datazonecdk.metadatageneration;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.net.URL;
import org.junit.jupiter.api.Test;

class ImportsTest {

    @Test
    void leadFromFileToFileWithoutACycle() {
        URL classes = MetadataGenerationRun.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation();

        slices().assignedFrom(new Files()).should().beFreeOfCycles().check(new ClassFileImporter().importUrl(classes));
    }

    private static final class Files implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            JavaClass outermost = javaClass;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return SliceIdentifier.of(outermost.getName());
        }

        @Override
        public String getDescription() {
            return "files";
        }
    }
}
