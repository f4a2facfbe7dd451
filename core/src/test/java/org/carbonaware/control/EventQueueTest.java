package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carbonaware.control.ControllerEvent.Warned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventQueueTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final EventQueue queue = new EventQueue();

  @Test
  void keepsTheOrder() {
    for (int i = 0; i < 5; i++) {
      queue.add(warned(i));
    }

    assertThat(drained()).containsExactly("0", "1", "2", "3", "4");
    assertThat(queue.poll()).isNull();
  }

  @Test
  void newsFromBeforeTheWaitEndItAtOnce() throws Exception {
    queue.add(warned(1));
    queue.await(TrainingClock.system(), LONG);
    queue.wake();
    queue.await(TrainingClock.system(), LONG);

    assertThat(drained()).containsExactly("1");
  }

  @Test
  void losesNothingOfManyThreadsAndNoWakeUp() throws Exception {
    int threads = 4;
    int each = 5000;
    CountDownLatch start = new CountDownLatch(1);
    for (int t = 0; t < threads; t++) {
      Thread thread = new Thread(() -> {
        awaitUninterruptibly(start);
        for (int i = 0; i < each; i++) {
          queue.add(warned(i));
        }
      });
      thread.setDaemon(true);
      thread.start();
    }
    start.countDown();

    int seen = 0;
    while (seen < threads * each) { // a lost wake-up would wait here for an hour
      queue.await(TrainingClock.system(), LONG);
      seen += drained().size();
    }

    assertThat(seen).isEqualTo(threads * each);
  }

  @Test
  void aClosedOneDropsWhatIsThereAndWhatComes() {
    queue.add(warned(1));
    queue.close();
    assertThat(CompletableFuture.runAsync(queue::wake)).succeedsWithin(Duration.ofSeconds(30));
    assertThat(queue.poll()).isNull();
    queue.add(warned(2));
    assertThat(queue.poll()).isNull();
  }

  @Test
  void withoutNewsItWaitsAsLongAsItMay() throws Exception {
    TestClock clock = new TestClock();
    List<Duration> waits = new ArrayList<>();
    clock.whoWaits(waits::add);
    queue.await(clock, LONG);
    assertThat(waits).containsExactly(LONG);
    queue.wake();
    queue.await(clock, LONG);
    assertThat(waits).as("woken").hasSize(1);
    queue.await(clock, LONG);
    assertThat(waits).as("news count once").hasSize(2);
  }

  @Test
  void aThreadThatWaitsIsWoken() throws Exception {
    CompletableFuture<Boolean> woken = new CompletableFuture<>();
    Thread waits = new Thread(() -> {
      try {
        queue.await(TrainingClock.system(), LONG);
        woken.complete(true);
      } catch (InterruptedException e) {
        woken.completeExceptionally(e);
      }
    });
    waits.setDaemon(true);
    waits.start();
    while (waits.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    queue.wake();
    assertThat(woken.get(30, TimeUnit.SECONDS)).isTrue();
  }

  private List<String> drained() {
    List<String> texts = new ArrayList<>();
    for (ControllerEvent event = queue.poll(); event != null; event = queue.poll()) {
      texts.add(((Warned) event).text());
    }
    return texts;
  }

  private static Warned warned(int number) {
    return new Warned(TestClock.START, Integer.toString(number));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
