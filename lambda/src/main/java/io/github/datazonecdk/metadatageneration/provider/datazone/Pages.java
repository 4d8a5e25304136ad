package io.github.datazonecdk.metadatageneration.provider.datazone;

import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Goes through all pages of a list. */
public final class Pages {
    private Pages() {}

    /**
     * All items, as {@link #read} comes to them.
     *
     * @param page answers the page of a token, the first one for null
     */
    public static <T> List<T> all(Function<String, Page<T>> page, Retries retries, Invocation invocation) {
        List<T> items = new ArrayList<>();
        read(
                page,
                found -> {
                    items.addAll(found);
                    return false;
                },
                retries,
                invocation);
        return items;
    }

    /**
     * Goes from page to page until that is enough: each page is tried again by itself. Fails where the function's time or
     * DataZone's pages end before the list does, as some of it would be lost.
     *
     * @param page answers the page of a token, the first one for null
     * @param enough takes a page's items, and answers whether no more are wanted
     */
    public static <T> void read(
            Function<String, Page<T>> page, Predicate<List<T>> enough, Retries retries, Invocation invocation) {
        int items = 0;
        String token = null;
        do {
            checkTime(invocation, items);
            String current = token;
            Page<T> read = retries.call(() -> page.apply(current));
            items += read.items().size();
            if (enough.test(read.items())) {
                return;
            }
            token = read.nextToken();
            checkTotal(token == null && read.total() != null ? read.total() : 0, items);
        } while (token != null);
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
