package org.carbonaware.examples.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.carbonaware.examples.images.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImageArraysTest {
  private static final List<List<Integer>> PINNED =
      List.of(List.of(4, 5, 1, 7), List.of(3, 9, 2, 6), List.of(0, 8));

  @BeforeAll
  static void prepare() {
    assertThat(new DjlFramework().prepare()).isEmpty();
  }

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

  /** The images of each batch of one epoch, by number. */
  private static List<List<Integer>> epoch(ArrayDataset data, NDManager manager)
      throws IOException, TranslateException {
    List<List<Integer>> batches = new ArrayList<>();
    for (Batch batch : data.getData(manager)) {
      float[] pixels = batch.getData().singletonOrThrow().toFloatArray();
      float[] labels = batch.getLabels().singletonOrThrow().toFloatArray();
      List<Integer> images = new ArrayList<>();
      for (int row = 0; row < pixels.length; row++) {
        int image = Math.round(pixels[row] * 255);
        assertThat(labels[row]).isEqualTo(image % 3);
        images.add(image);
      }
      batches.add(images);
      batch.close();
    }
    return batches;
  }

  @Test
  void handOutEveryImageOncePerEpoch() throws IOException, TranslateException {
    try (NDManager manager = NDManager.newBaseManager()) {
      ArrayDataset data = ImageArrays.dataset(numbered(100), manager, 32, true);

      for (int epoch = 0; epoch < 3; epoch++) {
        List<List<Integer>> batches = epoch(data, manager);

        assertThat(batches).extracting(List::size).containsExactly(32, 32, 32, 4);
        assertThat(batches.stream().flatMap(List::stream))
            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
      }
    }
  }

  /** Pinned: another JVM must come to the same order. */
  @Test
  void shuffleAlikeEverywhere() throws IOException, TranslateException {
    try (NDManager manager = NDManager.newBaseManager()) {
      ArrayDataset data = ImageArrays.dataset(numbered(10), manager, 4, true);
      Engine.getInstance().setRandomSeed(42);

      assertThat(epoch(data, manager)).isEqualTo(PINNED);
      assertThat(epoch(data, manager)).isNotEqualTo(PINNED);
    }
  }

  @Test
  void keepTheOrderIfNotShuffled() throws IOException, TranslateException {
    try (NDManager manager = NDManager.newBaseManager()) {
      ArrayDataset data = ImageArrays.dataset(numbered(5), manager, 3, false);

      assertThat(epoch(data, manager)).containsExactly(List.of(0, 1, 2), List.of(3, 4));
    }
  }
}
