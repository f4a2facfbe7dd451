package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class AfterworkTest {
  private static final Executor NO_THREAD = task -> {
    throw new OutOfMemoryError("unable to create native thread");
  };

  private final List<String> done = new ArrayList<>();

  @Test
  void whatFailsIsToldOnce() {
    Afterwork afterwork = new Afterwork(Runnable::run);

    afterwork.begin(() -> {
      throw new IOException("disk full");
    });

    assertThat(afterwork.await()).get().extracting(Throwable::getMessage).isEqualTo("disk full");
    assertThat(afterwork.await()).isEmpty();
  }

  @Test
  void awaitWaitsForTheThread() {
    Afterwork afterwork = Afterwork.onThreads();

    afterwork.begin(() -> {
      done.add(Thread.currentThread().getName());
      done.add(Thread.currentThread().isDaemon() ? "a daemon" : "keeps the process");
    });

    assertThat(afterwork.await()).isEmpty();
    assertThat(done).containsExactly("carbon-checkpoint-afterwork", "a daemon");
  }

  @Test
  void withoutAThreadItIsDoneAtOnce() {
    Afterwork afterwork = new Afterwork(NO_THREAD);

    afterwork.begin(() -> done.add("removed"));

    assertThat(done).containsExactly("removed");
    assertThat(afterwork.await()).isEmpty();
  }
}
