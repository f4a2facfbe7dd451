package org.carbonaware.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real file whose device can be full or gone, and that remembers what was asked of it. */
final class FaultyDisk implements LedgerDisk {
  final List<String> steps = new ArrayList<>();

  /** Bytes of a write that still fit; negative if all do. */
  int room = -1;

  boolean truncates = true;

  /** Whether all is written, but not forced. */
  boolean forces = true;

  /** Thrown once, when all is written. */
  @Nullable
  Error error;

  private final LedgerDisk disk;

  FaultyDisk(Path path) throws IOException {
    disk = LedgerDisk.open(path);
  }

  @Override
  public void write(long position, byte[] bytes) throws IOException {
    if (room >= 0 && room < bytes.length) {
      disk.write(position, Arrays.copyOf(bytes, room));
      throw new IOException("No space left on device");
    }
    disk.write(position, bytes);
    steps.add("write");
    Error now = error;
    error = null;
    if (now != null) {
      throw now;
    }
  }

  @Override
  public void truncate(long length) throws IOException {
    if (!truncates) {
      throw new IOException("Input/output error");
    }
    disk.truncate(length);
  }

  @Override
  public void force() throws IOException {
    if (!forces) {
      throw new IOException("Input/output error");
    }
    disk.force();
    steps.add("force");
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }
}
