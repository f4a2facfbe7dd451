package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each place in a training has its own random numbers, the same in every process. */
class SeedPlanTest {
  private final List<Integer> seeded = new ArrayList<>();

  private SeedPlan plan(int seed, boolean everyEpoch, boolean everyBatch) {
    return new SeedPlan(seeded::add, seed, everyEpoch, everyBatch);
  }

  private static void pass(SeedPlan plan, int epochs, int batches) {
    for (long epoch = 0; epoch < epochs; epoch++) {
      plan.epochBegins(epoch);
      for (long batch = 0; batch < batches; batch++) {
        plan.batchBegins(epoch, batch);
      }
    }
  }

  @Test
  void noTwoPositionsShareTheirNumbers() {
    pass(plan(42, true, true), 100, 100);

    // 10,100 seeds of 32 bits: 0.01 pairs are expected to share one.
    assertThat(new HashSet<>(seeded)).hasSizeGreaterThanOrEqualTo(10_099);
  }

  @Test
  void neitherDoPlansOfNeighbouringSeeds() {
    for (int seed = -10; seed < 10; seed++) {
      pass(plan(seed, true, true), 10, 10);
    }

    assertThat(new HashSet<>(seeded)).hasSizeGreaterThanOrEqualTo(2_199);
  }

  @Test
  void aRestoredPlanGoesOnAsTheFirst() {
    pass(plan(42, true, true), 3, 3);
    List<Integer> first = List.copyOf(seeded);
    seeded.clear();
    SeedPlan other = plan(7, true, true);
    other.restore(42);
    pass(other, 3, 3);

    assertThat(seeded).isEqualTo(first);
    assertThat(other.seed()).isEqualTo(42);
  }

  /**
   * Computed apart, in Python, from the published constants. A checkpoint of today must mean the
   * same numbers tomorrow.
   */
  @Test
  void theNumbersOfAPlaceNeverChange() {
    SeedPlan plan = plan(42, true, true);
    plan.epochBegins(0);
    plan.batchBegins(0, 0);
    plan.batchBegins(7, 1000);
    SeedPlan negative = plan(-1, true, true);
    negative.epochBegins(3);
    assertThat(seeded).containsExactly(-1_535_779_943, 1_662_041_860, -380_998_087, 1_307_099_844);
  }

  @Test
  void seedsOnlyWhereItIsMeantTo() {
    pass(plan(42, true, false), 3, 5);
    assertThat(seeded).hasSize(3);

    seeded.clear();
    pass(plan(42, false, false), 3, 5);
    assertThat(seeded).isEmpty();
  }
}
