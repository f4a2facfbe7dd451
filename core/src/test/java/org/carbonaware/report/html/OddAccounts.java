package org.carbonaware.report.html;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.ledger.Footprint;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.carbonaware.ledger.RunAccount.DecisionMoment;
import org.carbonaware.ledger.RunAccount.EpochTotal;
import org.carbonaware.ledger.RunAccount.Hindsight;
import org.carbonaware.ledger.RunAccount.History;
import org.carbonaware.ledger.RunAccount.HourTotal;
import org.carbonaware.ledger.RunAccount.LossMoment;
import org.carbonaware.ledger.RunAccount.PauseTotal;
import org.carbonaware.ledger.RunAccount.Slice;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.ledger.RunSummary.Part;
import org.carbonaware.ledger.SampleAccount;
import org.jspecify.annotations.Nullable;

/** Accounts at the edges of what can be. */
final class OddAccounts {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private OddAccounts() {}

  static Map<String, RunAccount> all() {
    Map<String, RunAccount> all = new LinkedHashMap<>();
    all.put("the sample", SampleAccount.make());
    all.put("nothing at all", empty());
    all.put("no intensity", withoutIntensity());
    all.put("worse than straight through", worse());
    all.put("five seconds", fiveSeconds());
    all.put("three years", threeYears());
    all.put("2048 noisy slices", noisy());
    all.put("10,000 decisions and 5000 pauses", decisive());
    all.put("hostile names", hostile());
    all.put("figures that are no numbers", every(Double.NaN));
    all.put("endless figures", every(Double.POSITIVE_INFINITY));
    all.put("hardly anything", every(1e-7));
    all.put("more than can be", every(1e300));
    all.put("below nothing", every(-5));
    all.put("an end before its start", ended(START.minusSeconds(5)));
    all.put("an end at its start", ended(START));
    all.put("slices of no length", lastingFor(Duration.ZERO));
    all.put("slices of a millennium", lastingFor(Duration.ofDays(365_000)));
    all.put("far away in time", ended(Instant.parse("+1000000-01-01T00:00:00Z")));
    return all;
  }

  /** Anything may be replaced. */
  private static final class Draft {
    private List<ComponentTotal> components = List.of();
    private List<HourTotal> hours = List.of();
    private List<EpochTotal> epochs = List.of();
    private List<PauseTotal> pauses = List.of();
    private List<DecisionMoment> decisions = List.of();
    private List<LossMoment> losses = List.of();
    private List<Slice> slices = List.of();
    private Duration step = Duration.ofHours(1);
    private Instant end = START;
    private @Nullable Instant deadline;
    private Part pauseCost = new Part(Duration.ZERO, 0, 0);
    private long ended;
    private boolean unfinished;
    private long dropped;
    private double joules;
    private double grams;
    private double straight;
    private double best;
    private double unknownJoules;
    private Footprint footprint = new Footprint(
        0, 0, 0, Optional.empty(), 0, 0, List.of(), 0, 0, OptionalDouble.empty(), List.of());
    private TrainingFacts facts = TrainingFacts.UNKNOWN;
    private Optional<String> project = Optional.empty();

    RunAccount make() {
      RunSummary summary = new RunSummary(
          "run",
          "DE",
          "lifecycle",
          "plan",
          START,
          end,
          deadline == null ? end.plusSeconds(60) : deadline,
          ended > 0 && !unfinished ? "FINISHED" : "RUNNING",
          ended > 0 && !unfinished,
          0,
          ended,
          new Part(Duration.ofSeconds(5), joules, grams),
          pauseCost,
          new Part(Duration.ZERO, 0, 0),
          Duration.ZERO,
          pauses.size(),
          0,
          unknownJoules,
          straight,
          0,
          List.of(),
          List.of(),
          List.of(),
          List.of());
      return new RunAccount(
          summary,
          project,
          facts,
          Boundary.DEFAULT,
          components,
          hours,
          epochs,
          pauses,
          decisions,
          dropped,
          losses,
          new History(START, step, slices),
          new Hindsight(START, end, best, 0),
          footprint,
          List.of());
    }
  }

  static RunAccount empty() {
    return new Draft().make();
  }

  private static RunAccount lastingFor(Duration step) {
    Draft draft = new Draft();
    draft.step = step;
    draft.slices = List.of(slice(360, 200, 1), slice(360, 200, 0));
    draft.joules = 720;
    return draft.make();
  }

  private static RunAccount ended(Instant end) {
    Draft draft = new Draft();
    draft.end = end;
    draft.slices = List.of(slice(360, 200, 1), slice(360, 200, 0));
    draft.losses = List.of(new LossMoment(START, 1, 0, 0.5));
    draft.joules = 720;
    draft.grams = 0.04;
    return draft.make();
  }

  private static Slice slice(double joules, double intensity, double running) {
    double grams = Double.isNaN(intensity) ? 0 : joules / 3.6e6 * intensity;
    return new Slice(
        Map.of(Kind.GPU, joules), intensity, grams, grams, grams, running, 1 - running, 0);
  }

  static RunAccount withoutIntensity() {
    Draft draft = new Draft();
    draft.end = START.plus(Duration.ofHours(3));
    draft.slices =
        List.of(slice(3.6e6, Double.NaN, 1), slice(3.6e6, Double.NaN, 1), slice(0, Double.NaN, 0));
    draft.joules = 7.2e6;
    draft.unknownJoules = 7.2e6;
    draft.hours = List.of(new HourTotal(START, 7.2e6, 0, 7.2e6, 0, "", ""));
    draft.epochs = List.of(new EpochTotal(0, Duration.ofHours(2), 7.2e6, 0, 0));
    return draft.make();
  }

  static RunAccount worse() {
    Draft draft = new Draft();
    draft.end = START.plus(Duration.ofHours(2));
    draft.slices = List.of(slice(3.6e6, 200, 1), slice(3.6e5, 500, 0));
    draft.joules = 3.96e6;
    draft.grams = 250;
    draft.straight = 200;
    draft.best = 200;
    return draft.make();
  }

  static RunAccount fiveSeconds() {
    Draft draft = new Draft();
    draft.end = START.plusSeconds(5);
    draft.step = Duration.ofSeconds(5);
    draft.slices = List.of(slice(250, 300, 0.999)); // it took a moment to begin
    draft.joules = 250;
    draft.grams = 250 / 3.6e6 * 300;
    draft.straight = draft.grams;
    draft.best = draft.grams;
    draft.losses = List.of(new LossMoment(START.plusSeconds(2), 10, 0, 1.5));
    return draft.make();
  }

  static RunAccount threeYears() {
    Draft draft = new Draft();
    draft.end = Instant.parse("2026-12-31T00:00:00Z");
    List<HourTotal> hours = new ArrayList<>();
    for (int hour = 0; hour < 26_280; hour++) {
      Instant start = START.plus(Duration.ofHours(hour));
      double grams = 300 + start.atOffset(ZoneOffset.UTC).getHour();
      hours.add(new HourTotal(start, 3.6e6, 1e4, 0, grams, "measured", "made up"));
    }
    draft.hours = hours;
    draft.step = Duration.ofSeconds(26_280L * 3600 / 2000);
    SplittableRandom random = new SplittableRandom(42);
    draft.slices = random
        .ints(2000, 0, 100)
        .mapToObj(i -> slice(3.6e6 * i, 100 + 5 * i, i > 20 ? 1 : 0))
        .toList();
    draft.joules = 26_280 * 3.61e6;
    draft.grams = 26_280 * 311.5;
    draft.straight = 1e7;
    draft.best = 6e6;
    List<EpochTotal> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 9000; epoch++) {
      epochs.add(new EpochTotal(epoch, Duration.ofHours(3), 1e7, 1e4, 900));
    }
    draft.epochs = epochs;
    return draft.make();
  }

  static RunAccount noisy() {
    return noisy(2048, Duration.ofMinutes(7));
  }

  private static RunAccount noisy(int count, Duration step) {
    Draft draft = new Draft();
    SplittableRandom random = new SplittableRandom(42);
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<Kind, Double> joules = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        joules.put(kind, random.nextDouble(1e5));
      }
      double running = random.nextInt(3) == 0 ? 1 : 0;
      double away = running == 0 && random.nextBoolean() ? 1 : 0;
      slices.add(new Slice(
          joules,
          random.nextInt(10) == 0 ? Double.NaN : random.nextDouble(900),
          random.nextDouble(),
          random.nextDouble(),
          random.nextDouble(),
          running,
          1 - running - away,
          away));
    }
    draft.slices = slices;
    draft.step = step;
    draft.end = START.plus(step.multipliedBy(count)).minusSeconds(60);
    List<LossMoment> losses = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      Instant at = START.plus(step.multipliedBy(count).multipliedBy(i).dividedBy(30_000));
      losses.add(
          new LossMoment(at, i, 0, random.nextInt(50) == 0 ? Double.NaN : random.nextDouble()));
    }
    draft.losses = losses;
    draft.joules = 1e8;
    draft.grams = 1e4;
    draft.straight = 2e4;
    draft.best = 5e3;
    draft.components = Arrays.stream(Kind.values())
        .map(kind -> new ComponentTotal(
            kind.label(), kind, "", Technique.CONSTANT, Scope.ALLOCATION, 0.5, "", 1e7, 1e6))
        .toList();
    return draft.make();
  }

  /** Two epochs and a pause that was ordered a minute before its last batch ended. */
  static RunAccount pausedMidBatch() {
    Draft draft = new Draft();
    draft.end = START.plus(Duration.ofHours(4));
    draft.slices =
        List.of(slice(3.6e6, 200, 1), slice(0, 400, 0), slice(0, 400, 0), slice(3.6e6, 200, 1));
    Instant ordered = START.plus(Duration.ofHours(1));
    Instant ended = ordered.plus(Duration.ofHours(2));
    draft.pauses =
        List.of(new PauseTotal(ordered, ended, true, true, "plan", "because", 400, 36e3, 4));
    draft.pauseCost = new Part(Duration.ofMinutes(3), 54e3, 6);
    draft.losses = List.of(
        new LossMoment(START, 1, 0, 3e-4),
        new LossMoment(ordered.plusSeconds(60), 9, 0, 2.5e-4),
        new LossMoment(ended.plusSeconds(60), 10, 1, 1.25e-4));
    draft.epochs = List.of(
        new EpochTotal(0, Duration.ofHours(1), 3.6e6, 0, 200),
        new EpochTotal(1, Duration.ofHours(1), 3.5e6, 54e3, 206),
        new EpochTotal(2, Duration.ofSeconds(9), 46e3, 0, 0));
    draft.ended = 2;
    draft.joules = 7.2e6;
    draft.grams = 400;
    draft.straight = 600;
    draft.best = 400;
    return draft.make();
  }

  /** Recorded up to the middle of its second epoch. */
  static RunAccount inItsSecondEpoch() {
    Draft draft = new Draft();
    draft.epochs = List.of(
        new EpochTotal(0, Duration.ofHours(1), 3.6e6, 0, 200),
        new EpochTotal(1, Duration.ofMinutes(30), 1.8e6, 0, 100));
    draft.ended = 1;
    draft.unfinished = true;
    return draft.make();
  }

  /** Killed after the first hour and taken up after the third, late. */
  static RunAccount crashed() {
    Draft draft = new Draft();
    draft.end = START.plus(Duration.ofHours(4));
    Slice away = new Slice(Map.of(), 400, 0, 0, 0, 0, 0, 1);
    draft.slices = List.of(slice(3.6e6, 200, 1), away, away, slice(3.6e6, 200, 1));
    draft.losses = List.of(
        new LossMoment(START, 1, 0, 3),
        new LossMoment(START.plus(Duration.ofMinutes(59)), 9, 0, 2),
        new LossMoment(START.plus(Duration.ofMinutes(181)), 8, 0, 2));
    draft.deadline = START.plus(Duration.ofHours(3));
    draft.joules = 7.2e6;
    draft.grams = 400;
    draft.straight = 400;
    return draft.make();
  }

  static RunAccount decisive() {
    Draft draft = new Draft();
    draft.end = START.plus(Duration.ofDays(70));
    draft.step = Duration.ofMinutes(50);
    List<PauseTotal> pauses = new ArrayList<>();
    List<DecisionMoment> decisions = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Instant at = START.plus(Duration.ofMinutes(10L * i));
      String reason = "reason " + i + " ".repeat(3) + "of some length, as reasons are".repeat(20);
      decisions.add(new DecisionMoment(
          at,
          i % 2 == 0 ? "RUN" : "PAUSE",
          at.plusSeconds(600),
          "threshold",
          reason,
          i % 3 == 0 ? Double.NaN : 300,
          i % 3 == 0 ? "" : "stale forecast",
          ""));
      if (i % 2 == 1) {
        pauses.add(new PauseTotal(
            at, at.plusSeconds(600), i < 9999, i % 4 == 1, "threshold", reason, 300, 1e5, 8));
      }
    }
    draft.pauses = pauses;
    draft.decisions = decisions;
    draft.dropped = 117;
    draft.slices = noisy(2000, Duration.ofMinutes(50)).history().slices();
    return draft.make();
  }

  static RunAccount hostile() {
    Draft draft = new Draft();
    draft.end = START.plusSeconds(3600);
    draft.project = Optional.of("</title><script>alert(1)</script>");
    draft.facts = new TrainingFacts(
        Optional.of("\" onload='x' & ]]> \u202eevil\u2066 模型 🌍"),
        Optional.of("</style>\u0000\u001b[31m"),
        Optional.of("<!--"),
        OptionalLong.of(Long.MAX_VALUE),
        OptionalLong.of(-1),
        OptionalLong.empty(),
        OptionalDouble.of(Double.NaN),
        Optional.of("-->\ud800"),
        Optional.of("{{7*7}}"));
    draft.slices = List.of(slice(3.6e6, 200, 1));
    draft.decisions = List.of(
        new DecisionMoment(
            START,
            "RUN\" class=\"x",
            Instant.MAX,
            "<b>",
            "<img src=x onerror=alert(2)>\nsecond line\u2028third",
            200,
            "<kind>",
            "<source>"),
        new DecisionMoment(
            Instant.MIN, "", START, "", "x".repeat(1_000_000), Double.NEGATIVE_INFINITY, "", ""));
    draft.pauses =
        List.of(new PauseTotal(START, START.minusSeconds(9), true, false, "<i>", "&amp;", 1, 1, 1));
    draft.components = List.of(new ComponentTotal(
        "<gpu>", Kind.GPU, "'\"", Technique.NVML_POWER, Scope.PROCESS, 1, "a > b & c", 3.6e6, 0));
    draft.joules = 3.6e6;
    draft.grams = 200;
    return draft.make();
  }

  private static RunAccount every(double value) {
    Draft draft = new Draft();
    draft.end = START.plusSeconds(7200);
    draft.joules = value;
    draft.grams = value;
    draft.straight = value;
    draft.best = value;
    draft.unknownJoules = value;
    Map<Kind, Double> joules = Map.of(Kind.GPU, value, Kind.MACHINE, value);
    draft.slices = List.of(
        new Slice(joules, value, value, value, value, value, value, value),
        new Slice(joules, value, value, value, value, 1, 0, 0));
    draft.components = List.of(new ComponentTotal(
        "gpu0", Kind.GPU, "", Technique.RAPL, Scope.DEVICE, value, "", value, value));
    draft.hours = List.of(new HourTotal(START, value, value, value, value, "measured", "x"));
    draft.epochs = List.of(
        new EpochTotal(0, Duration.ofSeconds(1), value, value, value),
        new EpochTotal(1, Duration.ofSeconds(1), value, value, value));
    draft.pauses = List.of(new PauseTotal(
        START, START.plusSeconds(60), false, true, "plan", "because", value, value, value));
    draft.decisions = List.of(
        new DecisionMoment(START, "PAUSE", START, "plan", "because", value, "measured", "x"));
    draft.losses = List.of(
        new LossMoment(START, 1, 0, value), new LossMoment(START.plusSeconds(9), 2, 0, value));
    draft.footprint = new Footprint(
        value,
        value,
        value,
        Optional.of(value),
        value,
        value,
        List.of(),
        value,
        value,
        OptionalDouble.of(value),
        List.of());
    return draft.make();
  }
}
