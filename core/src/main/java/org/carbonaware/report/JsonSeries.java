package org.carbonaware.report;

import static org.carbonaware.report.JsonReport.putNumber;
import static org.carbonaware.report.JsonReport.putSeconds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.DecisionMoment;
import org.carbonaware.ledger.RunAccount.HourTotal;
import org.carbonaware.ledger.RunAccount.PauseTotal;
import org.carbonaware.ledger.RunAccount.Slice;

/** The parts of an account that are many, as JSON. */
final class JsonSeries {
  private final RunAccount account;

  JsonSeries(RunAccount account) {
    this.account = account;
  }

  void addTo(ObjectNode document) {
    ArrayNode hours = document.putArray("hours");
    account.hours().forEach(each -> hour(hours.addObject(), each));
    ArrayNode epochs = document.putArray("epochs");
    account.epochs().forEach(each -> {
      ObjectNode node = epochs.addObject().put("epoch", each.epoch());
      putSeconds(node, "seconds", each.time());
      putNumber(node, "activeJoules", each.activeJoules());
      putNumber(node, "pausedJoules", each.pausedJoules());
      putNumber(node, "grams", each.grams());
    });
    ArrayNode pauses = document.putArray("pauses");
    account.pauses().forEach(each -> pause(pauses.addObject(), each));
    ArrayNode decisions = document.putArray("decisions");
    account.decisions().forEach(each -> decision(decisions.addObject(), each));
    document.put("droppedDecisions", account.droppedDecisions());
    ArrayNode losses = document.putArray("losses");
    account.losses().forEach(each -> {
      ObjectNode node = losses.addObject().put("at", each.at().toString());
      node.put("batches", each.batches()).put("epochs", each.epochs());
      putNumber(node, "loss", each.loss());
    });
    ObjectNode history = document.putObject("history");
    history.put("start", account.history().start().toString());
    putSeconds(history, "stepSeconds", account.history().step());
    ArrayNode slices = history.putArray("slices");
    account.history().slices().forEach(each -> slice(slices.addObject(), each));
  }

  private static void hour(ObjectNode node, HourTotal hour) {
    node.put("start", hour.start().toString());
    putNumber(node, "activeJoules", hour.activeJoules());
    putNumber(node, "pausedJoules", hour.pausedJoules());
    putNumber(node, "joulesWithoutIntensity", hour.joulesWithoutIntensity());
    putNumber(node, "grams", hour.grams());
    node.put("intensityKind", hour.intensityKind());
    node.put("intensitySource", hour.intensitySource());
  }

  private static void pause(ObjectNode node, PauseTotal pause) {
    node.put("from", pause.from().toString()).put("to", pause.to().toString());
    node.put("ended", pause.ended()).put("suspended", pause.suspended());
    node.put("rule", pause.rule()).put("reason", pause.reason());
    putNumber(node, "gramsPerKwh", pause.gramsPerKwh());
    putNumber(node, "joules", pause.joules());
    putNumber(node, "grams", pause.grams());
  }

  private static void decision(ObjectNode node, DecisionMoment decision) {
    node.put("at", decision.at().toString()).put("action", decision.action());
    node.put("until", decision.until().toString());
    node.put("rule", decision.rule()).put("reason", decision.reason());
    putNumber(node, "gramsPerKwh", decision.gramsPerKwh());
    node.put("intensityKind", decision.intensityKind());
    node.put("intensitySource", decision.intensitySource());
  }

  private static void slice(ObjectNode node, Slice slice) {
    ObjectNode joules = node.putObject("joulesByKind");
    new TreeMap<>(slice.joules()).forEach((kind, each) -> putNumber(joules, kind.label(), each));
    putNumber(node, "gramsPerKwh", slice.gramsPerKwh());
    putNumber(node, "grams", slice.grams());
    putNumber(node, "straightThroughGrams", slice.straightGrams());
    putNumber(node, "bestPossibleGrams", slice.bestGrams());
    putNumber(node, "runningShare", slice.runningShare());
    putNumber(node, "pausedShare", slice.pausedShare());
    putNumber(node, "awayShare", slice.awayShare());
  }
}
