package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.tck.PausedByHand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Data that passes the gate between two batches, and is what it was otherwise. */
class GuardedIteratorTest {
  private final CarbonController controller = PausedByHand.control().start();
  private final DataPosition position = new DataPosition(controller);
  private final ListedTraining training = new ListedTraining(position);
  private final List<String> told = training.told;
  private final GuardedIterator<Integer> data = new GuardedIterator<>(
      told(List.of(7, 8, 9).iterator()),
      new BatchBoundary(
          controller, position, training, () -> told.add("first"), () -> told.add("leaves")));

  @AfterEach
  void close() {
    controller.close();
  }

  private Iterator<Integer> told(Iterator<Integer> inner) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        told.add("asked");
        return inner.hasNext();
      }

      @Override
      public Integer next() {
        told.add("read");
        return inner.next();
      }
    };
  }

  @Test
  void givesWhatTheDataHasAndCountsIt() {
    List<Integer> given = new ArrayList<>();
    while (data.hasNext()) {
      given.add(data.next());
    }
    assertThat(given).containsExactly(7, 8, 9);
    assertThat(position.epochs()).isEqualTo(1);
    assertThat(controller.batchesDone()).isEqualTo(3);
  }

  @Test
  void aBatchIsGivenOnlyAfterItIsRead() {
    data.next();
    data.next();
    assertThat(told).containsExactly("first", "read", "given", "taken", "read", "given");
    assertThat(position.batchesInEpoch()).as("the second is under way").isEqualTo(1);
  }

  @Test
  void anotherWayOfReadingIsGuardedAlike() {
    Supplier<Integer> elsewhere = () -> {
      told.add("elsewhere");
      return 42;
    };
    assertThat(data.next(elsewhere)).isEqualTo(42);
    assertThat(data.hasNext()).isTrue();
    assertThat(told).containsExactly("first", "elsewhere", "given", "asked", "taken");
  }
}
