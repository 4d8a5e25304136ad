package io.github.datazonecdk.metadatageneration.provider.lifecycle;

/**
 * A run, or what another kind starts, as a physical id refers to it.
 *
 * @param ours whether we started it; one that somebody else started is adopted, and never cancelled by us
 * @param finished whether the request that brought it to the resource has succeeded; false for one that was taken up
 *     again, as long as it may be active
 * @param accepted what was accepted once it had ended
 */
public record Reference(String id, boolean ours, String fingerprint, boolean finished, Accepted accepted) {
    Reference marked(boolean finished) {
        return new Reference(id, ours, fingerprint, finished, accepted);
    }

    Reference with(Accepted accepted) {
        return new Reference(id, ours, fingerprint, finished, accepted);
    }

    @Override
    public String toString() {
        return (ours ? "ours:" : "adopted:") + id + ":" + fingerprint + (finished ? ":finished" : ":unfinished")
                + accepted;
    }
}
