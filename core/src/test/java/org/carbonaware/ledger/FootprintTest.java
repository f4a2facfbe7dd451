package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.carbonaware.control.ControllerState.PAUSED;
import static org.carbonaware.ledger.RecordedRun.KWH;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.carbonaware.control.ControllerEvent.MetersDescribed;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Embodied;
import org.carbonaware.footprint.Facility;
import org.carbonaware.footprint.MarketMix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FootprintTest {
  private static final Duration HOUR = Duration.ofHours(1);

  static LongStream seeds() {
    return new SplittableRandom(42).longs(100);
  }

  private static RecordedRun onGpu(String device, Technique technique, double coverage) {
    RecordedRun run = new RecordedRun().begin();
    run.events.add(new MetersDescribed(
        run.now,
        List.of(new Component(
            "machine", Kind.GPU, device, 0, technique, Scope.DEVICE, coverage, "made"))));
    return run.grid(400);
  }

  private static Footprint footprint(RecordedRun run) {
    return RunAccount.of(run.entries()).footprint();
  }

  private static Footprint under(RecordedRun run, Boundary boundary) {
    return Accounts.of(new EntryLines(run.entries()), Optional.of(boundary)).footprint();
  }

  @Test
  void chargesAGpuForTheTimeItRanAndStood() {
    RecordedRun run = onGpu("NVIDIA A100-SXM4-40GB", Technique.NVML_ENERGY, 1)
        .draw(Duration.ofHours(18), KWH)
        .become(PAUSED)
        .draw(Duration.ofHours(6), 0)
        .end(true);
    Footprint found = footprint(run);
    double embodied = 273_000 * 24.0 / 26_280;
    assertThat(found.embodiedActiveGrams()).isCloseTo(embodied * 0.75, within(1e-9));
    assertThat(found.embodiedPausedGrams()).isCloseTo(embodied * 0.25, within(1e-9));
    assertThat(found.totalGrams()).isCloseTo(400 + embodied, within(1e-9));
    assertThat(found.lowGrams()).isCloseTo(400 * 0.9 * 0.95 + embodied * 0.7, within(1e-9));
    assertThat(found.highGrams()).isCloseTo(400 * 1.1 / 0.67 * 1.05 + embodied * 1.3, within(1e-9));
    assertThat(found.embodiedSources()).singleElement().asString().contains("273 kg", "26280 h");
    assertThat(found.assumptions())
        .anyMatch(text -> text.contains("at the wall"))
        .anyMatch(text -> text.contains("processors, memory"))
        .noneMatch(text -> text.contains("away"))
        .noneMatch(text -> text.contains("No intensity"));
  }

  @Test
  void chargesNothingForTheTimeAway() {
    RecordedRun run = onGpu("NVIDIA L4", Technique.NVML_POWER, 1)
        .draw(HOUR, KWH)
        .end(false)
        .away(Duration.ofHours(5))
        .begin()
        .draw(HOUR, KWH)
        .end(true);
    Footprint found = footprint(run);
    assertThat(found.embodiedGrams()).isCloseTo(114_000 * 2.0 / 26_280, within(1e-9));
    assertThat(found.assumptions()).anyMatch(text -> text.contains("5 h away"));
  }

  @Test
  void saysThatAGpuWithoutANameIsNotCharged() {
    Footprint found =
        footprint(onGpu("", Technique.NVML_POWER, 1).draw(HOUR, KWH).end(true));
    assertThat(found.embodiedGrams()).isZero();
    assertThat(found.assumptions()).anyMatch(text -> text.contains("does not name the model"));
  }

  @Test
  void takesWhatTheUserSaysOfTheHardware() {
    Boundary boundary = new Boundary(
        Facility.UNKNOWN,
        Optional.empty(),
        Optional.of(new Embodied(26_280, Duration.ofDays(1095), 0.5, "its maker")));
    Footprint found =
        under(onGpu("NVIDIA L4", Technique.EXTERNAL, 1).draw(HOUR, KWH).end(true), boundary);
    assertThat(found.embodiedGrams()).isCloseTo(0.5, within(1e-12));
    assertThat(found.lowGrams()).isCloseTo(400 * 0.98 * 0.95 + 0.5, within(1e-9));
    assertThat(found.highGrams()).isCloseTo(400 * 1.02 * 1.05 + 0.5, within(1e-9));
    assertThat(found.assumptions())
        .anyMatch(text -> text.contains("given for this report"))
        .noneMatch(text -> text.contains("at the wall"));
  }

  @Test
  void countsTheFacilityInWhatWasBoughtAndNotInWater() {
    MarketMix market =
        new MarketMix(List.of(new MarketMix.Contract("certificates", 0.25, 20)), 600, "made");
    Boundary boundary = new Boundary(
        new Facility(1.5, "made", OptionalDouble.of(0.4), "made"),
        Optional.of(market),
        Optional.empty());
    Footprint found =
        under(new RecordedRun().begin().grid(400).draw(HOUR, 2 * KWH).end(true), boundary);
    assertThat(found.facilityJoules()).isEqualTo(3 * KWH);
    assertThat(found.locationGrams()).isCloseTo(3 * 400, within(1e-9));
    assertThat(found.marketGrams().orElseThrow())
        .isCloseTo(3 * (0.25 * 20 + 0.75 * 600), within(1e-9));
    // Litres are defined for each kWh of the computer.
    assertThat(found.waterLitres().orElseThrow()).isCloseTo(2 * 0.4, within(1e-12));
  }

  @Test
  void widensTheRangeByWhatWasNotRead() {
    Footprint found =
        footprint(onGpu("", Technique.EXTERNAL, 0.8).draw(HOUR, KWH).end(true));
    assertThat(found.lowGrams()).isCloseTo(400 * 0.98 * 0.95 * 0.8, within(1e-9));
    assertThat(found.highGrams()).isCloseTo(400 * 1.02 * 1.05 / 0.8, within(1e-9));
    assertThat(found.assumptions()).anyMatch(text -> text.contains("80 %"));
  }

  @Test
  void takesTheWidestRangeWhereARecordTellsOnlyThatEnergyWasMeasured() {
    List<LedgerEntry> entries =
        new RecordedRun().begin().grid(400).draw(HOUR, KWH).end(true).entries();
    entries.forEach(each -> each.fields().put("method", "measured"));
    RunAccount old = RunAccount.of(entries);
    assertThat(old.footprint().lowGrams()).isCloseTo(400 * 0.9 * 0.95, within(1e-9));
    assertThat(old.footprint().highGrams()).isCloseTo(400 * 1.1 / 0.67 * 1.05, within(1e-9));
    assertThat(old.footprint().assumptions())
        .anyMatch(text -> text.contains("machine is measured, but not by what"))
        .anyMatch(text -> text.contains("at the wall"));
    assertThat(old.components()).singleElement().satisfies(machine -> {
      assertThat(machine.described()).isFalse();
      assertThat(machine.coverage()).isNaN();
      assertThat(machine.techniqueLabel()).isEqualTo("technique unknown");
    });
  }

  @Test
  void raisesTheUpperEndByWhatAKilledProcessHadNotBooked() {
    RecordedRun run = onGpu("", Technique.EXTERNAL, 1).draw(HOUR, KWH);
    Footprint killed = footprint(run);
    Footprint ended = footprint(run.end(true));
    // One minute at 1 kW and 400 g/kWh.
    assertThat(killed.highGrams() - ended.highGrams()).isCloseTo(1.02 * 400 / 60, within(1e-9));
    assertThat(killed.lowGrams()).isEqualTo(ended.lowGrams());
    assertThat(killed.assumptions()).anyMatch(text -> text.contains("no last record"));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void liesWithinItsRangeWhateverHappened(long seed) {
    RecordedRun run = random(seed);
    Footprint found = footprint(run);
    assertThat(found.lowGrams()).isFinite().isBetween(0.0, found.totalGrams());
    assertThat(found.highGrams()).isFinite().isGreaterThanOrEqualTo(found.totalGrams());
    Footprint more = footprint(run.gridUnknown().draw(Duration.ofMinutes(5), 1e5));
    assertThat(more.highGrams()).isGreaterThan(found.highGrams());
    assertThat(more.lowGrams()).isLessThanOrEqualTo(found.lowGrams() * (1 + 1e-9));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void scalesWithTheFacility(long seed) {
    RecordedRun run = random(seed);
    Boundary boundary =
        new Boundary(Facility.ofPue(1.5, "made"), Optional.empty(), Optional.empty());
    Footprint plain = footprint(run);
    Footprint cooled = under(run, boundary);
    double tolerance = 1e-9 * (1 + plain.highGrams());
    assertThat(cooled.locationGrams()).isCloseTo(1.5 * plain.locationGrams(), within(tolerance));
    assertThat(cooled.lowGrams()).isCloseTo(1.5 * plain.lowGrams(), within(tolerance));
    assertThat(cooled.highGrams()).isCloseTo(1.5 * plain.highGrams(), within(2 * tolerance));
    assertThat(cooled.joules()).isEqualTo(plain.joules());
  }

  /** Without a GPU, so that time alone costs nothing. */
  private static RecordedRun random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RecordedRun run = new RecordedRun().begin();
    for (int step = 0; step < 20; step++) {
      switch (random.nextInt(4)) {
        case 0 -> run.grid(random.nextDouble(0, 1000));
        case 1 -> run.gridUnknown();
        case 2 -> run.away(Duration.ofSeconds(random.nextInt(1, 500))).begin();
        default -> {
          // goes on as it is
        }
      }
      run.draw(Duration.ofMillis(random.nextInt(1, 60_000)), random.nextDouble(0, 5000));
    }
    return run;
  }
}
