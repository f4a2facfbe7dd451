package org.carbonaware.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Facility;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.grid.trace.TraceFile;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.report.CodeCarbonCsv;
import org.carbonaware.report.CodeCarbonCsv.Outcome;
import org.carbonaware.report.ReportException;
import org.carbonaware.report.ReportFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Says what a recorded run drew, emitted and avoided, in the format that is asked for. */
@Command(
    name = "report",
    description = "Reports the energy and the carbon of a recorded run: what it drew, emitted and"
        + " avoided, how each figure is known, and how uncertain it is.",
    footer = {
      "",
      "Example:",
      "  carbon-trainer report carbon-ledger",
      "  carbon-trainer report carbon-ledger --format codecarbon --out emissions.csv"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReportCommand implements Callable<Integer> {
  private static final long MB = 1_000_000;

  @FromConfig("ledger.directory")
  @Parameters(
      paramLabel = "LEDGER_DIR",
      description = "The directory in which the training recorded its runs, or the file of one.")
  Path ledger;

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "The run's name, or how it begins; the newest run if not given.")
  @Nullable
  String run;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "What to write: ${COMPLETION-CANDIDATES}; table if not given.")
  @Nullable
  ReportFormat format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it, stdout if not given. To a file of codecarbon a row is"
          + " added; what it has no column for goes to FILE-carbon-aware.csv.")
  @Nullable
  Path out;

  @Option(
      names = "--pue",
      paramLabel = "FACTOR",
      description = "Report with another power usage effectiveness of the facility than was"
          + " recorded, such as 1.2.")
  @Nullable
  Double pue;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Actual intensities of the run's zone, a CSV file: for the time that the run was"
              + " in no process, and from its end to its deadline, of which the record knows nothing."
              + " They change what running straight through and the best possible would have emitted.")
  @Nullable
  Path trace;

  @Option(
      names = "--force",
      description = "Replace FILE if it is there; of codecarbon only the run's row, and a file"
          + " with other columns is moved aside to FILE.bak.")
  boolean force;

  @ParentCommand
  Main main;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    ReportFormat chosen = chosen();
    RunAccount account = read(RecordedRuns.find(spec.commandLine(), ledger, run));
    Path file = out;
    if (file == null) {
      print(chosen.render(account));
      return ExitCodes.DONE;
    }
    if (chosen == ReportFormat.CODECARBON) {
      append(file, account);
    } else {
      if (Files.exists(file) && !force) {
        throw wrong("--out " + file + " is there already; --force replaces it");
      }
      ReportFile.write(file, chosen.render(account));
      main.note(
          spec.commandLine(),
          "wrote the report of " + account.summary().runId() + " as " + chosen + " to " + file);
    }
    if (main.json) {
      print(ReportFormat.JSON.render(account));
    }
    return ExitCodes.DONE;
  }

  private ReportFormat chosen() {
    ReportFormat chosen = format;
    if (main.json && out == null) {
      if (chosen != null && chosen != ReportFormat.JSON) {
        throw wrong("--json and --format " + chosen + ": expected one of them, or an --out FILE"
            + " for the format");
      }
      return ReportFormat.JSON;
    }
    if (chosen != null) {
      return chosen;
    }
    return main.json ? ReportFormat.JSON : ReportFormat.TABLE;
  }

  private RunAccount read(Path file) {
    RunAccount account = read(file, Optional.empty(), Optional.empty());
    Optional<Boundary> boundary =
        pue == null ? Optional.empty() : Optional.of(boundary(account, pue));
    if (trace != null) {
      return read(file, boundary, Optional.of(actual(account, trace)));
    }
    return boundary.isEmpty() ? account : read(file, boundary, Optional.empty());
  }

  private RunAccount read(
      Path file, Optional<Boundary> boundary, Optional<IntensitySeries> actual) {
    ProgressLine progress = ProgressLine.of(spec.commandLine(), "MB of the record");
    try {
      return RunAccount.read(
          file, boundary, actual, (read, all) -> progress.ran(read / MB, (all + MB - 1) / MB));
    } finally {
      progress.clear();
    }
  }

  /** What the run's grid emitted by the trace. */
  private IntensitySeries actual(RunAccount account, Path from) {
    String key = account.summary().zone();
    Basis basis = Arrays.stream(Basis.values())
        .filter(each -> each.label().equals(account.summary().basis()))
        .findFirst()
        .orElseThrow(() -> wrong("--trace: the run's intensities are "
            + account.summary().basis() + "; expected a run of one basis"));
    if (key.contains(",")) {
      throw wrong("--trace: the run was in " + key + "; expected a run in one zone");
    }
    Zone zone = Zone.of(key);
    Trace read = TraceFile.read(from, zone, basis, Gaps.FAIL);
    read.notes().forEach(note -> main.note(spec.commandLine(), from + ": " + note));
    return read.series(zone);
  }

  private Boundary boundary(RunAccount account, double factor) {
    Boundary boundary = account.boundary();
    try {
      Facility facility = new Facility(
          factor,
          "given with --pue",
          boundary.facility().litresPerKwh(),
          boundary.facility().waterSource());
      return new Boundary(facility, boundary.market(), boundary.embodied());
    } catch (IllegalArgumentException e) {
      throw wrong("--pue: " + e.getMessage());
    }
  }

  private void append(Path file, RunAccount account) {
    Outcome outcome;
    try {
      outcome = CodeCarbonCsv.append(file, account, force);
    } catch (ReportException e) {
      String hint = force || e.getCause() != null ? "" : ". --force moves it aside";
      throw new CarbonAwareException(e.getMessage() + hint, e);
    }
    String name = account.summary().runId();
    main.note(
        spec.commandLine(),
        switch (outcome) {
          case ADDED -> "added " + name + " to " + file;
          case REPLACED -> "replaced the row of " + name + " in " + file;
          case THERE -> file + " has a row of " + name + " already; --force replaces it";
        });
  }

  private void print(String text) {
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.print(text);
    stdout.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
