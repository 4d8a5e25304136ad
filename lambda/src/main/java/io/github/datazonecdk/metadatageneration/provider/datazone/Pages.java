package io.github.datazonecdk.metadatageneration.provider.datazone;

import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Goes through all pages of a list. */
public final class Pages {
    private Pages() {}

    /**
     * All items: each page is tried again by itself. Fails where the function's time or DataZone's pages end before the
     * list does, as some of it would be lost.
     *
     * @param page answers the page of a token, the first one for null
     */
    public static <T> List<T> all(Function<String, Page<T>> page, Invocation invocation) {
        Retries retries = invocation.retriesToTheEnd();
        List<T> items = new ArrayList<>();
        String token = null;
        do {
            checkTime(invocation, items.size());
            String current = token;
            Page<T> read = retries.call(() -> page.apply(current));
            items.addAll(read.items());
            token = read.nextToken();
            checkTotal(token == null && read.total() != null ? read.total() : 0, items.size());
        } while (token != null);
        return items;
    }

    private static void checkTime(Invocation invocation, int read) {
        if (!invocation.hasTimeForACall()) {
            throw new Failure("DataZone's list has no end within this function's time: " + read
                    + " items read so far. Deploy again later");
        }
    }

    private static void checkTotal(int total, int read) {
        if (read < total) {
            throw new Failure("DataZone tells of " + total + " items, but its pages end after " + read
                    + ". Give the assets by their identifiers instead");
        }
    }
}
