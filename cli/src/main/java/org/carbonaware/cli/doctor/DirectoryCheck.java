package org.carbonaware.cli.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.carbonaware.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * A directory that must take files durably: whether it can be written and forced to the device, and
 * how much room there is. A file is made there and taken away again.
 *
 * @param area what is kept there
 * @param directory the directory; need not be there yet
 * @param option the option that names another
 */
record DirectoryCheck(String area, Path directory, String option) implements Check {
  private static final long LITTLE = 1_000_000_000L;
  private static final long TOO_LITTLE = 10_000_000L;

  @Override
  public List<Finding> look() {
    Path there = nearest(directory.toAbsolutePath());
    if (there == null || !Files.isDirectory(there)) {
      return List.of(
          Finding.fail(area, (there == null ? directory : there) + " is no directory", another()));
    }
    String where = there.equals(directory.toAbsolutePath())
        ? directory.toString()
        : directory + " (to be made in " + there + ")";
    try {
      probe(there);
    } catch (IOException e) {
      return List.of(Finding.fail(
          area,
          where + " can't be written durably: " + e,
          "give write permission, or " + another()));
    }
    return List.of(room(there, where));
  }

  private String another() {
    return "name another with " + option;
  }

  private Finding room(Path there, String where) {
    try {
      FileStore store = Files.getFileStore(there);
      long free = store.getUsableSpace();
      String text = String.format(
          Locale.ROOT,
          "%s takes files and forces them to the device; %.1f GB free (%s)",
          where,
          free / 1e9,
          store.type());
      return free < TOO_LITTLE
          ? Finding.fail(area, text, "make room, or " + another())
          : free < LITTLE
              ? Finding.warn(area, text, "make room for checkpoints")
              : Finding.ok(area, text);
    } catch (IOException e) {
      return Finding.warn(area, where + ": its free space is not known: " + e, another());
    }
  }

  private static @Nullable Path nearest(Path path) {
    Path at = path;
    while (at != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at;
  }

  private static void probe(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, ".carbon-aware-", ".probe");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      int written = channel.write(ByteBuffer.wrap(new byte[] {1}));
      if (written != 1) {
        throw new IOException("no byte could be written");
      }
      channel.force(true);
    } finally {
      Files.deleteIfExists(file);
    }
    PrivateFiles.forceDirectory(folder);
  }
}
