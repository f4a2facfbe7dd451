package org.carbonaware.grid.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "de,DE",
    "DF,",
    "SE-SE33,SE-SE3",
    "SE-SE2,SE-SE3",
    "sydnye,Sydney",
    "Sidnay,Sydney",
    "Sdnay,Sydney",
    "Sdna,",
    "X,",
    "CAISO-NORTH,CAISO_NORTH"
  })
  void findsWhatWasMeant(String word, String meant) {
    List<String> known = List.of("DE", "FR", "SE-SE3", "Sydney", "CAISO_NORTH");
    assertThat(Spelling.nearest(word, known).orElse(null)).isEqualTo(meant);
  }

  @Test
  void theNearestWins() {
    assertThat(Spelling.nearest("AUCKLAN", List.of("AUCKLXX", "auckland"))).contains("auckland");
  }
}
