package org.carbonaware.checkpoint.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.junit.jupiter.api.Test;

class TrainingFingerprintTest {
  private static TrainingFingerprint.Builder one() {
    return TrainingFingerprint.builder().digest("parameters", "00ff");
  }

  @Test
  void keepsItsOrder() {
    TrainingFingerprint fingerprint = one()
        .digest("a", "1")
        .counter("z", 1)
        .counter("b", 2)
        .loss(11, 0.5)
        .loss(2, 0.25)
        .build();

    assertThat(fingerprint.arrays().keySet()).containsExactly("parameters", "a");
    assertThat(fingerprint.counters().keySet()).containsExactly("z", "b");
    assertThat(fingerprint.lossBits())
        .containsExactly(
            Map.entry(2L, Double.doubleToRawLongBits(0.25)),
            Map.entry(11L, Double.doubleToRawLongBits(0.5)));
  }

  @Test
  void digestsRawBits() {
    assertThat(one().array("a", new double[] {0.0}).build())
        .isNotEqualTo(one().array("a", new double[] {-0.0}).build());
    assertThat(one().array("a", new float[] {Float.intBitsToFloat(0x7fc00000)}).build())
        .isNotEqualTo(
            one().array("a", new float[] {Float.intBitsToFloat(0x7fc00001)}).build());
    assertThat(one().array("a", new float[] {1.5f}).build())
        .isEqualTo(one().array("a", new byte[] {0x3f, (byte) 0xc0, 0, 0}).build());
  }

  @Test
  void takesFilesAndWholeNumbersOfASnapshot() {
    Snapshot snapshot = new Snapshot(
        TrainingIdentity.of("toy", "1", "", ""),
        Map.of("t", "-17", "exact", "true", "mode", "STEP", "huge", "9223372036854775808"),
        List.of(new Snapshot.File("weights", out -> out.write(new byte[] {1, 2}))));

    assertThat(TrainingFingerprint.builder().snapshot(snapshot).build())
        .isEqualTo(TrainingFingerprint.builder()
            .array("weights", new byte[] {1, 2})
            .counter("t", -17)
            .build());
  }

  @Test
  void survivesJsonBitForBit() {
    TrainingFingerprint fingerprint = one()
        .array("odd \"name\"\n", new double[] {1, 2})
        .counter("largest", Long.MAX_VALUE)
        .counter("smallest", Long.MIN_VALUE)
        .loss(1, Double.NaN)
        .loss(2, -0.0)
        .loss(3, Double.MIN_VALUE)
        .build();

    assertThat(fingerprint.toJson()).doesNotContain("\n");
    assertThat(TrainingFingerprint.fromJson(fingerprint.toJson())).isEqualTo(fingerprint);
  }

  @Test
  void refusesWhatIsNoFingerprint() {
    assertThatThrownBy(() -> TrainingFingerprint.fromJson("{\"arrays\": 1}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Not a training fingerprint");
  }

  @Test
  void namesEachDifference() {
    TrainingFingerprint straight = one()
        .digest("updater", "aa")
        .counter("iteration", 9)
        .loss(7, 1)
        .loss(8, 0.5)
        .loss(9, 0.25)
        .build();
    TrainingFingerprint resumed = one()
        .digest("extra", "bb")
        .counter("iteration", 8)
        .loss(8, Math.nextUp(0.5))
        .loss(9, 0.125)
        .build();

    assertThat(FingerprintComparison.differences(straight, resumed))
        .containsExactly(
            "array updater is only in the straight run",
            "array extra is only in the resumed run",
            "counter iteration differs: straight 9, resumed 8",
            "loss of iteration 8 differs: straight 0.5 (0x3fe0000000000000), resumed"
                + " 0.5000000000000001 (0x3fe0000000000001); the first of 2 among 2 compared");
    assertThat(FingerprintComparison.differences(straight, straight)).isEmpty();
  }

  @Test
  void comparingNothingIsNotExact() {
    TrainingFingerprint nothing = TrainingFingerprint.builder().build();

    assertThat(FingerprintComparison.differences(nothing, nothing))
        .singleElement()
        .asString()
        .contains("nothing to compare");
  }
}
