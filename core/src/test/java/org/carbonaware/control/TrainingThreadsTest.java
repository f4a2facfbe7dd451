package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is waited for at a standstill, and who is not any more. */
class TrainingThreadsTest {
  private final TrainingThreads threads = new TrainingThreads();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread one = new Thread(this::live);
  private final Thread other = new Thread(this::live);

  private void live() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @BeforeEach
  void begin() {
    one.start();
    other.start();
  }

  @AfterEach
  void end() throws InterruptedException {
    over.countDown();
    one.join();
    other.join();
  }

  @Test
  void allStandWhenEveryAnnouncedThreadIsParked() {
    assertThat(threads.allStand()).as("nobody is announced").isTrue();
    threads.announce(one);
    threads.announce(other);
    assertThat(threads.announced()).isEqualTo(2);
    assertThat(threads.allStand()).isFalse();
    threads.park(one, false);
    assertThat(threads.parked()).isEqualTo(1);
    assertThat(threads.allStand()).isFalse();
    threads.park(other, false);
    assertThat(threads.allStand()).isTrue();
    threads.unpark(one);
    assertThat(threads.parked()).isEqualTo(1);
    assertThat(threads.allStand()).isFalse();
  }

  @Test
  void oneOfThemCanSaveIfAnyParkedOneCan() {
    assertThat(threads.oneCanSave()).isFalse();
    threads.park(one, false);
    assertThat(threads.oneCanSave()).isFalse();
    threads.park(other, true);
    assertThat(threads.oneCanSave()).isTrue();
    threads.unpark(other);
    assertThat(threads.oneCanSave()).isFalse();
  }

  @Test
  void aThreadThatIsDeadIsNotWaitedFor() throws InterruptedException {
    threads.announce(one);
    threads.announce(other);
    threads.park(one, true);
    assertThat(threads.allStand()).isFalse();
    end();
    assertThat(threads.allStand()).isTrue();
    assertThat(threads.announced()).isZero();
  }

  @Test
  void whoWasGivenUpIsOneOfThemStillAndIsWaitedForWhenItComesBack() {
    threads.announce(one);
    threads.announce(other);
    threads.park(one, true);

    assertThat(threads.giveUpTheAbsent()).isEqualTo(1);

    assertThat(threads.allStand()).isTrue();
    assertThat(threads.announced()).isEqualTo(1);
    assertThat(threads.all()).containsExactlyInAnyOrder(one, other);
    assertThat(threads.giveUpTheAbsent()).as("it was given up already").isZero();
    threads.park(other, true); // late
    threads.unpark(other);
    assertThat(threads.announced()).isEqualTo(2);
    assertThat(threads.allStand()).isFalse();
  }

  @Test
  void whoWasGivenUpAndDiedIsForgottenAtTheNextTime() throws InterruptedException {
    threads.announce(one);
    assertThat(threads.giveUpTheAbsent()).isEqualTo(1);
    end();
    assertThat(threads.all()).containsExactly(one);
    assertThat(threads.giveUpTheAbsent()).isZero();
    assertThat(threads.all()).isEmpty();
  }

  @Test
  void allHaveLeftOnlyWhenTheLastHas() {
    assertThat(threads.allLeft()).as("unannounced ones may come").isFalse();
    threads.announce(one);
    threads.announce(other);
    threads.leave(one);
    assertThat(threads.allLeft()).isFalse();
    threads.giveUpTheAbsent();
    threads.leave(one); // once more
    assertThat(threads.allLeft()).as("one that was given up").isFalse();
    threads.leave(other);
    assertThat(threads.allLeft()).isTrue();
    assertThat(threads.all()).isEmpty();
    threads.announce(one);
    assertThat(threads.allLeft()).isFalse();
  }
}
