package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.carbonaware.checkpoint.fidelity.FidelityReport;
import org.carbonaware.checkpoint.fidelity.FidelityScenario;
import org.carbonaware.checkpoint.fidelity.ResumeFidelity;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The neutral half of a scenario, on a training that needs no framework. */
class FidelityRunTest {
  private static final int TOTAL = 30;

  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 10, 12, 29})
  void findsAnExactResumeExact(int stopAfter) {
    FidelityReport report = ResumeFidelity.check(scenario(false), TOTAL, stopAfter, directory);

    assertThat(report.exact()).as("%s", report.summary()).isTrue();
  }

  @Test
  void findsAForgottenMomentum() {
    FidelityReport report = ResumeFidelity.check(scenario(true), TOTAL, 10, directory);

    assertThat(report.summary()).contains("NOT exact", "parameter", "loss of");
  }

  @Test
  void holdsTheTrainingAndLosesNothing() {
    TrainingFingerprint straight = train("straight", TOTAL, 0, true);
    TrainingFingerprint held = train("held", TOTAL, 17, true);

    assertThat(held).isEqualTo(straight);
    assertThat(held.lossBits()).hasSize(TOTAL);
  }

  @Test
  void saysThatAPauseNeverCame() {
    assertThatThrownBy(() -> train("deaf", TOTAL, 17, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the training never paused after batch 17");
  }

  @Test
  void trainsNothingIfTheBatchIsReachedAlready() {
    TrainingFingerprint reached = train("same", 12, 0, true);
    TrainingFingerprint again = train("same", 12, 0, true);

    assertThat(again.arrays()).isEqualTo(reached.arrays());
    assertThat(again.lossBits()).isEmpty();
  }

  private static FidelityScenario scenario(boolean forgetful) {
    return new FidelityScenario() {
      @Override
      public String name() {
        return forgetful ? "forgetful" : "sound";
      }

      @Override
      public TrainingFingerprint train(Path checkpoints, long untilBatch) {
        return FidelityRun.train(checkpoints, untilBatch, 0, (controller, run) -> {
          ToyDescent training = ToyDescent.resumeOrStart(controller, "1 parameter");
          if (forgetful) {
            training.forgetMomentum();
          }
          return new Run(training, run);
        });
      }
    };
  }

  /** Trains; a training that does not tell its updates is never held, and ends by itself. */
  private TrainingFingerprint train(String name, long untilBatch, long holdAfter, boolean tells) {
    return FidelityRun.train(directory.resolve(name), untilBatch, holdAfter, (controller, run) -> {
      ToyDescent training = ToyDescent.resumeOrStart(controller, "1 parameter");
      if (tells) {
        return new Run(training, run);
      }
      return new Run(training, run) {
        @Override
        public void train() {
          // ends without having trained
        }
      };
    });
  }

  private static class Run implements FidelityRun.Training {
    private final ToyDescent training;
    private final FidelityRun run;

    Run(ToyDescent training, FidelityRun run) {
      this.training = training;
      this.run = run;
    }

    @Override
    public void train() {
      ToyData data = new ToyData();
      DataReplay replay = new DataReplay(training.position, data::reset, data::hasNext, data::next);
      BatchBoundary boundary = training.feed.open(
          () -> {
            replay.run();
            return replay.atEndOfEpoch();
          },
          () -> {});
      GuardedIterator<Double> guarded = new GuardedIterator<>(data, boundary);
      training.feed.train(Long.MAX_VALUE, guarded::hasNext, () -> {
        if (!data.hasNext()) {
          boundary.reset();
          data.reset();
        }
        while (guarded.hasNext()) {
          double loss = training.update(guarded.next());
          run.updated(training.updates(), loss);
        }
      });
    }

    @Override
    public TrainingFingerprint.Builder fingerprint() {
      return TrainingFingerprint.builder().snapshot(training.capture());
    }
  }
}
