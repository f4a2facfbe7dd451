package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.RunFoundComplete;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run in several processes, each played by a controller of its own on the same store. */
@Timeout(60)
class ResumeTest {
  private static final Duration BATCH = Duration.ofMinutes(10);

  private final TestClock clock = new TestClock();
  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(100);

  @TempDir
  Path directory;

  @Test
  void savesFromTimeToTime() {
    VirtualRun run = process(36);
    run.settings.checkpointEvery(Duration.ofMinutes(30));
    run.start();
    for (int i = 0; i < 18; i++) {
      run.batch(BATCH);
      while ((store.manifests().size() < run.training.captures.get() || writes())
          && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait(); // written on a thread of its own; what is due meanwhile is skipped
      }
    }
    run.close();

    assertThat(store.manifests())
        .extracting(manifest -> manifest.run().getOrDefault("batches", ""))
        .containsExactly("3", "6", "9", "12", "15");
    assertThat(store.manifests())
        .extracting(manifest -> manifest.training().getOrDefault("steps", ""))
        .containsExactly("3", "6", "9", "12", "15");
  }

  private static boolean writes() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("carbon-checkpoint")
            && thread.isAlive()
            && thread.getState() != Thread.State.WAITING);
  }

  @Test
  void aCheckpointSaysHowFarItsRunIs() {
    VirtualRun run = process(36);
    CarbonController controller = run.start();
    run.batches(6, BATCH);
    controller.epochDone(6);

    assertThat(controller.saveNow(run.training)).isTrue();

    assertThat(last().run())
        .containsAllEntriesOf(Map.of(
            "runId", controller.runId(),
            "startedAt", TestClock.START.toString(),
            "deadline", at(24).toString(),
            "batches", "6",
            "epochs", "1",
            "batchesPerEpoch", "6",
            "activeSeconds", "3600.0"));
    // Batches are seen at the next look, so a few of them seem a little slower.
    assertThat(Double.parseDouble(last().run().getOrDefault("secondsPerBatch", "")))
        .isBetween(600.0, 700.0);
    run.close();
  }

  @Test
  void goesOnAsTheSameRunWithTheSameDeadline() {
    String runId = trainAndSave(12, 36);
    clock.advance(Duration.ofHours(3));

    VirtualRun again = process(36);
    CarbonController controller = again.start();
    controller.resumePoint(ToyTraining.IDENTITY).ifPresent(again.training::restore);
    again.batches(24, BATCH);
    again.close();

    assertThat(again.training.steps()).isEqualTo(36);
    assertThat(controller.resumes()).isTrue();
    assertThat(controller.runId()).isEqualTo(runId);
    assertThat(controller.deadline()).isEqualTo(at(24));
    assertThat(again.events.of(RunStarted.class)).singleElement().satisfies(started -> {
      assertThat(started.startedAt()).isEqualTo(TestClock.START);
      assertThat(started.resumedFrom()).contains("memory, checkpoint 1");
    });
    assertThat(again.events.of(RunEnded.class))
        .singleElement()
        .matches(ended -> ended.batches() == 36 && ended.complete());
  }

  @Test
  void learnsWhatTheGridDidMeanwhile() {
    trainAndSave(12, 36); // ends at hour 2
    clock.advance(Duration.ofHours(3));

    VirtualRun again = process(36);
    again.start();
    again.controller().tick();

    assertThat(again.events.of(IntensityObserved.class))
        .extracting(observed -> observed.intensity().at())
        .contains(at(2), at(3), at(4), at(5));
    again.close();
  }

  @Test
  void refusesTheCheckpointOfAnotherModel() {
    trainAndSave(12, 36);
    VirtualRun again = process(36);
    CarbonController controller = again.start();

    assertThatThrownBy(
            () -> controller.resumePoint(new TrainingIdentity("toy", "2", "ab12", "a newer toy")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("memory, checkpoint 1 can't be loaded")
        .hasMessageContaining("this is 2");
    assertThat(controller.resumes()).isFalse();
    again.close();
  }

  @Test
  void beginsAnewWhereTheTrainingDoes() {
    String runId = trainAndSave(12, 36);
    clock.advance(Duration.ofHours(16)); // six hours left: enough for 24 batches, not for 36
    VirtualRun again = process(36);
    CarbonController controller = again.start();
    assertThat(controller.resumes()).isTrue();

    controller.beginAnew("this model was made fresh");
    controller.beginAnew("only once");

    assertThat(controller.resumes()).isFalse();
    assertThat(controller.batchesDone()).isZero();
    assertThat(controller.resumePoint(ToyTraining.IDENTITY)).isEmpty();
    again.batches(6, BATCH);
    controller.saveNow(again.training);
    again.close();
    assertThat(last().run()).containsEntry("batches", "6").containsEntry("runId", runId);
    assertThat(again.events.warnings())
        .hasSize(2)
        .contains("this model was made fresh")
        .anyMatch(text -> text.contains("running straight through"));
  }

  @Test
  void doesNotBeginAnewWhatGoesOn() {
    trainAndSave(12, 36);
    VirtualRun again = process(36);
    CarbonController controller = again.start();
    controller.resumePoint(ToyTraining.IDENTITY);

    controller.beginAnew("no");

    assertThat(controller.resumes()).isTrue();
    assertThat(controller.batchesDone()).isEqualTo(12);
    again.close();
    assertThat(again.events.warnings()).isEmpty();
  }

  @Test
  void hasNothingToLeaveInAFirstProcess() {
    VirtualRun run = process(36);
    CarbonController controller = run.start();
    run.batch(BATCH);

    controller.beginAnew("no");

    assertThat(controller.resumes()).isFalse();
    assertThat(controller.batchesDone()).isEqualTo(1);
    run.close();
    assertThat(run.events.warnings()).isEmpty();
  }

  @Test
  void leavesACompleteRunAlone() throws IOException {
    trainAndSave(36, 36);
    Path file = Ledger.files(directory).get(0);
    byte[] record = Files.readAllBytes(file);
    clock.advance(Duration.ofHours(3));

    VirtualRun again = process(36);
    CarbonController controller = again.start();
    assertThat(controller.alreadyComplete()).isTrue();
    assertThat(controller.state()).isEqualTo(ControllerState.STARTING);
    controller.resumePoint(ToyTraining.IDENTITY).ifPresent(again.training::restore);
    controller.pause();
    again.pass(Duration.ofHours(2));
    assertThat(controller.saveNow(again.training)).isTrue();
    again.close();

    assertThat(again.training.steps()).isEqualTo(36);
    assertThat(controller.state()).isEqualTo(ControllerState.FINISHED);
    assertThat(again.events.of(RunStarted.class)).isEmpty();
    assertThat(again.events.of(EnergyUsed.class)).isEmpty();
    assertThat(again.events.of(RunEnded.class)).isEmpty();
    assertThat(again.events.of(RunFoundComplete.class))
        .containsExactly(new RunFoundComplete(last().writtenAt(), controller.runId(), 36, 0));
    assertThat(again.events.closed()).isEqualTo(1);
    assertThat(store.manifests()).hasSize(1);
    assertThat(file).hasBinaryContent(record);
    assertThat(Ledger.files(directory)).hasSize(1);
  }

  @Test
  void tellsTheEndThatTheProcessWhichCompletedTheRunCouldNotTell() throws IOException {
    trainAndSave(36, 36);
    Path file = Ledger.files(directory).get(0);
    List<String> record = Files.readAllLines(file);
    List<String> killed = record.subList(0, record.size() - 2);
    assertThat(killed).noneMatch(line -> line.contains("run-ended"));
    Files.write(file, killed);
    clock.advance(Duration.ofHours(3));

    process(36).start();

    assertThat(Files.readAllLines(file))
        .hasSize(killed.size() + 1)
        .startsWith(killed.toArray(String[]::new));
    assertThat(RunAccount.read(file).summary())
        .matches(RunSummary::complete)
        .returns("FINISHED", RunSummary::state)
        .returns(last().writtenAt(), RunSummary::endedAt)
        .returns(36L, RunSummary::batches);
  }

  @Test
  void aCompleteRunThatTrainsOnIsRecorded() {
    String runId = trainAndSave(36, 36);
    VirtualRun again = process(36);
    CarbonController controller = again.start();
    controller.resumePoint(ToyTraining.IDENTITY).ifPresent(again.training::restore);

    again.batches(2, BATCH);

    assertThat(controller.alreadyComplete()).isFalse();
    assertThat(controller.state()).isEqualTo(ControllerState.RUNNING);
    assertThat(controller.saveNow(again.training)).isTrue();
    again.close();
    assertThat(last().run()).containsEntry("batches", "38").containsEntry("runId", runId);
    assertThat(again.events.of(RunStarted.class)).hasSize(1);
    assertThat(again.events.of(EnergyUsed.class)).isNotEmpty();
    assertThat(again.events.warnings())
        .singleElement()
        .asString()
        .contains("batches are done of 36 declared");
  }

  @Test
  void aFreshTrainingAfterACompleteRunIsAnotherRun() {
    String runId = trainAndSave(36, 36);
    clock.advance(Duration.ofHours(30)); // past the deadline of the first
    Instant begin = clock.instant();
    VirtualRun again = process(36);
    CarbonController controller = again.start();

    controller.beginAnew("this model was made fresh");
    again.batches(3, BATCH);
    again.close();

    assertThat(controller.runId()).isNotEqualTo(runId);
    assertThat(controller.deadline()).isEqualTo(begin.plus(Duration.ofHours(24)));
    assertThat(again.events.of(RunStarted.class))
        .singleElement()
        .matches(started -> started.resumedFrom().isEmpty());
    assertThat(again.events.of(RunEnded.class)).singleElement().matches(end -> end.batches() == 3);
    assertThat(Ledger.files(directory)).hasSize(2);
  }

  @Test
  void anExpectedTimeThatIsUsedUpDoesNotCompleteARun() {
    VirtualRun run = expecting(Duration.ofHours(2));
    run.start();
    run.batches(14, BATCH);
    run.controller().saveNow(run.training);
    run.close();

    VirtualRun again = expecting(Duration.ofHours(2));
    CarbonController controller = again.start();
    assertThat(controller.alreadyComplete()).isFalse();
    again.batches(1, BATCH);
    assertThat(controller.saveNow(again.training)).isTrue();
    again.close();

    assertThat(last().run()).containsEntry("batches", "15");
    assertThat(again.events.of(RunStarted.class)).hasSize(1);
    assertThat(again.events.of(EnergyUsed.class)).isNotEmpty();
  }

  @Test
  void aTrainingThatEndsBeforeItsExpectedTimeIsComplete() {
    VirtualRun run = expecting(Duration.ofHours(2));
    run.start();
    run.batches(11, BATCH);
    run.close();

    assertThat(run.events.of(RunEnded.class)).singleElement().matches(RunEnded::complete);
  }

  @Test
  void comingBackIsBookedAsAResume() {
    trainAndSave(12, 36);
    VirtualRun again = process(36);
    again.meter.processorWatts(VirtualRun.RUNNING_WATTS);
    CarbonController controller = again.start();
    again.pass(Duration.ofMinutes(30)); // loads the checkpoint, reads over the data
    controller.gate().join(Thread.currentThread());
    controller.tick();
    again.batches(24, BATCH);
    again.close();

    double watts = VirtualRun.RUNNING_WATTS + 20; // and the board's
    assertThat(joules(again, ControllerState.RESUMING)).isCloseTo(1800 * watts, within(1e-3));
    assertThat(joules(again, ControllerState.RUNNING)).isCloseTo(24 * 600 * watts, within(1e-3));
  }

  @Test
  void refusesAStoreOfNothingButDamagedCheckpoints() {
    trainAndSave(12, 36);
    store.damage(1);

    assertThatThrownBy(() -> process(36).start())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("memory, checkpoint 1: damaged by a test")
        .hasMessageContaining("Move them away to start anew");
  }

  @Test
  void ignoresDamagedCheckpointsWhenToldToBeginAnew() {
    trainAndSave(12, 36);
    store.damage(1);
    VirtualRun again = process(36);
    again.settings.resume(false);

    CarbonController controller = again.start();

    assertThat(controller.batchesDone()).isZero();
    again.close();
  }

  @Test
  void refusesADirectoryOfNothingButDamagedCheckpoints() throws IOException {
    Path checkpoints = directory.resolve("checkpoints");
    inDirectory(checkpoints);
    Path manifest = checkpoints.resolve("checkpoint-0000000001").resolve("manifest.json");
    Files.writeString(manifest, "{");

    assertThatThrownBy(() -> inDirectory(checkpoints))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("checkpoint-0000000001");

    assertThat(manifest).hasContent("{"); // and it is still there to be looked at
  }

  @Test
  void aFirstWriteThatWasCutOffIsNoDamagedCheckpoint() throws IOException {
    Path checkpoints = directory.resolve("checkpoints");
    Files.createDirectories(checkpoints.resolve(".writing-checkpoint-0000000001"));

    VirtualRun run = inDirectory(checkpoints);

    assertThat(run.events.warnings()).singleElement().asString().contains("cut off");
    assertThat(run.controller().resumes()).isFalse();
  }

  private VirtualRun inDirectory(Path checkpoints) {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100), clock);
    run.settings.batches(36).deadline(Duration.ofHours(24)).checkpoints(checkpoints);
    run.start();
    run.batches(3, BATCH);
    run.controller().saveNow(run.training);
    run.close();
    return run;
  }

  /** A process that trains some batches of a run, saves, and ends; gives the run's name. */
  private String trainAndSave(int batches, int ofBatches) {
    VirtualRun run = process(ofBatches);
    CarbonController controller = run.start();
    run.batches(batches, BATCH);
    controller.saveNow(run.training);
    run.close();
    return controller.runId();
  }

  private static double joules(VirtualRun run, ControllerState state) {
    return run.events.of(EnergyUsed.class).stream()
        .filter(used -> used.state() == state)
        .mapToDouble(EnergyUsed::joules)
        .sum();
  }

  private VirtualRun expecting(Duration work) {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100), clock).store(store.reopen());
    run.settings.expectedWork(work).deadline(Duration.ofHours(24));
    run.settings.checkpointEvery(Duration.ofDays(2));
    return run;
  }

  private VirtualRun process(int batches) {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100), clock).store(store.reopen());
    run.settings
        .batches(batches)
        .deadline(Duration.ofHours(24))
        .checkpointEvery(Duration.ofDays(2))
        .listener(Ledger.in(directory));
    return run;
  }

  private Manifest last() {
    List<Manifest> manifests = store.manifests();
    return manifests.get(manifests.size() - 1);
  }

  private static Instant at(int hour) {
    return TestClock.START.plus(Duration.ofHours(hour));
  }
}
