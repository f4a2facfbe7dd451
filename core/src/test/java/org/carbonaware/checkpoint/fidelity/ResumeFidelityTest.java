package org.carbonaware.checkpoint.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.fidelity.ToyTraining.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class ResumeFidelityTest {
  private static final ToyTraining SOUND = new ToyTraining(Fault.NONE);

  @TempDir
  Path work;

  @ParameterizedTest
  @CsvSource({"40, 1", "40, 17", "40, 39", "2, 1"})
  void aSoundResumeIsExact(long totalBatches, long stopAfter) {
    FidelityReport report = ResumeFidelity.check(SOUND, totalBatches, stopAfter, work);

    assertThat(report.differences()).isEmpty();
    assertThat(report.exact()).isTrue();
    assertThat(report.orThrow()).isSameAs(report);
    assertThat(report.summary())
        .isEqualTo("momentum, NONE, " + totalBatches + " batches, resumed after " + stopAfter
            + " in the same JVM: exact, bit for bit");
  }

  @ParameterizedTest
  @CsvSource({
    "FORGETS_MOMENTUM, array updater differs, loss of iteration 32 differs",
    "FORGETS_RANDOM_STATE, array parameters differs, loss of iteration 31 differs",
    "ROUNDS_PARAMETERS, array parameters differs, array updater differs",
    "COUNTS_ONE_TOO_FEW, array parameters differs, loss of iteration 31 differs",
    "FORGETS_TO_TRAIN_ON, 'counter iteration differs: straight 40, resumed 30', no iteration with",
    "FAILS_WHEN_RESUMED, the resumed run failed, no such layer"
  })
  void aBrokenResumeIsNamed(Fault fault, String first, String second) {
    FidelityReport report = ResumeFidelity.check(new ToyTraining(fault), 40, 30, work);

    assertThat(report.exact()).isFalse();
    assertThat(report.differences()).anyMatch(each -> each.contains(first));
    assertThat(report.differences()).anyMatch(each -> each.contains(second));
    assertThatThrownBy(report::orThrow)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("momentum, " + fault)
        .hasMessageContaining("NOT exact")
        .hasMessageContaining(first);
  }

  @Test
  void saysHowFarItIs() {
    List<String> progress = new ArrayList<>();

    ResumeFidelity.check(SOUND, 9, 4, work, progress::add);

    assertThat(progress)
        .containsExactly(
            "momentum, NONE: training 9 batches straight through",
            "momentum, NONE: training 4 batches, to stop there",
            "momentum, NONE: resuming from 4 to 9");
  }

  @Test
  void resumesManyScenariosInOneFreshJvm() {
    List<String> names =
        List.of("momentum, FORGETS_MOMENTUM", "momentum, NONE", "momentum, FAILS_WHEN_RESUMED");
    List<String> progress = new ArrayList<>();

    List<FidelityReport> reports = ResumeFidelity.checkInFreshJvm(
        ToyCatalogue.class, names, 40, 30, work, FreshJvm.ofDefaults(), progress::add);

    assertThat(reports).extracting(FidelityReport::scenario).containsExactlyElementsOf(names);
    assertThat(reports).extracting(FidelityReport::exact).containsExactly(false, true, false);
    assertThat(reports.get(0).differences()).anyMatch(each -> each.contains("updater"));
    assertThat(reports.get(1).summary()).contains("in a fresh JVM: exact");
    assertThat(reports.get(2).differences())
        .singleElement()
        .asString()
        .contains("no such layer")
        .contains("ToyTraining.misbehave");
    assertThat(progress)
        .hasSize(7)
        .last()
        .isEqualTo("resuming 3 scenarios from 30 to 40 in a fresh JVM");
  }

  @Test
  void aFreshJvmThatEndsEarlyIsQuoted() {
    assertThatThrownBy(() -> fresh("EXITS_WHEN_RESUMED", FreshJvm.ofDefaults()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("out of toys");
  }

  @Test
  void aFreshJvmThatDoesNotStartIsQuoted() {
    FreshJvm jvm = new FreshJvm(Duration.ofMinutes(1), List.of("-XX:NoSuchOption"));

    assertThatThrownBy(() -> fresh("NONE", jvm))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("exit code 1")
        .hasMessageContaining("NoSuchOption");
  }

  @Test
  void aFreshJvmThatTakesTooLongIsEnded() {
    FreshJvm jvm = new FreshJvm(Duration.ofMillis(300), List.of());

    assertThatThrownBy(() -> fresh("HANGS_WHEN_RESUMED", jvm))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("took longer than PT0.3S");
  }

  @Test
  void refusesATrainingWithoutACheckpoint() {
    ToyTraining forgetful = new ToyTraining(Fault.LEAVES_NO_CHECKPOINT);

    assertThatThrownBy(() -> ResumeFidelity.check(forgetful, 9, 4, work))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("left no checkpoint");
  }

  @Test
  void refusesToStartFromAnEarlierCheck() {
    ResumeFidelity.check(SOUND, 9, 4, work);

    assertThatThrownBy(() -> ResumeFidelity.check(SOUND, 9, 4, work))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is not empty");
  }

  @ParameterizedTest
  @CsvSource({"10, 0", "10, 10", "10, 11", "1, 1"})
  void refusesAStopThatIsNone(long totalBatches, long stopAfter) {
    assertThatThrownBy(() -> ResumeFidelity.check(SOUND, totalBatches, stopAfter, work))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stopAfter " + stopAfter);
  }

  @Test
  void aTrainingThatFailsAtOnceIsNoReport() throws Exception {
    Path file = Files.writeString(work.resolve("file"), "");

    assertThatThrownBy(() -> ResumeFidelity.check(SOUND, 9, 4, file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("failed before its resume");
  }

  @Test
  void refusesACatalogueThatCanNotBeUsed() {
    assertThatThrownBy(() -> ResumeFidelity.checkInFreshJvm(ToyCatalogue.Empty.class, 9, 4, work))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no scenarios");
    assertThatThrownBy(() -> ResumeFidelity.checkInFreshJvm(ToyCatalogue.Hidden.class, 9, 4, work))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("public constructor");
    assertThatThrownBy(() -> ResumeFidelity.checkInFreshJvm(ToyCatalogue.Doubled.class, 9, 4, work))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("two scenarios named \"momentum, NONE\"");
    assertThatThrownBy(() -> fresh("NO_SUCH_FAULT", FreshJvm.ofDefaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no scenario \"momentum, NO_SUCH_FAULT\"");
  }

  private List<FidelityReport> fresh(String fault, FreshJvm jvm) {
    return ResumeFidelity.checkInFreshJvm(
        ToyCatalogue.class, List.of("momentum, " + fault), 9, 4, work, jvm, progress -> {});
  }
}
