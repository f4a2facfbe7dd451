package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuTimesTest {
  private static final String SELF = "19561 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 70 30 0 0 20 0\n";

  @TempDir
  private Path directory;

  private FakeMachine machine;
  private CpuTimes times;

  @BeforeEach
  void makeMachine() {
    machine = new FakeMachine(directory).with("proc/self/stat", SELF);
    times = new CpuTimes(new HostFiles(directory));
  }

  @Test
  void neitherWaitingNorStolenTimeIsWorkAndGuestsAreCountedOnce() {
    machine.with("proc/stat", "cpu  100 20 30 1000 50 1 2 3 40 5\ncpu0 1 1 1 1\nintr 5\n");
    assertThat(times.look()).isTrue();
    assertThat(times.busy()).isEqualTo(153);
    assertThat(times.all()).isEqualTo(1206);
    assertThat(times.process()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cpu", "cpu  1 2 3\n", "cpu  1 x 3 4 5\n", "intr 1 2 3 4 5\n"})
  void nonsenseIsNoReading(String stat) {
    machine.with("proc/stat", stat);
    assertThat(times.look()).isFalse();
  }

  @Test
  void missingFilesAreNoReading() {
    assertThat(times.look()).isFalse();
    machine.with("proc/stat", "cpu  1 2 3 4 5 6 7\n").with("proc/self/stat", "1 (x) S 1 2\n");
    assertThat(times.look()).isFalse();
  }

  @Test
  void theLoadOfTheMachineIsWorkOfAllTime() {
    machine.with("proc/stat", "cpu  100 0 0 100 0 0 0 0\n");
    CpuLoad load = CpuLoad.ofMachine(times);
    machine.with("proc/stat", "cpu  175 0 0 125 0 0 0 0\n");
    assertThat(load.since(1)).isCloseTo(0.75, within(1e-12));
    assertThat(load.since(1)).isNaN();
    FakeMachine.remove(directory.resolve("proc/stat"));
    assertThat(load.since(1)).isNaN();
    machine.with("proc/stat", "cpu  275 0 0 225 0 0 0 0\n");
    assertThat(load.since(1)).isNaN();
    machine.with("proc/stat", "cpu  285 0 0 255 0 0 0 0\n");
    assertThat(load.since(1)).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void timesThatGoBackAsAProcessorIsSwitchedOffTellNoLoad() {
    machine.with("proc/stat", "cpu  100 0 0 100 0 0 0 0\n");
    CpuLoad load = CpuLoad.ofMachine(times);
    machine.with("proc/stat", "cpu  120 0 0 60 0 0 0 0\n");
    assertThat(load.since(1)).isNaN();
    machine.with("proc/stat", "cpu  140 0 0 80 0 0 0 0\n");
    assertThat(load.since(1)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void theLoadOfAProcessIsItsTimeOfTheThreadsItMayUse() {
    long[] cpu = {1_000};
    CpuLoad load = CpuLoad.ofProcess(() -> cpu[0], 2.5);
    cpu[0] += 500;
    assertThat(load.since(1000)).isCloseTo(0.2, within(1e-12));
    cpu[0] = -1;
    assertThat(load.since(1000)).isNaN();
    cpu[0] = 7;
    assertThat(load.since(1000)).isNaN();
    assertThat(load.since(1000)).isZero();
  }
}
