package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Facts from two sources are put together one by one. */
class TrainingFactsTest {
  private static TrainingFacts known(int bits, String said) {
    return new TrainingFacts(
        text(bits, 0, said),
        text(bits, 1, said),
        text(bits, 2, said),
        count(bits, 3, said),
        count(bits, 4, said),
        count(bits, 5, said),
        isKnown(bits, 6) ? OptionalDouble.of(said.length()) : OptionalDouble.empty(),
        text(bits, 7, said),
        text(bits, 8, said));
  }

  private static boolean isKnown(int bits, int fact) {
    return (bits >> fact & 1) == 1;
  }

  private static Optional<String> text(int bits, int fact, String said) {
    return Optional.of(said).filter(text -> isKnown(bits, fact));
  }

  private static OptionalLong count(int bits, int fact, String said) {
    return isKnown(bits, fact) ? OptionalLong.of(said.length()) : OptionalLong.empty();
  }

  @Test
  void whatOneKnowsCountsAndWhatItDoesNotTheOtherTells() {
    TrainingFacts all = known(511, "theirs");
    assertThat(TrainingFacts.UNKNOWN.or(all)).isEqualTo(all);
    assertThat(all.or(TrainingFacts.UNKNOWN)).isEqualTo(all);
    for (int fact = 0; fact < 9; fact++) {
      TrainingFacts mine = known(1 << fact, "mine");
      assertThat(mine.or(known(511 - (1 << fact), "mine"))).isEqualTo(known(511, "mine"));
      assertThat(mine.or(known(1 << fact, "theirs"))).isEqualTo(mine);
      assertThat(all.or(mine)).isEqualTo(all);
    }
  }

  @Test
  void aNameForModelOrTaskChangesNothingElse() {
    for (TrainingFacts facts : new TrainingFacts[] {TrainingFacts.UNKNOWN, known(511, "theirs")}) {
      TrainingFacts named = facts.withModel("mine").withTask("mine");
      assertThat(named).isEqualTo(known(0b100000001, "mine").or(facts));
    }
  }
}
