package io.github.datazonecdk.metadatageneration.standin;

/** An error that the stand-in answers. */
final class StandInRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    final int status;
    final String error;

    StandInRefusal(int status, String error, String message) {
        super(message);
        this.status = status;
        this.error = error;
    }

    static StandInRefusal of(StandInFault.Refuse fault, String operation) {
        return new StandInRefusal(fault.status(), fault.error(), fault.message().replace("%s", operation));
    }

    static StandInRefusal invalid(String message) {
        return new StandInRefusal(400, "ValidationException", message);
    }

    static StandInRefusal notFound(String message) {
        return new StandInRefusal(404, "ResourceNotFoundException", message);
    }

    static StandInRefusal conflict(String message) {
        return new StandInRefusal(409, "ConflictException", message);
    }

    static StandInRefusal unsigned() {
        return new StandInRefusal(
                403, "UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    static StandInRefusal unknownOperation(String method, String path) {
        return new StandInRefusal(404, "UnknownOperationException", "no operation " + method + " " + path);
    }
}
