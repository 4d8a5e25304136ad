package io.github.datazonecdk.metadatageneration.provider;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.datazone.model.ConflictException;

class PatienceTest {
    /** As an interceptor or a newer SDK may throw it. */
    @Test
    void takesAnErrorWithoutDetailsForNoRefusal() {
        var error = ConflictException.builder().build();

        assertFalse(Patience.isRefused(error));
    }
}
