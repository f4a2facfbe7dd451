package org.carbonaware.control;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a process holds.
 *
 * @param heapBytes in use after a collection
 * @param threads that live
 * @param handles files and sockets that are open; 0 where the system does not tell
 * @param files in a directory and those below
 * @param fileBytes their size
 */
record HeldResources(long heapBytes, int threads, long handles, long files, long fileBytes) {
  private static final int COLLECTIONS = 4;
  private static final int TRIES = 100;

  /** By this process, and in a directory. */
  static HeldResources now(Path directory) {
    long handles =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            ? system.getOpenFileDescriptorCount()
            : 0;
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    long heap = heapAfterCollections();
    long[] sizes = sizes(directory);
    return new HeldResources(
        heap, threads, handles, sizes.length, Arrays.stream(sizes).sum());
  }

  /** Of all files; looks again if one was removed meanwhile. */
  private static long[] sizes(Path directory) {
    for (int tries = 0; tries < TRIES; tries++) {
      try (Stream<Path> tree = Files.walk(directory)) {
        return tree.filter(Files::isRegularFile).mapToLong(HeldResources::size).toArray();
      } catch (IOException | UncheckedIOException e) {
        // something was removed while it was looked at
      }
    }
    return new long[0];
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in use after collections; the least of some, since others may allocate meanwhile. */
  static long heapAfterCollections() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  String toLine() {
    return String.format(
        Locale.ROOT, "%d %d %d %d %d", heapBytes, threads, handles, files, fileBytes);
  }

  static HeldResources parse(String line) {
    String[] figures = line.split(" ", -1);
    return new HeldResources(
        Long.parseLong(figures[0]),
        Integer.parseInt(figures[1]),
        Long.parseLong(figures[2]),
        Long.parseLong(figures[3]),
        Long.parseLong(figures[4]));
  }
}
