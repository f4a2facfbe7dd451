package org.carbonaware.report;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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
import org.carbonaware.ledger.Footprint;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.carbonaware.ledger.RunAccount.Hindsight;
import org.carbonaware.ledger.RunAccount.History;
import org.carbonaware.ledger.RunAccount.HourTotal;
import org.carbonaware.ledger.RunAccount.LossMoment;
import org.carbonaware.ledger.RunAccount.PauseTotal;
import org.carbonaware.ledger.RunAccount.Slice;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.ledger.RunSummary.Part;
import org.carbonaware.ledger.SampleAccount;

/** Accounts at the edges of what may be recorded, by name. */
final class OddAccounts {
  static final String HOSTILE =
      "=HYPERLINK(\"x\") | <script>\u001b[31m # - : 'q' 模型\u202e\r\n---\n+1, @a;\\";
  private static final Instant START = SampleAccount.START;
  private static final Part NOTHING = new Part(Duration.ZERO, 0, 0);

  private OddAccounts() {}

  static Map<String, RunAccount> all() {
    Map<String, RunAccount> all = new LinkedHashMap<>();
    all.put("sample", SampleAccount.make());
    all.put("one line", oneLine());
    all.put("no intensity", noIntensity());
    all.put("hostile texts", hostile());
    all.put("no numbers", noNumbers());
    all.put("worse", worse());
    return all;
  }

  /** A run of which only its start was recorded. */
  static RunAccount oneLine() {
    RunSummary run = summary("RUNNING", NOTHING, NOTHING, 0, 0, List.of(), List.of());
    return new RunAccount(
        run,
        Optional.empty(),
        TrainingFacts.UNKNOWN,
        Boundary.DEFAULT,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        0,
        List.of(),
        new History(START, Duration.ofSeconds(1), List.of()),
        new Hindsight(START, START, 0, 0),
        footprint(0, 0),
        List.of());
  }

  /** 1 kWh of which no gram is known. */
  static RunAccount noIntensity() {
    double joules = 3_600_000;
    RunSummary run = summary(
        "FINISHED",
        new Part(Duration.ofHours(1), joules, 0),
        NOTHING,
        joules,
        0,
        List.of("assumed"),
        List.of());
    return new RunAccount(
        run,
        Optional.empty(),
        TrainingFacts.UNKNOWN,
        Boundary.DEFAULT,
        List.of(new ComponentTotal(
            "machine",
            Kind.MACHINE,
            "",
            Technique.CONSTANT,
            Scope.DEVICE,
            1,
            "100 W assumed",
            joules,
            0)),
        List.of(new HourTotal(START, joules, 0, joules, 0, "", "")),
        List.of(),
        List.of(new PauseTotal(START, START, false, true, "plan", "why", Double.NaN, 0, 0)),
        List.of(),
        0,
        List.of(),
        new History(
            START,
            Duration.ofHours(1),
            List.of(new Slice(Map.of(Kind.MACHINE, joules), Double.NaN, 0, 0, 0, 1, 0, 0))),
        new Hindsight(START, START.plusSeconds(3600), 0, joules),
        footprint(joules, 0),
        List.of());
  }

  /** Texts that a format might take for markup, formulas or commands. */
  static RunAccount hostile() {
    RunAccount base = SampleAccount.make();
    return on(
        with(
            with(base, base.summary(), base.losses()),
            Optional.of(HOSTILE),
            new TrainingFacts(
                Optional.of(HOSTILE),
                Optional.of(HOSTILE),
                Optional.of("1:0"),
                OptionalLong.of(Long.MAX_VALUE),
                OptionalLong.of(0),
                OptionalLong.empty(),
                OptionalDouble.of(0),
                Optional.of(HOSTILE),
                Optional.of(HOSTILE)),
            List.of(new ComponentTotal(
                HOSTILE,
                Kind.GPU,
                HOSTILE,
                Technique.NVML_POWER,
                Scope.PROCESS,
                0,
                HOSTILE,
                1,
                2))),
        List.of(HostFacts.UNKNOWN, hostileHost()));
  }

  /** The same run on other computers. */
  static RunAccount on(RunAccount base, List<HostFacts> hosts) {
    return new RunAccount(
        base.summary(),
        base.project(),
        base.training(),
        base.boundary(),
        base.components(),
        base.hours(),
        base.epochs(),
        base.pauses(),
        base.decisions(),
        base.droppedDecisions(),
        base.losses(),
        base.history(),
        base.hindsight(),
        base.footprint(),
        hosts);
  }

  private static HostFacts hostileHost() {
    return new HostFacts(
        Optional.of(HOSTILE),
        Optional.of(HOSTILE),
        Optional.of(HOSTILE),
        Optional.of(HOSTILE),
        OptionalInt.of(Integer.MAX_VALUE),
        OptionalDouble.of(1e-9),
        OptionalLong.of(1),
        OptionalLong.of(Long.MAX_VALUE),
        List.of(HOSTILE, ""),
        Optional.of(false),
        Optional.empty(),
        new HostFacts.Site(
            Optional.of(new HostFacts.Coordinates(-90, 180)),
            Optional.of(HOSTILE),
            Optional.of(HOSTILE)));
  }

  static RunAccount with(
      RunAccount base,
      Optional<String> project,
      TrainingFacts facts,
      List<ComponentTotal> components) {
    return new RunAccount(
        base.summary(),
        project,
        facts,
        base.boundary(),
        components,
        base.hours(),
        base.epochs(),
        base.pauses(),
        base.decisions(),
        7,
        base.losses(),
        base.history(),
        base.hindsight(),
        base.footprint(),
        base.hosts());
  }

  /** Losses that are no numbers. */
  static RunAccount noNumbers() {
    RunAccount base = SampleAccount.make();
    return with(
        base,
        base.summary(),
        List.of(
            new LossMoment(START, 1, 0, Double.NaN),
            new LossMoment(START, 2, 0, Double.POSITIVE_INFINITY)));
  }

  /** Pausing made it worse, there was nothing to gain, and the deadline was missed. */
  static RunAccount worse() {
    Part active = new Part(Duration.ofHours(1), 3_600_000, 300);
    Part standing = new Part(Duration.ofHours(40), 36_000, 30);
    RunAccount base = noIntensity();
    RunSummary run =
        summary("SUSPENDED", active, standing, 0, 310, List.of("measured"), List.of("assumed"));
    return new RunAccount(
        run,
        base.project(),
        base.training(),
        base.boundary(),
        base.components(),
        base.hours(),
        base.epochs(),
        base.pauses(),
        base.decisions(),
        0,
        base.losses(),
        base.history(),
        new Hindsight(START, START.plusSeconds(3600), 310, 0),
        footprint(3_636_000, 330),
        base.hosts());
  }

  static RunAccount with(RunAccount base, RunSummary summary, List<LossMoment> losses) {
    return new RunAccount(
        summary,
        base.project(),
        base.training(),
        base.boundary(),
        base.components(),
        base.hours(),
        base.epochs(),
        base.pauses(),
        base.decisions(),
        base.droppedDecisions(),
        losses,
        base.history(),
        base.hindsight(),
        base.footprint(),
        base.hosts());
  }

  /** The same run under another name. */
  static RunAccount named(RunAccount base, String runId) {
    RunSummary run = base.summary();
    return with(base, copy(run, runId, run.batches(), run.epochs(), 1), base.losses());
  }

  /** The same run with other work done. */
  static RunAccount trained(RunAccount base, TrainingFacts facts, long batches, long epochs) {
    RunSummary run = base.summary();
    return with(
        with(base, copy(run, run.runId(), batches, epochs, 1), base.losses()),
        base.project(),
        facts,
        base.components());
  }

  private static RunSummary copy(
      RunSummary run, String runId, long batches, long epochs, double factor) {
    return new RunSummary(
        runId,
        run.zone(),
        run.basis(),
        run.policy(),
        run.startedAt(),
        run.endedAt(),
        run.deadline(),
        run.state(),
        run.complete(),
        batches,
        epochs,
        scaled(run.active(), factor),
        scaled(run.switching(), factor),
        scaled(run.standing(), factor),
        run.away(),
        run.pauseCount(),
        run.checkpoints(),
        run.joulesWithoutIntensity(),
        run.counterfactualGrams() * factor,
        run.counterfactualMissingJoules(),
        run.methods(),
        run.intensityKinds(),
        run.intensitySources(),
        run.warnings());
  }

  /** The sample with all energy and emissions multiplied. */
  static RunAccount scaled(double factor) {
    RunAccount base = SampleAccount.make();
    RunSummary run = base.summary();
    Footprint print = base.footprint();
    return new RunAccount(
        copy(run, run.runId(), run.batches(), run.epochs(), factor),
        base.project(),
        base.training(),
        base.boundary(),
        base.components(),
        base.hours(),
        base.epochs(),
        base.pauses(),
        base.decisions(),
        0,
        base.losses(),
        base.history(),
        new Hindsight(
            base.hindsight().from(), base.hindsight().to(), base.hindsight().grams() * factor, 0),
        new Footprint(
            print.joules() * factor,
            print.facilityJoules() * factor,
            print.locationGrams() * factor,
            print.marketGrams().map(grams -> grams * factor),
            print.embodiedActiveGrams() * factor,
            print.embodiedPausedGrams() * factor,
            print.embodiedSources(),
            print.lowGrams() * factor,
            print.highGrams() * factor,
            print.waterLitres(),
            print.assumptions()),
        base.hosts());
  }

  private static Part scaled(Part part, double factor) {
    return new Part(part.time(), part.joules() * factor, part.grams() * factor);
  }

  private static Footprint footprint(double joules, double grams) {
    return new Footprint(
        joules,
        joules,
        grams,
        Optional.empty(),
        0,
        0,
        List.of(),
        grams * 0.9,
        grams * 1.1,
        OptionalDouble.empty(),
        List.of());
  }

  private static RunSummary summary(
      String state,
      Part active,
      Part standing,
      double joulesWithoutIntensity,
      double counterfactualGrams,
      List<String> methods,
      List<String> kinds) {
    Instant end = START.plus(active.time()).plus(standing.time());
    return new RunSummary(
        "run-1",
        "XX-NOWHERE",
        "lifecycle",
        "plan",
        START,
        end,
        START.plus(Duration.ofHours(30)),
        state,
        false,
        0,
        0,
        active,
        NOTHING,
        standing,
        Duration.ZERO,
        0,
        0,
        joulesWithoutIntensity,
        counterfactualGrams,
        0,
        methods,
        kinds,
        kinds.isEmpty() ? List.of() : List.of("a table"),
        List.of());
  }
}
