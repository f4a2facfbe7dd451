package org.carbonaware.checkpoint.tck;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;

/**
 * Keeps checkpoints in memory, for tests of what uses a store. Safe to use from several threads.
 */
public final class InMemoryCheckpointStore implements CheckpointStore {
  private final int keepLast;
  private final TreeMap<Long, Held> kept = new TreeMap<>();
  private final Set<Long> damaged = new HashSet<>();
  private List<String> skipped = List.of();
  private long lastSequence;
  private boolean closed;

  /**
   * Makes an empty store.
   *
   * @param keepLast how many checkpoints to keep, at least 1
   */
  public InMemoryCheckpointStore(int keepLast) {
    if (keepLast < 1) {
      throw new IllegalArgumentException("keepLast " + keepLast + ": expected at least 1");
    }
    this.keepLast = keepLast;
  }

  @Override
  public synchronized Manifest write(Snapshot snapshot, Map<String, String> run, Instant at) {
    requireOpen();
    List<Manifest.Entry> entries = new ArrayList<>();
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (Snapshot.File file : snapshot.files()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        file.content().writeTo(out);
      } catch (IOException e) {
        throw new CheckpointException("No checkpoint could be written: " + e, e);
      }
      contents.put(file.name(), out.toByteArray());
      entries.add(new Manifest.Entry(file.name(), out.size(), sha256(out.toByteArray())));
    }
    lastSequence++;
    Manifest manifest = new Manifest(
        Manifest.FORMAT_VERSION,
        lastSequence,
        at,
        snapshot.identity(),
        run,
        snapshot.attributes(),
        entries);
    kept.put(lastSequence, new Held(manifest, contents));
    removeOld(manifest.diverged());
    return manifest;
  }

  private void removeOld(boolean diverged) {
    Set<Long> staying = new HashSet<>();
    for (Held held : kept.descendingMap().values()) {
      if (staying.size() < keepLast) {
        staying.add(held.manifest().sequence());
      }
    }
    if (diverged) {
      kept.descendingMap().values().stream()
          .map(Held::manifest)
          .filter(each -> !each.diverged())
          .findFirst()
          .ifPresent(each -> staying.add(each.sequence()));
    }
    kept.keySet().retainAll(staying);
  }

  @Override
  public synchronized Optional<Checkpoint> latest() {
    requireOpen();
    List<String> found = new ArrayList<>();
    Optional<Checkpoint> sound = Optional.empty();
    for (Held held : kept.descendingMap().values()) {
      if (!damaged.contains(held.manifest().sequence())) {
        sound = Optional.of(held);
        break;
      }
      found.add(held.location() + ": damaged by a test");
    }
    skipped = List.copyOf(found);
    return sound;
  }

  @Override
  public synchronized List<String> damaged() {
    return skipped;
  }

  /**
   * Damages a checkpoint.
   *
   * @param sequence which
   */
  public synchronized void damage(long sequence) {
    damaged.add(sequence);
  }

  /**
   * The checkpoints now kept.
   *
   * @return their manifests, oldest first
   */
  public synchronized List<Manifest> manifests() {
    return kept.values().stream().map(Held::manifest).toList();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  /**
   * Opens the closed store again, as after a restart.
   *
   * @return this store with what it kept
   */
  public synchronized InMemoryCheckpointStore reopen() {
    closed = false;
    return this;
  }

  private void requireOpen() {
    if (closed) {
      throw new CheckpointException("The checkpoint store is closed: open it again");
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private record Held(Manifest manifest, Map<String, byte[]> contents) implements Checkpoint {
    @Override
    public String location() {
      return "memory, checkpoint " + manifest.sequence();
    }

    @Override
    public InputStream open(String name) {
      byte[] content = contents.get(name);
      if (content == null) {
        throw new CheckpointException(location() + " has no file \"" + name + "\"");
      }
      return new ByteArrayInputStream(content);
    }
  }
}
