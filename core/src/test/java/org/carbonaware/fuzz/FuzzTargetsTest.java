package org.carbonaware.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fuzz target on sound bytes and on seeded mutations of them. */
@Timeout(60)
class FuzzTargetsTest {
  private static final int MUTATIONS = 150;

  @ParameterizedTest
  @EnumSource
  void takesWhatIsSound(FuzzTarget target) {
    assertThat(target.seeds()).isNotEmpty();
    for (byte[] seed : target.seeds()) {
      assertThatCode(() -> target.run(seed)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNotInWords(FuzzTarget target) {
    Mutations mutations = new Mutations(42);
    List<byte[]> seeds = target.seeds();
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] input = mutations.of(seeds.get(i % seeds.size()));
      assertThatCode(() -> target.run(input))
          .as(() -> new String(input, StandardCharsets.UTF_8))
          .doesNotThrowAnyException();
    }
  }
}
