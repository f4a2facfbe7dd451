package org.carbonaware.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Real files that fail at a chosen step. A dead process does nothing any more; a dead machine also
 * loses what was not forced to the disk. Forcing is only noted, which makes these files fast.
 */
final class FaultyFiles implements DurableFiles {
  enum Fault {
    /** The process dies, the operating system writes out what it has. */
    PROCESS_DIES,
    /** The machine dies; renames not forced are undone, bytes and entries not forced are lost. */
    MACHINE_DIES_RENAMES_LOST,
    /** The machine dies; renames are kept, bytes and entries not forced are lost. */
    MACHINE_DIES_RENAMES_KEPT,
    /** One step fails, then all is well. */
    FAILS_ONCE,
    /** Every step fails from there on. */
    FAILS_FOR_GOOD
  }

  /** What a simulated death throws. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  private record Rename(Path from, Path to) {}

  private final DurableFiles disk = new OsFiles();
  private final Fault fault;
  private final int failingStep;
  private final Set<Path> unforcedFiles = new HashSet<>();
  private final Set<Path> unforcedEntries = new HashSet<>();
  private final List<Rename> renames = new ArrayList<>();
  private final List<Rename> unforcedRenames = new ArrayList<>();
  private final Map<Path, byte[]> replaced = new HashMap<>();
  private int step;
  private boolean dead;
  private boolean healed;

  FaultyFiles(Fault fault, int failingStep) {
    this.fault = fault;
    this.failingStep = failingStep;
  }

  /** Files that never fail. */
  static FaultyFiles sound() {
    return new FaultyFiles(Fault.FAILS_ONCE, Integer.MAX_VALUE);
  }

  /** Whether the chosen step was reached. */
  boolean struck() {
    return step > failingStep;
  }

  /** From now on nothing fails. */
  void heal() {
    healed = true;
  }

  private void nextStep() throws IOException {
    if (dead) {
      throw new Death();
    }
    if (healed) {
      return;
    }
    int now = step++;
    if (now == failingStep || (now > failingStep && fault == Fault.FAILS_FOR_GOOD)) {
      if (fault == Fault.FAILS_ONCE || fault == Fault.FAILS_FOR_GOOD) {
        throw new IOException("No space left on device (step " + now + ")");
      }
      dead = true;
      loseUnforced();
      throw new Death();
    }
  }

  private void loseUnforced() throws IOException {
    if (fault == Fault.PROCESS_DIES) {
      return;
    }
    if (fault == Fault.MACHINE_DIES_RENAMES_LOST) {
      for (int i = unforcedRenames.size() - 1; i >= 0; i--) {
        Rename rename = unforcedRenames.get(i);
        if (Files.exists(rename.to)) {
          Files.move(rename.to, rename.from);
          byte[] before = replaced.remove(rename.to);
          if (before != null) {
            Files.write(rename.to, before);
          }
        }
      }
    }
    for (Path file : wherever(unforcedFiles)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() / 2);
      }
    }
    for (Path entry : wherever(unforcedEntries)) {
      if (!replaced.containsKey(entry)) { // under this name there is the old file or the new one
        disk.deleteTree(entry);
      }
    }
  }

  /** The paths where they are now, below a directory that may have been renamed. */
  private List<Path> wherever(Set<Path> paths) {
    List<Path> found = new ArrayList<>();
    for (Path path : paths) {
      Path now = path;
      for (Rename rename : renames) {
        if (!Files.exists(now) && now.startsWith(rename.from)) {
          now = rename.to.resolve(rename.from.relativize(now));
        }
      }
      if (Files.exists(now)) {
        found.add(now);
      }
    }
    return found;
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    nextStep();
    disk.createDirectory(directory);
    unforcedEntries.add(directory);
  }

  @Override
  public Sink createFile(Path file) throws IOException {
    nextStep();
    Sink sink = disk.createFile(file);
    unforcedEntries.add(file);
    unforcedFiles.add(file);
    return new Sink() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        int half = length / 2;
        sink.write(bytes, offset, half);
        nextStep();
        sink.write(bytes, offset + half, length - half);
      }

      @Override
      void force() throws IOException {
        nextStep();
        unforcedFiles.remove(file);
      }

      @Override
      public void close() throws IOException {
        sink.close();
      }
    };
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    nextStep();
    unforcedEntries.removeIf(entry -> directory.equals(entry.getParent()));
    unforcedRenames.removeIf(rename -> directory.equals(rename.to.getParent()));
    replaced.keySet().removeIf(file -> directory.equals(file.getParent()));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    nextStep();
    if (Files.isRegularFile(to)) {
      replaced.put(to, Files.readAllBytes(to));
    }
    disk.rename(from, to);
    renames.add(new Rename(from, to));
    unforcedRenames.add(new Rename(from, to));
  }

  @Override
  public void delete(Path path) throws IOException {
    nextStep();
    disk.delete(path);
  }
}
