package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.carbonaware.energy.nvml.GpuPowerLimit.Limits;
import org.carbonaware.energy.nvml.GpuPowerLimit.Outcome;
import org.carbonaware.energy.nvml.GpuPowerLimit.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuPowerLimitTest {
  private FakeNvml fake;

  @BeforeEach
  void build() throws Exception {
    fake = FakeNvml.build().with("ROOT", 1);
  }

  @AfterEach
  void forget() {
    fake.close();
  }

  private GpuPowerLimit open() {
    return GpuPowerLimit.open(fake.openGpus());
  }

  private static double current(GpuPowerLimit limit) {
    return limit.read().get(0).currentWatts().orElseThrow();
  }

  @Test
  void readsTheLimitsInWatts() {
    try (GpuPowerLimit limit = open()) {
      assertThat(limit.read())
          .hasSize(2)
          .first()
          .isEqualTo(new Limits(
              "gpu0",
              "Fake GPU 1",
              OptionalDouble.of(300),
              OptionalDouble.of(300),
              OptionalDouble.of(100),
              OptionalDouble.of(400)));
    }
  }

  @Test
  void whatTheDriverDoesNotTellIsEmpty() throws Exception {
    try (FakeNvml bare = FakeNvml.build(FakeNvml.OLD_DRIVER, FakeNvml.BARE_DRIVER);
        GpuPowerLimit limit = GpuPowerLimit.open(bare.openGpus())) {
      assertThat(limit.read())
          .first()
          .isEqualTo(new Limits(
              "gpu0",
              "Fake GPU 1",
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty()));
      assertThat(limit.set(200))
          .first()
          .isEqualTo(new Result(
              "gpu0",
              Outcome.NOT_SUPPORTED,
              "gpu0 (Fake GPU 1) can't be limited: the driver is too old"));
    }
  }

  @Test
  void limitsEachVisibleGpuAndRestoresOnClosing() {
    fake.withVisibleDevices("0");
    try (GpuPowerLimit watched = open()) {
      try (GpuPowerLimit limit = open()) {
        assertThat(limit.set(220))
            .containsExactly(
                new Result("gpu0", Outcome.SET, "gpu0 (Fake GPU 1) is limited to 220 W"));
        limit.set(180);
        assertThat(current(watched)).isEqualTo(180);
      }
      assertThat(current(watched)).as("what was set first is gone too").isEqualTo(300);
    }
    try (GpuPowerLimit all = GpuPowerLimit.open(fake.withVisibleDevices(null).openGpus())) {
      assertThat(all.read()).extracting(Limits::currentWatts).containsOnly(OptionalDouble.of(300));
    }
  }

  @Test
  void anOldDriversLimitIsRestoredToo() throws Exception {
    try (FakeNvml old = FakeNvml.build(FakeNvml.OLD_DRIVER).with("ROOT", 1);
        GpuPowerLimit watched = GpuPowerLimit.open(old.openGpus())) {
      try (GpuPowerLimit limit = GpuPowerLimit.open(old.openGpus())) {
        limit.set(200);
        assertThat(current(watched)).isEqualTo(200);
      }
      assertThat(current(watched)).isEqualTo(300);
    }
  }

  @Test
  void leavesALimitAloneThatSomeoneElseHasSetSince() {
    try (GpuPowerLimit watched = open();
        GpuPowerLimit other = open()) {
      try (GpuPowerLimit limit = open()) {
        limit.set(220);
        other.set(150);
      }
      assertThat(current(watched)).isEqualTo(150);
    }
  }

  @Test
  void canBeRestoredBeforeClosingAndLimitedAgain() {
    try (GpuPowerLimit limit = open()) {
      limit.set(220);
      assertThat(limit.restore())
          .first()
          .isEqualTo(
              new Result("gpu0", Outcome.SET, "gpu0 (Fake GPU 1) is limited to 300 W again"));
      assertThat(limit.restore()).as("nothing is left to restore").isEmpty();
      limit.set(200);
      assertThat(current(limit)).isEqualTo(200);
    }
  }

  @Test
  void saysWhatToDoWithoutPermission() {
    fake.without("ROOT");
    try (GpuPowerLimit limit = open()) {
      assertThat(limit.set(220))
          .hasSize(2)
          .first()
          .isEqualTo(new Result(
              "gpu0",
              Outcome.NO_PERMISSION,
              "gpu0 (Fake GPU 1) may not be limited to 220 W by this user: run with CAP_SYS_ADMIN"
                  + " or as root, or let root run \"nvidia-smi -i GPU-1000-fake -pl 220\""));
      assertThat(current(limit)).isEqualTo(300);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {99.999, 400.001, 2e6})
  void namesTheRangeOfALimitOutsideOfIt(double watts) {
    try (GpuPowerLimit limit = open()) {
      Result result = limit.set(watts).get(0);
      assertThat(result.outcome()).isEqualTo(Outcome.OUT_OF_RANGE);
      assertThat(result.message()).endsWith(" W: expected 100 to 400 W");
      assertThat(current(limit)).isEqualTo(300);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 400})
  void takesTheEndsOfTheRange(double watts) {
    try (GpuPowerLimit limit = open()) {
      limit.set(watts);
      assertThat(current(limit)).isEqualTo(watts);
    }
  }

  @Test
  void theBoardRefusesWhereTheRangeIsNotKnown() {
    fake.with("RANGE_CODE", NvmlCodes.NOT_SUPPORTED);
    try (GpuPowerLimit limit = open()) {
      assertThat(limit.set(50).get(0))
          .isEqualTo(new Result(
              "gpu0", Outcome.OUT_OF_RANGE, "gpu0 (Fake GPU 1) can't be limited to 50 W"));
    }
  }

  @Test
  void saysWhatABoardDoesNotSupportAndWhatFails() {
    fake.with("SET_CODE", 1, NvmlCodes.NOT_SUPPORTED).with("SET_CODE", 0, NvmlCodes.GPU_IS_LOST);
    try (GpuPowerLimit limit = open()) {
      assertThat(limit.set(220))
          .containsExactly(
              new Result(
                  "gpu0",
                  Outcome.NOT_SUPPORTED,
                  "gpu0 (Fake GPU 1) can't be limited: its model does not support that"),
              new Result(
                  "gpu1",
                  Outcome.FAILED,
                  "gpu1 (Fake GPU 0) can't be limited now: the GPU is lost"));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoLimit(double watts) {
    try (GpuPowerLimit limit = open()) {
      assertThatThrownBy(() -> limit.set(watts))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("power limit " + watts + " W: expected above 0");
    }
  }

  @Test
  void doesNothingAfterClosing() {
    GpuPowerLimit limit = open();
    limit.close();
    limit.close();
    assertThat(limit.read()).isEmpty();
    assertThat(limit.set(200)).isEmpty();
    assertThat(limit.restore()).isEmpty();
    assertThat(fake.opened()).isZero();
  }

  @Test
  void aLoweredLimitLowersTheModelOfAGpuWhosePowerCannotBeRead() {
    fake.with("ENERGY_CODE", NvmlCodes.UNKNOWN)
        .with("POWER_CODE", NvmlCodes.NOT_SUPPORTED)
        .with("FIELDS_CODE", NvmlCodes.NOT_SUPPORTED)
        .withVisibleDevices("0");
    try (GpuPowerLimit limit = open();
        NvmlMeter meter = fake.openMeter()) {
      limit.set(200);
      meter.sample();
      fake.pass(10, meter);
      assertThat(meter.read().joules()).isEqualTo(2_000);
    }
  }
}
