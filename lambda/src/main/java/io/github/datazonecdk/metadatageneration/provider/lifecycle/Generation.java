package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The generation of metadata that a resource's properties ask for: what is started for it, waited for and cancelled. */
public interface Generation {
    /** For messages: what metadata is generated for. */
    String subject();

    /** A hash of what defines it: an update starts something only where this changes. */
    String fingerprint();

    boolean waitForCompletion();

    /** How long a request may take, from the start of onEvent on. */
    Duration timeout();

    /** Empty where nothing is to be accepted. */
    Optional<Acceptance> acceptance();

    /** False where a token of the user's own stands for what was started: a start would only answer that once more. */
    boolean canStartAgain();

    /** Refuses what cannot be started in place of a resource that had these properties, before any call. */
    void checkReplaces(Map<String, JsonNode> oldProperties);

    /**
     * Starts once for each seed, or adopts what somebody else has started; throws a {@code Failure} if it can do neither.
     *
     * @param replaced the id that the resource has so far
     */
    Started start(TokenSeed seed, Optional<PhysicalId> replaced);

    /** Reads by one call, without retries. */
    Progress read(String id);

    /** As it was read, with all that is to be told of one that is active and not awaited any longer. Never fails. */
    Progress inDetail(String id, Progress active);

    void cancel(String id, Retries retries);

    /** Whether an error says that there is none of this id any more. */
    boolean isForgotten(SdkException error);

    /** Whether an error of a cancellation says that it has ended already. */
    boolean hasEnded(SdkException error);

    /** What a person can do about an error. */
    String advice(SdkException error);

    /** The attributes that are known without a call. */
    Map<String, String> attributes(String id);

    /**
     * What a start has come to.
     *
     * @param ours false where somebody else started it, and it is adopted
     */
    record Started(String id, boolean ours, Map<String, String> attributes) {}
}
