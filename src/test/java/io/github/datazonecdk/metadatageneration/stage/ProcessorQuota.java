package io.github.datazonecdk.metadatageneration.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** How much processor time a process gets, as its own Linux cgroup (version 1 or 2) sees to it. */
public final class ProcessorQuota implements AutoCloseable {
    /** Lambda denies time in such small portions, not in a lump at the end. */
    public static final int PERIOD_MILLIS = 20;

    static final ProcessorQuota NONE = new ProcessorQuota(null);

    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/cpu");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");

    private final Path cgroup;

    private ProcessorQuota(Path cgroup) {
        this.cgroup = cgroup;
    }

    static ProcessorQuota ofItsOwnCgroup() {
        try {
            return new ProcessorQuota(
                    Files.createTempDirectory(Files.isDirectory(VERSION_1) ? VERSION_1 : VERSION_2, "function-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes root, and a cgroup file system that is not read-only. */
    public static boolean canBeSet() {
        try (ProcessorQuota quota = ofItsOwnCgroup()) {
            quota.set(1);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The command that runs another one under this quota, in the same process. */
    List<String> under(List<String> command) {
        if (cgroup == null) {
            return command;
        }
        String processes = cgroup.resolve("cgroup.procs").toString();
        List<String> under = new ArrayList<>(List.of("sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", processes));
        under.addAll(command);
        return under;
    }

    /**
     * The process gets no more than its quota, and not less because others of the machine are busy.
     *
     * @param processors of which it may use this many, or this part of one
     */
    void set(double processors) {
        if (cgroup == null) {
            return;
        }
        long period = PERIOD_MILLIS * 1000L;
        long quota = Math.round(processors * period);
        if (Files.exists(cgroup.resolve("cpu.max"))) {
            write("cpu.weight", "10000");
            write("cpu.max", quota + " " + period);
        } else {
            write("cpu.shares", "262144");
            write("cpu.cfs_period_us", Long.toString(period));
            write("cpu.cfs_quota_us", Long.toString(quota));
        }
    }

    /** To be called when the process has ended. */
    @Override
    public void close() {
        try {
            if (cgroup != null) {
                Files.deleteIfExists(cgroup);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String file, String value) {
        try {
            Files.writeString(cgroup.resolve(file), value, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
