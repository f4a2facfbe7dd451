package org.carbonaware.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.carbonaware.control.HostFacts;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Facility;
import org.carbonaware.footprint.MarketMix;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.carbonaware.ledger.RunAccount.DecisionMoment;
import org.carbonaware.ledger.RunAccount.EpochTotal;
import org.carbonaware.ledger.RunAccount.Hindsight;
import org.carbonaware.ledger.RunAccount.History;
import org.carbonaware.ledger.RunAccount.HourTotal;
import org.carbonaware.ledger.RunAccount.LossMoment;
import org.carbonaware.ledger.RunAccount.PauseTotal;
import org.carbonaware.ledger.RunAccount.Slice;
import org.carbonaware.ledger.RunSummary.Part;

/**
 * The account of a made run, for tests of reports: 24 hours, half of them paused, on one GPU of 300
 * W and a processor of 60 W (30 W and 15 W paused), at 200 g/kWh while it runs and 400 g/kWh while
 * it does not, PUE 1.2. It adds up.
 */
public final class SampleAccount {
  /** When it began. */
  public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private static final double KWH = 3_600_000;
  private static final double PUE = 1.2;

  private SampleAccount() {}

  /** Whether the run stands still in an hour: twice six hours. */
  private static boolean paused(int hour) {
    return hour / 6 % 2 == 1;
  }

  private static double gramsPerKwh(int hour) {
    return paused(hour) ? 400 : 200;
  }

  private static double gpuJoules(int hour) {
    return (paused(hour) ? 30 : 300) * 3600.0;
  }

  private static double cpuJoules(int hour) {
    return (paused(hour) ? 15 : 60) * 3600.0;
  }

  /** Makes it. */
  public static RunAccount make() {
    List<HourTotal> hours = new ArrayList<>();
    List<Slice> slices = new ArrayList<>();
    double straight = 0;
    for (int hour = 0; hour < 24; hour++) {
      double joules = gpuJoules(hour) + cpuJoules(hour);
      double grams = joules / KWH * gramsPerKwh(hour) * PUE;
      double straightGrams = hour < 12 ? 360 * 3600.0 / KWH * gramsPerKwh(hour) * PUE : 0;
      straight += straightGrams;
      hours.add(new HourTotal(
          at(hour),
          paused(hour) ? 0 : joules,
          paused(hour) ? joules : 0,
          0,
          grams,
          "measured",
          "made up"));
      slices.add(new Slice(
          Map.of(Kind.GPU, gpuJoules(hour), Kind.CPU, cpuJoules(hour)),
          gramsPerKwh(hour),
          grams,
          straightGrams,
          paused(hour) ? 0 : grams,
          paused(hour) ? 0 : 1,
          paused(hour) ? 1 : 0,
          0));
    }
    double active = 12 * 360 * 3600.0;
    double standing = 12 * 45 * 3600.0;
    double activeGrams = active / KWH * 200 * PUE;
    double standingGrams = standing / KWH * 400 * PUE;
    Boundary boundary = new Boundary(
        new Facility(PUE, "the data centre's own figure", OptionalDouble.of(0.5), "a typical one"),
        Optional.of(new MarketMix(
            List.of(new MarketMix.Contract("guarantees of origin 2026", 0.6, 0)),
            620,
            "made up, 2025")),
        Optional.empty());
    return new RunAccount(
        summary(active, activeGrams, standing, standingGrams, straight),
        Optional.of("digits"),
        facts(),
        boundary,
        List.of(
            component("gpu0", Kind.GPU, "NVIDIA A100-SXM4-40GB", Technique.NVML_ENERGY, 300, 30),
            component("cpu", Kind.CPU, "AMD EPYC 7763", Technique.LOAD_MODEL, 60, 15)),
        hours,
        epochs(activeGrams, standingGrams),
        pauses(standing, standingGrams),
        decisions(),
        0,
        losses(),
        new History(START, Duration.ofHours(1), slices),
        new Hindsight(START, at(24), activeGrams, 0),
        new Footprint(
            active + standing,
            (active + standing) * PUE,
            activeGrams + standingGrams,
            Optional.of((active + standing) / KWH * PUE * 0.4 * 620),
            124.6,
            124.6,
            List.of("NVIDIA A100-SXM4-40GB: 273 kg over 26,280 h (made up for this test)"),
            (activeGrams + standingGrams) * 0.9 + 249.2 * 0.7,
            (activeGrams + standingGrams) * 1.3 + 249.2 * 1.5,
            OptionalDouble.of((active + standing) / KWH * 0.5),
            List.of("the processor's power was computed from its load")),
        List.of(host()));
  }

  /** The computer it trained on. */
  static HostFacts host() {
    return new HostFacts(
        Optional.of("Linux-6.1.0-amd64"),
        Optional.of("17.0.15"),
        Optional.of("OpenJDK 64-Bit Server VM 17.0.15+6"),
        Optional.of("AMD EPYC 7763 64-Core Processor"),
        OptionalInt.of(256),
        OptionalDouble.of(15.5),
        OptionalLong.of(1024L << 30),
        OptionalLong.of(64L << 30),
        List.of("NVIDIA A100-SXM4-40GB", "NVIDIA A100-SXM4-40GB"),
        Optional.of(true),
        Optional.of(ZoneId.of("Europe/Berlin")),
        new HostFacts.Site(
            Optional.of(new HostFacts.Coordinates(50.1, 8.75)),
            Optional.of("aws"),
            Optional.of("eu-central-1")));
  }

  private static Instant at(int hour) {
    return START.plus(Duration.ofHours(hour));
  }

  private static RunSummary summary(
      double active, double activeGrams, double standing, double standingGrams, double straight) {
    return new RunSummary(
        "20260302T000000Z-1a2b3c4d",
        "DE",
        "lifecycle",
        "plan",
        START,
        at(24),
        at(30),
        "FINISHED",
        true,
        24_000,
        12,
        new Part(Duration.ofHours(12), active, activeGrams),
        new Part(Duration.ZERO, 0, 0),
        new Part(Duration.ofHours(12), standing, standingGrams),
        Duration.ZERO,
        2,
        2,
        0,
        straight,
        0,
        List.of("measured", "estimated"),
        List.of("measured"),
        List.of("made up"),
        List.of());
  }

  private static TrainingFacts facts() {
    return new TrainingFacts(
        Optional.of("small <net>"),
        Optional.of("Deeplearning4j"),
        Optional.of("1.0.0-M2.1"),
        OptionalLong.of(1_250_000),
        OptionalLong.of(64_000),
        OptionalLong.of(32),
        OptionalDouble.of(7.5e6),
        Optional.of("cuda:0"),
        Optional.of("imageClassification"));
  }

  private static ComponentTotal component(
      String name,
      Kind kind,
      String device,
      Technique technique,
      double watts,
      double pausedWatts) {
    return new ComponentTotal(
        name,
        kind,
        device,
        technique,
        Scope.DEVICE,
        kind == Kind.GPU ? 0.998 : 1,
        technique.label() + " of " + device,
        watts * 12 * 3600,
        pausedWatts * 12 * 3600);
  }

  private static List<EpochTotal> epochs(double activeGrams, double standingGrams) {
    List<EpochTotal> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 12; epoch++) {
      boolean pauses = epoch == 5 || epoch == 11; // six hours of 45 W each
      epochs.add(new EpochTotal(
          epoch,
          Duration.ofHours(pauses ? 7 : 1),
          360 * 3600.0,
          pauses ? 6 * 45 * 3600.0 : 0,
          activeGrams / 12 + (pauses ? standingGrams / 2 : 0)));
    }
    return epochs;
  }

  private static List<PauseTotal> pauses(double standing, double standingGrams) {
    List<PauseTotal> pauses = new ArrayList<>();
    for (int hour : new int[] {6, 18}) {
      pauses.add(new PauseTotal(
          at(hour),
          at(hour + 6),
          true,
          false,
          "plan",
          "400 g/kWh now, 200 g/kWh from " + at(hour + 6) + " on",
          400,
          standing / 2,
          standingGrams / 2));
    }
    return pauses;
  }

  private static List<DecisionMoment> decisions() {
    List<DecisionMoment> decisions = new ArrayList<>();
    for (int hour = 0; hour < 24; hour += 6) {
      decisions.add(new DecisionMoment(
          at(hour),
          paused(hour) ? "PAUSE" : "RUN",
          at(hour + 6),
          "plan",
          paused(hour)
              ? "400 g/kWh now, 200 g/kWh from " + at(hour + 6) + " on"
              : "200 g/kWh now is among the cleanest hours <left> & worth it",
          gramsPerKwh(hour),
          "measured",
          "made up"));
    }
    return decisions;
  }

  private static List<LossMoment> losses() {
    List<LossMoment> losses = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      if (!paused(hour)) {
        int done = losses.size();
        losses.add(new LossMoment(
            at(hour).plus(Duration.ofMinutes(30)),
            done * 2000L,
            done,
            2.3 * Math.exp(-0.2 * done)));
      }
    }
    return losses;
  }
}
