package io.github.datazonecdk.metadatageneration.proof;

/** Ends the proof, with what a person has to know. */
final class ProofFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProofFailure(String message) {
        super(message);
    }
}
