package org.carbonaware.examples.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carbonaware.examples.images.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;

class ImageBatchesTest {

  /** One pixel per image, as bright as its number, so that an order can be read back. */
  private static Images numbered(int count) {
    byte[] pixels = new byte[count];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = (byte) i;
      labels[i] = (byte) (i % 3);
    }
    return new Images(1, 1, pixels, labels, List.of("a", "b", "c"));
  }

  static Stream<Arguments> shapes() {
    SplittableRandom random = new SplittableRandom(42);
    return IntStream.range(0, 20)
        .mapToObj(
            i -> Arguments.of(random.nextInt(1, 256), random.nextInt(1, 70), random.nextLong()));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void handsOutEveryImageOncePerEpoch(int count, int batchSize, long seed) {
    ImageBatches batches = new ImageBatches(numbered(count), batchSize, seed);

    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(epochOf(batches))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, count).boxed().toList());
      batches.reset();
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void goesOnInANewIteratorAsTheOldOneWouldHave(int count, int batchSize, long seed) {
    ImageBatches old = new ImageBatches(numbered(count), batchSize, seed);
    List<List<Integer>> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 4; epoch++) {
      epochs.add(epochOf(old));
      old.reset();
    }

    ImageBatches resumed = new ImageBatches(numbered(count), batchSize, seed);
    resumed.reset();
    resumed.next(1); // an epoch left halfway must not change the next one
    resumed.reset();

    assertThat(resumed.epoch()).isEqualTo(2);
    assertThat(epochOf(resumed)).isEqualTo(epochs.get(2));
    resumed.reset();
    assertThat(epochOf(resumed)).isEqualTo(epochs.get(3));
  }

  /** Pinned: another JVM must come to the same order. */
  @Test
  void shufflesAlikeEverywhere() {
    ImageBatches batches = new ImageBatches(numbered(10), 4, 42);

    assertThat(epochOf(batches)).containsExactly(4, 6, 7, 0, 9, 5, 1, 2, 3, 8);
    batches.reset();
    assertThat(epochOf(batches)).containsExactly(0, 3, 4, 6, 1, 5, 9, 2, 7, 8);
  }

  @Test
  void ordersByEpochAndSeed() {
    ImageBatches batches = new ImageBatches(numbered(100), 10, 1);
    List<Integer> first = epochOf(batches);
    batches.reset();

    assertThat(epochOf(batches)).isNotEqualTo(first);
    assertThat(epochOf(new ImageBatches(numbered(100), 10, 2))).isNotEqualTo(first);
  }

  @Test
  void endsAnEpochWithTheSmallerBatch() {
    ImageBatches batches = new ImageBatches(numbered(10), 4, 42);

    assertThat(batches.batchesPerEpoch()).isEqualTo(3);
    assertThat(batches.next().numExamples()).isEqualTo(4);
    assertThat(batches.next().numExamples()).isEqualTo(4);
    assertThat(batches.next().numExamples()).isEqualTo(2);
    assertThat(batches.hasNext()).isFalse();
    assertThatThrownBy(batches::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("epoch 0 is over after 10 images; reset() starts the next");
  }

  @Test
  void labelsEachImageWithItsClass() {
    DataSet batch = new ImageBatches(numbered(10), 10, 42).next();

    assertThat(batch.getLabels().shape()).containsExactly(10, 3);
    for (int row = 0; row < 10; row++) {
      int image = Math.round(batch.getFeatures().getFloat(row, 0) * 255);
      for (int label = 0; label < 3; label++) {
        assertThat(batch.getLabels().getFloat(row, label)).isEqualTo(label == image % 3 ? 1 : 0);
      }
    }
  }

  @Test
  void appliesAPreProcessorToEveryBatch() {
    ImageBatches batches = new ImageBatches(numbered(4), 4, 42);

    batches.setPreProcessor(batch -> batch.getFeatures().muli(0));

    assertThat(batches.getPreProcessor()).isNotNull();
    assertThat(batches.next().getFeatures().sumNumber().doubleValue()).isZero();
  }

  @Test
  void describesItself() {
    ImageBatches batches = new ImageBatches(numbered(10), 4, 42);

    assertThat(batches.batch()).isEqualTo(4);
    assertThat(batches.inputColumns()).isEqualTo(1);
    assertThat(batches.totalOutcomes()).isEqualTo(3);
    assertThat(batches.getLabels()).containsExactly("a", "b", "c");
    assertThat(batches.resetSupported()).isTrue();
    assertThat(batches.asyncSupported()).isFalse();
    assertThatThrownBy(() -> new ImageBatches(numbered(10), 0, 42))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Integer> epochOf(ImageBatches batches) {
    List<Integer> images = new ArrayList<>();
    while (batches.hasNext()) {
      DataSet batch = batches.next();
      for (int row = 0; row < batch.numExamples(); row++) {
        images.add(Math.round(batch.getFeatures().getFloat(row, 0) * 255));
      }
    }
    return images;
  }
}
