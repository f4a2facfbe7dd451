package org.carbonaware.control.tck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A file system of some megabytes in memory, mounted where only the processes started with its
 * {@link #wrapper} see it: in a mount name space of its own, for which Linux wants no root. It is
 * gone when it is closed.
 */
final class SmallDisk implements AutoCloseable {
  private static final int KILOBYTES = 8192;
  private static final int BLOCK = 4096;

  private final Process holder;
  private final Path mountPoint;

  private SmallDisk(Process holder, Path mountPoint) {
    this.holder = holder;
    this.mountPoint = mountPoint;
  }

  /** Mounts one at an empty directory; empty if this computer does not let us. */
  static Optional<SmallDisk> at(Path mountPoint) throws IOException, InterruptedException {
    Files.createDirectories(mountPoint);
    Process holder;
    try {
      holder = new ProcessBuilder(
              "unshare",
              "--user",
              "--map-root-user",
              "--mount",
              "sh",
              "-c",
              "mount -t tmpfs -o size=" + KILOBYTES + "k,mode=700 tmpfs \"$0\" && echo mounted"
                  + " && read end",
              mountPoint.toString())
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      return Optional.empty(); // no such program
    }
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
    SmallDisk disk = new SmallDisk(holder, mountPoint);
    if ("mounted".equals(lines.readLine()) && Files.isDirectory(disk.seen())) {
      return Optional.of(disk);
    }
    disk.close();
    return Optional.empty();
  }

  /** What starts a program that sees it at its mount point. */
  List<String> wrapper() {
    return List.of(
        "nsenter",
        "--target",
        Long.toString(holder.pid()),
        "--user",
        "--mount",
        "--preserve-credentials");
  }

  Path mountPoint() {
    return mountPoint;
  }

  /** Where this process sees it. */
  Path seen() {
    return Path.of("/proc", Long.toString(holder.pid()), "root")
        .resolve(mountPoint.subpath(0, mountPoint.getNameCount()));
  }

  /** Leaves no room. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(seen().resolve("filler"))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      if (Files.size(seen().resolve("filler")) == 0) {
        throw full; // something else is wrong
      }
    }
  }

  /** Gives the room back. */
  void clear() throws IOException {
    Files.deleteIfExists(seen().resolve("filler"));
  }

  @Override
  public void close() throws IOException {
    holder.getOutputStream().close();
    try {
      if (!holder.waitFor(10, TimeUnit.SECONDS)) {
        holder.destroyForcibly();
      }
    } catch (InterruptedException e) {
      holder.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
