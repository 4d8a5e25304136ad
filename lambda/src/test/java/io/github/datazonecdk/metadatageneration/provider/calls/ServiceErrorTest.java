package io.github.datazonecdk.metadatageneration.provider.calls;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.datazone.model.ConflictException;

class ServiceErrorTest {
    /** As an interceptor or a newer SDK may throw it. */
    @Test
    void takesAnErrorWithoutDetailsForNoRefusal() {
        var error = ConflictException.builder().build();

        assertFalse(ServiceError.isAccessDenied(error));
    }
}
