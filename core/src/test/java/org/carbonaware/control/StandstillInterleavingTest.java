package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.carbonaware.control.GateModel.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The gate and the states of a run in every order of the steps of small programs: nobody sleeps on
 * when woken, nobody trains while another one saves, no state is saved twice, and all ends as what
 * was ordered last. Some programs are drawn at random. {@code -Dinterleavings.batches=2} makes
 * trainings longer, {@code -Dinterleavings.programs=200} draws more programs, and
 * {@code -Dinterleavings.seed=7} others.
 */
@Tag("slow")
@Timeout(3600)
class StandstillInterleavingTest {
  private static final int PROGRAMS = Integer.getInteger("interleavings.programs", 2);
  private static final int BATCHES = Integer.getInteger("interleavings.batches", 1);
  private static final long SEED = Long.getLong("interleavings.seed", 42);

  @Test
  void pausesThatOverlap() {
    inEveryOrder(model -> model
        .trainer(BATCHES, true, true)
        .trainer(BATCHES, true, true)
        .orders("policy", Order.PAUSE, Order.RESUME)
        .orders("hand", Order.RELEASE, Order.RESUME));
  }

  @Test
  void aStopAndACloseWhileAPauseComesAndGoes() {
    inEveryOrder(model -> model
        .trainer(1, true, true)
        .trainer(1, true, true)
        .orders("policy", Order.PAUSE, Order.RESUME)
        .orders("hand", Order.STOP)
        .orders("end", Order.CLOSE));
  }

  @Test
  void aSuspendThatCannotSave() {
    inEveryOrder(model -> model
        .withFullDisk()
        .trainer(2, true, true)
        .trainer(1, true, false)
        .orders("policy", Order.SUSPEND, Order.RESUME)
        .orders("end", Order.CLOSE));
  }

  @Test
  void aPeriodicCheckpointAsThePauseBegins() {
    inEveryOrder(model -> model
        .trainer(BATCHES, true, true)
        .trainer(BATCHES, true, false)
        .orders("policy", Order.SNAPSHOT, Order.PAUSE)
        .orders("hand", Order.RESUME, Order.SUSPEND));
  }

  @Test
  void timeRunsOutDuringAPause() {
    inEveryOrder(model -> model
        .trainer(BATCHES, true, true)
        .trainer(BATCHES, true, true)
        .orders("policy", Order.PAUSE, Order.RELEASE)
        .orders("time", Order.HOUR));
  }

  @Test
  void anInterruptDuringAPause() {
    inEveryOrder(model -> model
        .trainer(2, true, true)
        .trainer(1, true, true)
        .orders("policy", Order.PAUSE, Order.RESUME)
        .orders("user", Order.INTERRUPT));
  }

  @Test
  void aProcessThatGoesDownWhileItIsClosed() {
    inEveryOrder(model -> model
        .trainer(BATCHES, true, true)
        .trainer(1, true, true)
        .orders("signal", Order.SIGNAL, Order.CLOSE)
        .orders("policy", Order.PAUSE, Order.RESUME));
  }

  @Test
  void aRunLeftAloneThatTrainsAfterAll() {
    inEveryOrder(
        true,
        model -> model
            .trainer(2, true, true)
            .trainer(1, true, true)
            .orders("hand", Order.PAUSE, Order.RESUME)
            .orders("end", Order.CLOSE));
  }

  @Test
  void threadsThatWereNotAnnounced() {
    inEveryOrder(model -> model
        .trainer(2, false, true)
        .orders("policy", Order.PAUSE, Order.RESUME, Order.PAUSE)
        .orders("hand", Order.SUSPEND, Order.RESUME));
  }

  @Test
  void oneThatIsWaitedForInVain() {
    inEveryOrder(model -> model
        .trainer(2, true, true)
        .absent(Duration.ofSeconds(11))
        .orders("policy", Order.PAUSE, Order.RESUME, Order.PAUSE));
  }

  @Test
  void programsDrawnAtRandom() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < PROGRAMS; i++) {
      int batches = BATCHES;
      boolean secondSaves = random.nextInt(4) > 0;
      boolean fullDisk = random.nextInt(5) == 0;
      boolean leftAlone = random.nextInt(8) == 0;
      Order[] first = draw(random);
      Order[] second = draw(random);
      String program =
          "program " + i + ": " + batches + " batches, " + Arrays.toString(first) + " and "
              + Arrays.toString(second) + (secondSaves ? "" : ", the second thread can't save")
              + (fullDisk ? ", the disk is full" : "") + (leftAlone ? ", left alone" : "");
      inEveryOrder(
          program,
          leftAlone,
          model -> (fullDisk ? model.withFullDisk() : model)
              .trainer(batches, true, true)
              .trainer(1, true, secondSaves)
              .orders("one", first)
              .orders("other", second));
    }
  }

  private static Order[] draw(SplittableRandom random) {
    List<Order> all = List.of(Order.values());
    return Collections.nCopies(1 + random.nextInt(2), 0).stream()
        .map(any -> all.get(random.nextInt(all.size())))
        .toArray(Order[]::new);
  }

  private static void inEveryOrder(Consumer<GateModel> program) {
    inEveryOrder(false, program);
  }

  private static void inEveryOrder(boolean leftAlone, Consumer<GateModel> program) {
    inEveryOrder("", leftAlone, program);
  }

  private static void inEveryOrder(String what, boolean leftAlone, Consumer<GateModel> program) {
    Choices choices = new Choices();
    int orders = 0;
    do {
      Interleaving order = new Interleaving(choices);
      GateModel model = new GateModel(order, leftAlone);
      program.accept(model);
      orders++;
      assertThat(order.run(model::begin, model::checkTheEnd))
          .as(what + ", order " + orders)
          .isEmpty();
    } while (choices.another());
    assertThat(orders).as("orders").isGreaterThan(10);
  }
}
