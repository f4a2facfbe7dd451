package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.carbonaware.checkpoint.tck.CheckpointStoreContract;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.junit.jupiter.api.Test;

class InMemoryCheckpointStoreTest extends CheckpointStoreContract {
  @Override
  protected CheckpointStore openNew(int keepLast) {
    return new InMemoryCheckpointStore(keepLast);
  }

  @Override
  protected CheckpointStore reopen(CheckpointStore closed, int keepLast) {
    return ((InMemoryCheckpointStore) closed).reopen();
  }

  @Override
  protected void damage(CheckpointStore store, Manifest written) {
    ((InMemoryCheckpointStore) store).damage(written.sequence());
  }

  @Test
  void keepsTheLastOnes() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(2);
    for (int i = 1; i <= 4; i++) {
      store.write(snapshot(i), Map.of(), NOON);
    }

    assertThat(store.manifests()).extracting(Manifest::sequence).containsExactly(3L, 4L);
  }
}
