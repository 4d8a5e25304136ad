package io.github.datazonecdk.metadatageneration;

import software.amazon.awscdk.services.s3.IBucket;

/**
 * Defines a {@link MetadataGenerationBatch}. What it has in common with a run means for the batch what it means there: its
 * {@link #getTimeout timeout} is that of all runs together, and {@link #getCancelOnDelete cancelOnDelete} stops the
 * batch, but no run that is already started.
 */
public interface MetadataGenerationBatchProps extends MetadataGenerationOptions {
    /**
     * Begins a set of props.
     *
     * @return a builder without any prop
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Which assets metadata is generated for. Required.
     *
     * @return the assets; required
     */
    MetadataGenerationAssets getAssets();

    /**
     * Whether assets are passed over that have a successful run of all the types already. Then starting the batch again
     * generates for new assets only, and costs nothing where there are none. What is passed over is not accepted either, and a
     * run that succeeded in part does not count.
     *
     * @return whether to pass them over; default: true
     */
    default Boolean getSkipGenerated() {
        return null;
    }

    /**
     * How many assets there may be, without those that are passed over. The batch fails before it starts any run where there
     * are more: Amazon DataZone generates 10,000 descriptions a month, and this is what guards them.
     *
     * @return a whole number from 1 to 1,000,000; default: 1,000
     */
    default Number getMaxAssets() {
        return null;
    }

    /**
     * How many runs are started a second. Amazon DataZone lets an account start 10 a second unless the quota is raised; what
     * is started faster is refused and tried again.
     *
     * @return a whole number from 1 to 100; default: 10
     */
    default Number getStartsPerSecond() {
        return null;
    }

    /**
     * How many assets are worked on at once. Runs take minutes, so few at once make the batch slow, whatever {@link
     * #getStartsPerSecond startsPerSecond} says.
     *
     * @return a whole number from 1 to 10,000, no token; default: 2,000
     */
    default Number getMaxConcurrency() {
        return null;
    }

    /**
     * How many of the assets may fail before the batch fails, and the deployment with it. What is not started by then is not
     * started at all. What has succeeded stays.
     *
     * @return a whole number of percent from 0 to 100, no token; default: 10
     */
    default Number getToleratedFailurePercentage() {
        return null;
    }

    /**
     * The bucket for what the batch writes: which assets it has selected, and what has become of each. Beneath <code>
     * executions</code> and <code>results</code> only. A key of yours that it is encrypted with is permitted to the role.
     *
     * @return a bucket of the stack's Region; default: a new one, private and encrypted, whose objects expire after 30 days,
     *     and which is emptied and deleted with the stack
     */
    default IBucket getResultsBucket() {
        return null;
    }

    /**
     * Defines {@link MetadataGenerationBatchProps} one by one. It is what their builder and that of a batch have in common.
     *
     * @param <B> the builder, which each setter returns
     */
    abstract class Setters<B extends Setters<B>> extends MetadataGenerationOptions.Setters<B> {
        Setters() {}

        /**
         * Sets which assets metadata is generated for.
         *
         * @param assets the assets; required; see {@link MetadataGenerationBatchProps#getAssets}
         * @return this builder
         */
        public B assets(MetadataGenerationAssets assets) {
            return set("assets", assets);
        }

        /**
         * Sets whether assets are passed over that have a successful run already.
         *
         * @param skipGenerated whether to pass them over; default: true; see
         *     {@link MetadataGenerationBatchProps#getSkipGenerated}
         * @return this builder
         */
        public B skipGenerated(Boolean skipGenerated) {
            return set("skipGenerated", skipGenerated);
        }

        /**
         * Sets how many assets there may be.
         *
         * @param maxAssets a whole number from 1 to 1,000,000; default: 1,000; see
         *     {@link MetadataGenerationBatchProps#getMaxAssets}
         * @return this builder
         */
        public B maxAssets(Number maxAssets) {
            return set("maxAssets", maxAssets);
        }

        /**
         * Sets how many runs are started a second.
         *
         * @param startsPerSecond a whole number from 1 to 100; default: 10; see
         *     {@link MetadataGenerationBatchProps#getStartsPerSecond}
         * @return this builder
         */
        public B startsPerSecond(Number startsPerSecond) {
            return set("startsPerSecond", startsPerSecond);
        }

        /**
         * Sets how many assets are worked on at once.
         *
         * @param maxConcurrency a whole number from 1 to 10,000, no token; default: 2,000; see
         *     {@link MetadataGenerationBatchProps#getMaxConcurrency}
         * @return this builder
         */
        public B maxConcurrency(Number maxConcurrency) {
            return set("maxConcurrency", maxConcurrency);
        }

        /**
         * Sets how many of the assets may fail.
         *
         * @param toleratedFailurePercentage a whole number of percent from 0 to 100, no token; default: 10; see
         *     {@link MetadataGenerationBatchProps#getToleratedFailurePercentage}
         * @return this builder
         */
        public B toleratedFailurePercentage(Number toleratedFailurePercentage) {
            return set("toleratedFailurePercentage", toleratedFailurePercentage);
        }

        /**
         * Sets the bucket for what the batch writes.
         *
         * @param resultsBucket a bucket of the stack's Region; default: a new one, private and encrypted, whose objects
         *     expire after 30 days, and which is emptied and deleted with the stack; see
         *     {@link MetadataGenerationBatchProps#getResultsBucket}
         * @return this builder
         */
        public B resultsBucket(IBucket resultsBucket) {
            return set("resultsBucket", resultsBucket);
        }
    }

    /** Defines {@link MetadataGenerationBatchProps} one by one. The props are checked when the batch is made of them. */
    final class Builder extends Setters<Builder> {
        private Builder() {}

        /**
         * Ends the set of props.
         *
         * @return the props, which later calls of this builder do not change
         */
        public MetadataGenerationBatchProps build() {
            return props(MetadataGenerationBatchProps.class);
        }
    }
}
