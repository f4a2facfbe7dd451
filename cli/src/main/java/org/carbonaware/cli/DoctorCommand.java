package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.carbonaware.cli.doctor.Examination;
import org.carbonaware.cli.doctor.Examination.Wishes;
import org.carbonaware.cli.doctor.Finding;
import org.carbonaware.cli.doctor.Finding.Status;
import org.carbonaware.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks whether this computer has what controlled trainings need. */
@Command(
    name = "doctor",
    description = "Checks this computer: Java, deep-learning back-ends, energy meters, clock, keys"
        + " (never printed), providers, disk; and says what to do. Changes nothing.",
    footer = {
      "",
      "Example:",
      "  carbon-trainer doctor",
      "  carbon-trainer doctor --network --ledger /data/carbon-ledger --json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing fails", "1:something fails", "2:wrong usage"},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DoctorCommand implements Callable<Integer> {
  static final String SCHEMA = "carbon-aware/doctor/v1";

  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      description = "Where runs are to be recorded; where the configuration says if not given, else"
          + " carbon-ledger.")
  @Nullable
  Path ledger;

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR",
      description = "Where checkpoints are to be kept; where the configuration says if not given,"
          + " else checkpoints.")
  @Nullable
  Path checkpoints;

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description = "A training's class path, to look for back-ends.")
  @Nullable
  String classPath;

  @Option(
      names = "--network",
      description =
          "Ask the providers of live data whether they answer. Without it nobody is" + " asked.")
  boolean network;

  @ParentCommand
  Main main;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    Examination examination = Examination.ofThisComputer(new Wishes(
        Optional.ofNullable(ledger),
        Optional.ofNullable(checkpoints),
        Optional.ofNullable(classPath),
        network,
        main.configuration()::get));
    PrintWriter out = spec.commandLine().getOut();
    if (main.json) {
      out.println(Printable.json(document(examination).toPrettyString()));
    } else {
      lines(examination).forEach(out::println);
    }
    out.flush();
    return examination.healthy() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  static List<String> lines(Examination examination) {
    List<List<String>> rows = new ArrayList<>();
    for (Finding finding : examination.findings()) {
      rows.add(List.of(finding.status().label(), finding.area(), finding.text()));
      if (!finding.advice().isEmpty()) {
        rows.add(List.of("", "", "-> " + finding.advice()));
      }
    }
    List<String> lines = new ArrayList<>(Columns.aligned(rows, 3));
    lines.add("");
    lines.add(count(examination, Status.OK) + ", " + count(examination, Status.WARN) + ", "
        + count(examination, Status.FAIL));
    return lines;
  }

  private static String count(Examination examination, Status status) {
    return examination.count(status) + " " + status.label();
  }

  static ObjectNode document(Examination examination) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", SCHEMA);
    document.put("healthy", examination.healthy());
    ArrayNode checks = document.putArray("checks");
    for (Finding finding : examination.findings()) {
      ObjectNode check = checks.addObject();
      check.put("area", finding.area());
      check.put("status", finding.status().label());
      check.put("text", finding.text());
      if (finding.advice().isEmpty()) {
        check.putNull("advice");
      } else {
        check.put("advice", finding.advice());
      }
    }
    return document;
  }
}
