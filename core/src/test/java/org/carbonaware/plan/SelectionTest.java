package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SelectionTest {
  /** Orders that are hard for a pivot: rising, falling, flat, organ pipes, few and many values. */
  static Stream<double[]> orders(int size) {
    SplittableRandom random = new SplittableRandom(size);
    double[] rising = new double[size];
    double[] falling = new double[size];
    double[] pipes = new double[size];
    Arrays.setAll(rising, i -> i);
    Arrays.setAll(falling, i -> -i);
    Arrays.setAll(pipes, i -> Math.min(i, size - i));
    return Stream.of(
        rising,
        falling,
        pipes,
        new double[size],
        random.ints(size, 0, 3).asDoubleStream().toArray(),
        random.doubles(size, -5, 900).toArray());
  }

  @Test
  void findsWhatSortingWouldPutThere() {
    for (int size : new int[] {1, 2, 3, 10, 101}) {
      orders(size).forEach(values -> {
        double[] kept = values.clone();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int place = 1; place <= size; place++) {
          assertThat(Selection.smallest(values, place)).isEqualTo(sorted[place - 1]);
        }
        assertThat(values).isEqualTo(kept);
      });
    }
  }

  /** A median-of-three pivot that is always the second smallest: it must give up and sort. */
  @Test
  void findsItWhereEveryPivotIsBad() {
    int size = 4096;
    double[] hard = new double[size];
    int half = size / 2;
    for (int i = 0; i < half; i++) {
      hard[i] = i % 2 == 0 ? i + 1 : half + i + 1;
      hard[half + i] = 2.0 * (i + 1);
    }
    double[] sorted = hard.clone();
    Arrays.sort(sorted);
    for (int place = 1; place <= size; place += 13) {
      assertThat(Selection.smallest(hard, place)).isEqualTo(sorted[place - 1]);
    }
  }
}
