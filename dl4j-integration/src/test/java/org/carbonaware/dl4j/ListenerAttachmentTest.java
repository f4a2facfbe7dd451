package org.carbonaware.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.control.tck.PausedByHand;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the listener hangs, and what it does there. */
class ListenerAttachmentTest {
  private static final String GONE = "the carbon-aware listener is gone";
  private static final int BATCHES = 12;

  @TempDir
  private Path directory;

  private final KeptEvents events = new KeptEvents();

  @ParameterizedTest
  @EnumSource(ToyModels.Kind.class)
  void aDroppedListenerIsReportedOnce(ToyModels.Kind kind) {
    Model model = ToyModels.model(kind, ToyModels.Feature.PLAIN, ToyModels.Updater.ADAM);
    try (CarbonController carbon = quick()) {
      model.setListeners(new CarbonAwareListener(carbon));
      ListenerAloneTest.Style.FIT_ITERATOR.train(model, ToyData.flat(BATCHES));

      model.setListeners(new Runs.Losses());
      for (int look = 0; look < 4; look++) {
        awaitLook();
        ListenerAloneTest.Style.FIT_ITERATOR.train(model, ToyData.flat(BATCHES));
        awaitLook();
      }
    }
    assertThat(events.warnings()).filteredOn(text -> text.contains(GONE)).hasSize(1);
  }

  @Test
  void aListenerTakenOffAFinishedModelIsNotReported() {
    MultiLayerNetwork model = plain();
    try (CarbonController carbon = quick()) {
      model.setListeners(new CarbonAwareListener(carbon));
      model.fit(ToyData.flat(BATCHES));
      model.setListeners();
      awaitLook();
      awaitLook();
    }
    assertThat(events.warnings()).noneMatch(text -> text.contains(GONE));
  }

  /**
   * DL4J holds the model's monitor in fit, so a control thread that wants it never ends a pause.
   */
  @Test
  void looksThatFallIntoFitDoNotLockTheControlThreadOut() throws InterruptedException {
    MultiLayerNetwork model = plain();
    try (CarbonController carbon = quick()) {
      carbon.addListener(PausedByHand.endingPauses(carbon, () -> {}));
      model.setListeners(
          new Runs.AfterUpdate(done -> {
            if (done == 5) {
              awaitLook();
              carbon.pause();
            }
          }),
          new CarbonAwareListener(carbon));
      Thread training = new Thread(() -> model.fit(ToyData.flat(BATCHES)), "training");
      training.setDaemon(true);
      training.start();
      training.join(TimeUnit.MINUTES.toMillis(1));

      assertThat(training.isAlive()).isFalse();
      assertThat(carbon.batchesDone()).isEqualTo(BATCHES);
    }
    assertThat(events.pauses()).isEqualTo(1);
  }

  @Test
  void nothingCanBeDroppedFromATrainingFedThroughItsData() {
    try (CarbonController carbon = quick()) {
      carbon.addListener(PausedByHand.endingPauses(carbon, () -> {}));
      var training = CarbonAwareTraining.resumeOrStart(carbon, ListenerAttachmentTest::plain);
      training.model().setListeners(pausing(5, carbon));
      training.fit(ToyData.flat(BATCHES), 2);
    }
    assertThat(events.pauses()).isEqualTo(1);
    assertThat(events.warnings()).isEmpty();
  }

  @Test
  void beginsAnewOnAFreshModelAndSaysHowToGoOn() {
    trainToTheEnd();
    try (CarbonController carbon = quick()) {
      MultiLayerNetwork model = plain();
      model.setListeners(new CarbonAwareListener(carbon));
      model.fit(ToyData.flat(BATCHES));

      assertThat(carbon.batchesDone()).isEqualTo(BATCHES);
      assertThat(carbon.resumes()).isFalse();
    }
    assertThat(events.warnings())
        .filteredOn(text -> text.contains("start it with CarbonAwareTraining.resumeOrStart"))
        .hasSize(1);
  }

  @Test
  void saysWhenAResumedModelIsFedPastItsTraining() {
    trainToTheEnd();
    try (CarbonController carbon = quick()) {
      MultiLayerNetwork model = CarbonAwareTraining.resumeOrStart(
              carbon, ListenerAttachmentTest::plain)
          .model();
      model.setListeners(new CarbonAwareListener(carbon));
      model.fit(ToyData.flat(BATCHES));
    }
    assertThat(events.warnings())
        .filteredOn(text -> text.contains("its data is not fed through CarbonAwareTraining"))
        .hasSize(1);
  }

  @Test
  void saysWhenItServesTwoModels() {
    try (CarbonController carbon = quick()) {
      CarbonAwareListener shared = new CarbonAwareListener(carbon);
      for (MultiLayerNetwork model : List.of(plain(), plain())) {
        model.setListeners(shared);
        model.fit(ToyData.flat(BATCHES));
      }
    }
    assertThat(events.warnings())
        .filteredOn(text -> text.contains("several threads or models share this listener"))
        .hasSize(1);
  }

  private void trainToTheEnd() {
    try (CarbonController carbon = Runs.control(directory).start()) {
      CarbonAwareTraining.resumeOrStart(carbon, ListenerAttachmentTest::plain)
          .fit(ToyData.flat(BATCHES), 2);
    }
  }

  private CarbonController quick() {
    return Runs.control(directory)
        .pace(Duration.ofMillis(5), Duration.ofSeconds(1))
        .listener(events)
        .start();
  }

  /** Waits until the control thread has looked at the training twice. */
  private void awaitLook() {
    CountDownLatch looks = new CountDownLatch(2);
    events.onNext(Progressed.class, looks::countDown);
    try {
      assertThat(looks.await(20, TimeUnit.SECONDS))
          .as("the control thread looks")
          .isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Runs.AfterUpdate pausing(int batch, CarbonController carbon) {
    return new Runs.AfterUpdate(done -> {
      if (done == batch) {
        carbon.pause();
      }
    });
  }

  private static MultiLayerNetwork plain() {
    return ToyModels.layered(ToyModels.Feature.PLAIN, ToyModels.Updater.ADAM);
  }
}
