package org.carbonaware.benchmarks.micro;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the operating system keeps of files in memory. */
final class PageCache {
  private static final int DONT_NEED = 4;

  private PageCache() {}

  /** Of the C library. */
  private interface Advice extends Library {
    int open(String path, int flags);

    int posix_fadvise(int file, long offset, long length, int advice);

    int close(int file);
  }

  /** Why it can't be dropped here; empty if it can. */
  static Optional<String> undroppable() {
    return System.getProperty("os.name").equals("Linux")
        ? Optional.empty()
        : Optional.of("only Linux drops what it keeps of a file for one who is not root");
  }

  /** Drops it of all files below a directory, which are on the disk. */
  static void drop(Path directory) throws IOException {
    Advice c = Native.load("c", Advice.class);
    List<Path> files;
    try (Stream<Path> paths = Files.walk(directory)) {
      files = paths.filter(Files::isRegularFile).toList();
    }
    for (Path path : files) {
      int file = c.open(path.toString(), 0);
      int answer = c.posix_fadvise(file, 0, 0, DONT_NEED);
      c.close(file);
      if (file < 0 || answer != 0) {
        throw new IOException("posix_fadvise of " + path + " answers " + answer);
      }
    }
  }
}
