package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.grid.tck.LoggedText;
import org.junit.jupiter.api.Test;

/** Who is told what, also where one of them fails or never returns. */
class ListenersTest {
  private static final Warned EVENT = new Warned(TestClock.START, "a test");

  private final List<String> told = new ArrayList<>();
  private final Named first = new Named("first");
  private final Named second = new Named("second");
  private final Named third = new Named("third");
  private final Listeners listeners = new Listeners(List.of(first, second, third));

  private final class Named implements ControllerListener {
    private final String name;
    private Runnable whenTold = () -> {};

    private Named(String name) {
      this.name = name;
    }

    @Override
    public void onEvent(ControllerEvent event) {
      told.add(name);
      whenTold.run();
    }

    @Override
    public void onClose() {
      told.add(name + " closed");
    }
  }

  @Test
  void eachIsToldOnceInTurnHoweverOftenItWasAdded() {
    listeners.add(first);
    listeners.tell(EVENT);
    listeners.close();
    assertThat(told)
        .containsExactly(
            "first", "second", "third", "first closed", "second closed", "third closed");
  }

  @Test
  void oneThatFailsIsLoggedOnceAndTheOthersAreTold() {
    first.whenTold = () -> {
      throw new IllegalStateException("full disk");
    };
    try (LoggedText logged = new LoggedText()) {
      listeners.tell(EVENT);
      assertThat(logged.text()).contains("a controller listener failed", "full disk");
      listeners.tell(EVENT);
      assertThat(logged.text()).containsOnlyOnce("a controller listener failed");
    }
    assertThat(told).containsExactly("first", "second", "third", "first", "second", "third");
  }

  /** The second never returns: the thread that takes over tells those after it. */
  @Test
  void afterOneThatNeverReturnsTheOthersAreToldAndItNothingMore() {
    second.whenTold = () -> {
      listeners.goOnAfterTheLast();
      assertThat(told).containsExactly("first", "second", "third");
      told.clear();
      listeners.close();
      assertThat(told).containsExactly("first closed", "third closed");
      told.add("end");
    };
    listeners.tell(EVENT);
    assertThat(told).startsWith("first closed", "third closed", "end");
  }

  @Test
  void whereNobodyIsBeingToldNobodyIsToldAgain() {
    listeners.goOnAfterTheLast();
    listeners.tell(EVENT);
    told.clear();
    listeners.goOnAfterTheLast();
    assertThat(told).isEmpty();
  }

  @Test
  void anInterruptIsKeptFromListenersAndForTheCaller() {
    List<Boolean> seen = new ArrayList<>();
    first.whenTold = () -> {
      seen.add(Thread.currentThread().isInterrupted());
      Thread.currentThread().interrupt(); // its own
    };
    second.whenTold = () -> seen.add(Thread.currentThread().isInterrupted());
    Thread.currentThread().interrupt();
    listeners.tell(EVENT);
    assertThat(Thread.interrupted()).isTrue();
    listeners.tell(EVENT);
    assertThat(Thread.interrupted()).as("a listener's own").isFalse();
    assertThat(seen).containsExactly(false, false, false, false);
  }
}
