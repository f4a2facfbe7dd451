package org.carbonaware.control.tck;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;

/** A store whose first write begins when a test lets it: long after the state was captured. */
final class LateStore implements CheckpointStore {
  private final InMemoryCheckpointStore store;
  private final CountDownLatch allowed = new CountDownLatch(1);

  LateStore(InMemoryCheckpointStore store) {
    this.store = store;
  }

  void letWrite() {
    allowed.countDown();
  }

  @Override
  public Manifest write(Snapshot snapshot, Map<String, String> run, Instant at) {
    try {
      allowed.await();
    } catch (InterruptedException e) {
      throw new CheckpointException("interrupted", e);
    }
    return store.write(snapshot, run, at);
  }

  @Override
  public Optional<Checkpoint> latest() {
    return store.latest();
  }

  @Override
  public List<String> warnings() {
    return store.warnings();
  }

  @Override
  public void close() {
    store.close();
  }
}
