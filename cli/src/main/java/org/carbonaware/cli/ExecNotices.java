package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.carbonaware.cli.exec.Closing;
import org.carbonaware.cli.exec.Notices;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.text.Printable;
import picocli.CommandLine;

/** Tells on stderr how a program fares: its stdout is its own, so even JSON goes to stderr. */
final class ExecNotices implements Notices {
  static final String SCHEMA = "carbon-aware/exec/v1";

  private final CommandLine command;

  ExecNotices(CommandLine command) {
    this.command = command;
  }

  @Override
  public void tell(String text) {
    if (!Main.of(command).quiet) {
      print("carbon-trainer: " + text);
    }
  }

  @Override
  public void close(Closing closing) {
    if (Main.of(command).json) {
      print(Printable.json(document(closing).toString()));
    } else {
      tell(closing.inWords());
    }
  }

  private synchronized void print(String line) {
    PrintWriter err = command.getErr();
    err.println(Printable.line(line));
    err.flush();
  }

  private static ObjectNode document(Closing closing) {
    RunSummary summary = closing.summary();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", SCHEMA);
    document.put("runId", summary.runId());
    document.put("ledger", closing.ledger().toString());
    document.put("exitCode", closing.exitCode());
    document.put("dryRun", closing.dryRun());
    document.put("zone", summary.zone());
    document.put("basis", summary.basis());
    document.put("policy", summary.policy());
    document.put("startedAt", summary.startedAt().toString());
    document.put("endedAt", summary.endedAt().toString());
    document.put("deadline", summary.deadline().toString());
    document.put("energyJoules", summary.joules());
    document.put("emissionsGrams", summary.grams());
    document.put("straightThroughGrams", summary.counterfactualGrams());
    document.put("avoidedGrams", summary.avoidedGrams());
    document.put("pauses", summary.pauseCount());
    document.put("pausedSeconds", summary.pauses().time().toMillis() / 1000.0);
    document.put("wouldHavePaused", closing.wouldHavePaused());
    return document;
  }
}
