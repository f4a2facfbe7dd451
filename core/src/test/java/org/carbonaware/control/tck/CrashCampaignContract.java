package org.carbonaware.control.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training that meets faults again and again at random moments is the training that met none: it
 * ends with the same bits, in time, and its ledger has each line that was acknowledged. A subclass
 * names its framework's child. How many faults, and drawn with which seed, says
 * {@link CampaignReport}.
 */
public abstract class CrashCampaignContract {
  private static final int FAULTS_OF_A_RUN = 20;

  /**
   * The name of what is attacked.
   *
   * @return letters and digits, such as {@code DL4J}
   */
  protected abstract String name();

  /**
   * The child.
   *
   * @return a class whose {@code main} is {@link ChildTraining#main}
   */
  protected abstract Class<?> child();

  /**
   * The faults of every build, where there is no time for many.
   *
   * @return how many
   */
  protected abstract int faultsOfEveryBuild();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private final Map<Long, TrainingFingerprint> straight = new HashMap<>();
  private ChildJvm jvm = ChildJvm.plain();
  private int acknowledged;
  private int wrong;
  private int runs;
  private int late;
  private int withoutEnd;
  private final List<String> lost = new ArrayList<>();

  @Test
  void noFaultLeavesATrace() throws IOException, InterruptedException {
    CampaignReport report = new CampaignReport("crash-" + name());
    SplittableRandom random = new SplittableRandom(CampaignReport.seed());
    String text = "";
    jvm = ChildJvm.first(directory.resolve("jvm"));
    List<CrashFault> faults = faults(random, CampaignReport.size(faultsOfEveryBuild()));
    for (int from = 0; from < faults.size(); from += FAULTS_OF_A_RUN) {
      List<CrashFault> some = faults.subList(from, Math.min(faults.size(), from + FAULTS_OF_A_RUN));
      run(some, random.split(), report);
      text = report.write(
          report.count(CrashFault.KILL) + " kills of a training that ran",
          wrong + " wrong resumes",
          lost.size() + " of " + acknowledged + " acknowledged ledger lines lost",
          withoutEnd + " of " + runs + " records without their end",
          late + " of " + runs + " deadlines missed");
    }
    System.out.println(text);

    assertThat(wrong).as("wrong resumes").isZero();
    assertThat(lost).as("acknowledged lines").isEmpty();
    assertThat(withoutEnd).as("records without their end").isZero();
    assertThat(late).as("deadlines missed").isZero();
  }

  /** Each once, as far as they go, and then at random. */
  private static List<CrashFault> faults(SplittableRandom random, int count) {
    List<CrashFault> faults = new ArrayList<>(List.of(CrashFault.values()));
    while (faults.size() < count) {
      faults.add(CrashFault.draw(random));
    }
    return faults.subList(0, count);
  }

  private void run(List<CrashFault> faults, SplittableRandom random, CampaignReport report)
      throws IOException, InterruptedException {
    long epochs =
        1 + (2L * faults.size() + 2) * CrashRound.MOST_BATCHES / ChildTraining.BATCHES_PER_EPOCH;
    Duration costs = faults.stream().map(CrashFault::costs).reduce(Duration.ZERO, Duration::plus);
    Path home = directory.resolve("run-" + ++runs);
    TrainingFingerprint expected = straight(epochs);
    try (CrashRound round =
        new CrashRound(child(), jvm, home, epochs, faults.contains(CrashFault.DISK_FULL), costs)) {
      // From here on there is something to go on from.
      report.add(CrashFault.KILLED.words, CrashFault.KILLED.strike(round, random));
      for (CrashFault fault : faults) {
        report.add(fault.words, fault.strike(round, random));
      }
      CrashRound.Result result = round.end(expected);
      wrong += result.wrongResumes() + (result.endsExactly() ? 0 : 1);
      acknowledged += result.acknowledged();
      lost.addAll(result.lost());
      withoutEnd += result.endRecorded() ? 0 : 1;
      late += result.inTime() ? 0 : 1;
    }
  }

  /** The end of the training that nothing happens to. */
  private TrainingFingerprint straight(long epochs) throws IOException, InterruptedException {
    TrainingFingerprint known = straight.get(epochs);
    if (known == null) {
      ChildProcess child = ChildProcess.start(
          jvm,
          List.of(),
          List.of(),
          child(),
          ChildOrder.toTheEnd(directory.resolve("straight-" + epochs), epochs));
      assertThat(child.exitCode()).as(child.errors()).isZero();
      known = TrainingFingerprint.fromJson(child.said("finished").get(0));
      straight.put(epochs, known);
      jvm = jvm.later();
    }
    return known;
  }
}
