package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
  private static double[] values() {
    return new SplittableRandom(42).doubles(300, 20, 900).toArray();
  }

  @Test
  void equalStretchesHaveEqualFingerprintsWhereverTheyBegin() {
    double[] values = values();
    System.arraycopy(values, 10, values, 200, 60);
    Fingerprints prints = new Fingerprints(values);
    assertThat(prints.of(200, 260)).isEqualTo(prints.of(10, 70));
    assertThat(new Fingerprints(values().clone()).of(3, 200))
        .isEqualTo(new Fingerprints(values()).of(3, 200));
  }

  @Test
  void noTwoStretchesOfDifferentValuesAreTakenForOneAnother() {
    Set<Fingerprints.Fingerprint> seen = new HashSet<>();
    Fingerprints prints = new Fingerprints(values());
    for (int from = 0; from < 300; from++) {
      for (int to = from + 1; to <= 300; to++) {
        assertThat(seen.add(prints.of(from, to))).isTrue();
      }
    }
  }

  @Test
  void everyChangeOfOneValueOrOfTheOrderShows() {
    Fingerprints.Fingerprint before = new Fingerprints(values()).of(0, 300);
    for (int i = 0; i < 299; i++) {
      double[] changed = values();
      changed[i] = Math.nextUp(changed[i]);
      assertThat(new Fingerprints(changed).of(0, 300)).isNotEqualTo(before);
      double[] swapped = values();
      swapped[i] = values()[i + 1];
      swapped[i + 1] = values()[i];
      assertThat(new Fingerprints(swapped).of(0, 300)).isNotEqualTo(before);
    }
  }

  @Test
  void constantsOfDifferentLengthDiffer() {
    Fingerprints zeros = new Fingerprints(new double[50]);
    assertThat(zeros.of(0, 20)).isNotEqualTo(zeros.of(0, 21)).isEqualTo(zeros.of(30, 50));
  }
}
