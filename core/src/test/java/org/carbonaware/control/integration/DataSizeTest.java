package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Other data than a training began with is noticed, once. */
class DataSizeTest {
  private final List<String> differences = new ArrayList<>();
  private final DataSize size = new DataSize(differences::add);

  private static SavedAttributes saved() {
    Map<String, String> attributes = new TreeMap<>();
    DataSize before = new DataSize(text -> {});
    before.examples(48);
    before.firstBatch(4);
    before.save(attributes);
    return DataPositionTest.saved(attributes);
  }

  @Test
  void theSameDataIsNoDifference() {
    size.restore(saved(), true);
    size.examples(48);
    size.firstBatch(4);

    assertThat(differences).isEmpty();
  }

  @Test
  void otherDataIsToldOnce() {
    size.restore(saved(), true);
    for (int epoch = 0; epoch < 2; epoch++) {
      size.examples(52);
      size.firstBatch(8);
    }

    assertThat(differences)
        .hasSize(2)
        .anyMatch(text -> text.startsWith("the data has 52 examples, but had 48 when"))
        .anyMatch(text -> text.startsWith("the data has 8 examples in a batch, but had 4 when"));
  }

  @Test
  void batchesMayChangeBetweenEpochs() {
    size.restore(saved(), false);
    size.firstBatch(8);

    assertThat(differences).isEmpty();
  }

  @Test
  void aTrainingMayChangeItsDataAsItGoes() {
    size.examples(48);
    size.examples(52);

    assertThat(differences).isEmpty();
  }
}
