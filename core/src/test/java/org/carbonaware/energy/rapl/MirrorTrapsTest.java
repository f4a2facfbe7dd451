package org.carbonaware.energy.rapl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dies that show one counter, and what befalls them on the way. */
class MirrorTrapsTest extends OnFakeCounters {
  private static final String FIRST = "intel-rapl:0";
  private static final String SECOND = "intel-rapl:1";
  private static final String SAME = "counts the same";

  private long drawn;
  private long shown;

  private RaplMeter openMirrors(int dies) {
    for (int die = 0; die < dies; die++) {
      machine.withZone("intel-rapl:" + die, "package-0-die-" + die, 0);
    }
    return open();
  }

  private void draw(RaplMeter meter, int seconds, String... shownBy) {
    for (int second = 0; second < seconds; second++) {
      after(1);
      drawn += 70 * JOULE;
      for (String id : shownBy) {
        machine.energy(id, drawn);
      }
      meter.sample();
    }
  }

  private void hide(String id) {
    FakeMachine.remove(machine.zone(id).resolve("energy_uj"));
  }

  @ParameterizedTest
  @ValueSource(strings = {FIRST, SECOND})
  void oneThatIsAwayForAWhileIsStillTheSame(String away) {
    RaplMeter meter = openMirrors(2);
    draw(meter, 5, FIRST, SECOND);
    hide(away);
    draw(meter, 10, away.equals(FIRST) ? SECOND : FIRST);
    assertThat(cpu(meter).joules()).isCloseTo(15 * 70, EXACT);
    draw(meter, 5, FIRST, SECOND);
    assertThat(cpu(meter).joules()).isCloseTo(20 * 70, EXACT);
    assertThat(cpu(meter).how()).contains(SAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {FIRST, SECOND})
  void oneThatLeapsIsStillTheSame(String leaping) {
    long[] leap = {0};
    for (int die = 0; die < 2; die++) {
      machine.withZone("intel-rapl:" + die, "package-0-die-" + die, 0);
    }
    RaplMeter meter = open(file -> CounterReader.ofFiles().read(file)
        + (file.endsWith("energy_uj") && file.toString().contains(leaping) ? leap[0] : 0));
    draw(meter, 5, FIRST, SECOND);
    leap[0] = 100_000 * JOULE; // and 70 J of the second in which it leaps are not known of it
    draw(meter, 15, FIRST, SECOND);
    assertThat(cpu(meter).joules()).isCloseTo(20 * 70, EXACT);
  }

  @Test
  void oneOfThreeThatVanishesCountsForNothing() {
    RaplMeter meter = openMirrors(3);
    draw(meter, 5, FIRST, SECOND, "intel-rapl:2");
    hide(SECOND);
    draw(meter, 5, FIRST, "intel-rapl:2");
    assertThat(cpu(meter).joules()).isCloseTo(10 * 70, EXACT);
  }

  @Test
  void aReadingThatTakesLongAndFailsTellsNothing() {
    int[] reads = {0};
    SplittableRandom random = new SplittableRandom(42);
    for (int die = 0; die < 2; die++) {
      machine.withZone("intel-rapl:" + die, "package-0-die-" + die, 0);
    }
    RaplMeter meter = open(file -> {
      if (!file.endsWith("energy_uj")) {
        return FakeMachine.RANGE;
      }
      int tenths = 1 + random.nextInt(9);
      after(tenths / 10.0);
      drawn += tenths * 7L * JOULE;
      if (file.toString().contains(FIRST) && ++reads[0] % 2 == 0) {
        throw new IOException("not now");
      }
      return drawn;
    });
    for (int look = 0; look < 20; look++) {
      after(1);
      meter.sample();
    }
    assertThat(cpu(meter).joules()).isCloseTo(drawn / 1e6, within(150.0));
  }

  @Test
  void aDieMayShowWhatWasDrawnAMomentLaterThanTheOther() {
    SplittableRandom random = new SplittableRandom(42);
    for (int die = 0; die < 2; die++) {
      machine.withZone("intel-rapl:" + die, "package-0-die-" + die, 0);
    }
    long start = nanoTime;
    RaplMeter meter = open(file -> {
      if (!file.endsWith("energy_uj")) {
        return FakeMachine.RANGE;
      }
      boolean second = file.toString().contains(SECOND);
      long lateNanos = second ? random.nextLong(1_500_000) : 0; // of 68 W: up to 0.1 J
      long value = JOULE + (nanoTime - start - lateNanos) / 1000 * 68;
      shown = second ? Math.max(shown, value) : shown;
      return second ? shown : value;
    });
    for (int second = 0; second < 600; second++) {
      after(1);
      meter.sample();
    }
    assertThat(cpu(meter).joules()).isCloseTo(600 * 68, within(1.0));
    assertThat(cpu(meter).how()).contains(SAME);
  }

  @Test
  void fiftyJoulesOfBothMakeSure() {
    RaplMeter meter = openMirrors(2);
    List.of(FIRST, SECOND).forEach(id -> machine.energy(id, 50 * JOULE));
    after(1);
    assertThat(cpu(meter).how()).doesNotContain(SAME);
    List.of(FIRST, SECOND).forEach(id -> machine.energy(id, 50 * JOULE + 1));
    after(1);
    assertThat(cpu(meter).how()).contains(SAME);
  }

  @Test
  void theMemoryIsNotSaidToBeMirrored() {
    machine.withZone("intel-rapl:0:0", "dram", 0);
    RaplMeter meter = openMirrors(2);
    draw(meter, 10, FIRST, SECOND);
    assertThat(cpu(meter).how()).contains(SAME);
    assertThat(meter.read().components().get(1).how()).doesNotContain(SAME);
  }

  @Test
  void oneThatHasShownNothingIsNotSaidToBeTheSame() {
    machine.withZone(FIRST, "package-0", 0).withZone(SECOND, "package-1", 0);
    Path hidden = machine.zone(SECOND).resolve("energy_uj");
    FakeMachine.remove(hidden);
    RaplMeter meter = open();
    draw(meter, 10, FIRST);
    assertThat(cpu(meter).how()).doesNotContain(SAME);
    assertThat(cpu(meter).joules()).isCloseTo(700, EXACT);
  }
}
