package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.TreeMap;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.LossObserved;
import org.carbonaware.control.ControllerEvent.MetersDescribed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.RunFoundComplete;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.TrainingDescribed;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.RunOrigin;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.Intensity;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Reason;

/** How each event is written. */
final class EventLines {
  static final String RUN_ENDED = "run-ended";

  /** In the line of an end that another process tells than the one that came to it. */
  static final String TOLD_LATER = "toldLater";

  /** A line to be written; {@code durable} ones are forced to the device. */
  record Line(String kind, ObjectNode fields, boolean durable) {}

  private EventLines() {}

  /** The line of an event; progress has none. */
  static Optional<Line> of(ControllerEvent event) {
    ObjectNode fields = LedgerLines.fields();
    if (event instanceof RunStarted started) {
      return line("run-started", started(started, fields), true);
    } else if (event instanceof StateChanged change) {
      fields.put("from", change.from().name()).put("to", change.to().name());
      return line("state", reason(change.reason(), fields), true);
    } else if (event instanceof DecisionMade made) {
      return line("decision", decision(made, fields), false);
    } else if (event instanceof IntensityObserved observed) {
      return line("intensity", intensity(observed.intensity(), fields), false);
    } else if (event instanceof EnergyUsed used) {
      return line("energy", energy(used, fields), false);
    } else if (event instanceof TrainingDescribed described) {
      return line("training", training(described.facts(), fields), false);
    } else if (event instanceof MetersDescribed described) {
      return line("meters", meters(described, fields), false);
    } else if (event instanceof LossObserved observed) {
      fields.put("batches", observed.batches()).put("epochs", observed.epochs());
      return line("loss", fields.put("loss", observed.loss()), false);
    } else if (event instanceof CheckpointWritten written) {
      fields.put("checkpoint", written.sequence()).put("bytes", written.bytes());
      fields.put("took", written.took().toString()).put("batches", written.batches());
      return line("checkpoint", fields.put("forPause", written.forPause()), true);
    } else if (event instanceof Warned warned) {
      return line("warning", fields.put("text", warned.text()), false);
    } else if (event instanceof RunEnded ended) {
      fields.put("state", ended.state().name()).put("batches", ended.batches());
      return line(
          RUN_ENDED, fields.put("epochs", ended.epochs()).put("complete", ended.complete()), true);
    } else if (event instanceof RunFoundComplete found) {
      fields.put("state", ControllerState.FINISHED.name()).put("batches", found.batches());
      fields.put("epochs", found.epochs()).put("complete", true);
      return line(RUN_ENDED, fields.put(TOLD_LATER, true), true);
    }
    return Optional.empty();
  }

  private static Optional<Line> line(String kind, ObjectNode fields, boolean durable) {
    return Optional.of(new Line(kind, fields, durable));
  }

  private static ObjectNode started(RunStarted started, ObjectNode fields) {
    fields.put("runId", started.runId()).put("startedAt", started.startedAt().toString());
    fields.put("deadline", started.deadline().toString()).put("zone", started.zone());
    fields.put("basis", started.basis()).put("policy", started.policy());
    started.resumedFrom().ifPresent(location -> fields.put("resumedFrom", location));
    started.project().ifPresent(project -> fields.put("project", project));
    fields.put("energyEvery", started.energyEvery().toString());
    BoundaryFields.write(started.boundary(), fields.putObject("boundary"));
    if (!started.origin().equals(RunOrigin.UNKNOWN)) {
      ObjectNode origin = fields.putObject("origin");
      started.origin().gitCommit().ifPresent(commit -> origin.put("gitCommit", commit));
      started.origin().tool().ifPresent(tool -> origin.put("tool", tool));
      HostFields.write(started.origin().host(), origin.putObject("host"));
    }
    return fields;
  }

  private static ObjectNode training(TrainingFacts facts, ObjectNode fields) {
    facts.model().ifPresent(value -> fields.put("model", value));
    facts.framework().ifPresent(value -> fields.put("framework", value));
    facts.frameworkVersion().ifPresent(value -> fields.put("frameworkVersion", value));
    facts.parameters().ifPresent(value -> fields.put("parameters", value));
    facts.samplesPerEpoch().ifPresent(value -> fields.put("samplesPerEpoch", value));
    facts.samplesPerBatch().ifPresent(value -> fields.put("samplesPerBatch", value));
    facts.flopsPerSample().ifPresent(value -> fields.put("flopsPerSample", value));
    facts.device().ifPresent(value -> fields.put("device", value));
    facts.task().ifPresent(value -> fields.put("task", value));
    return fields;
  }

  private static ObjectNode meters(MetersDescribed described, ObjectNode fields) {
    ArrayNode components = fields.putArray("components");
    for (Component component : described.components()) {
      components
          .addObject()
          .put("name", component.name())
          .put("kind", component.kind().label())
          .put("device", component.device())
          .put("technique", component.technique().label())
          .put("scope", component.scope().label())
          .put("coverage", component.coverage())
          .put("how", component.how());
    }
    return fields;
  }

  private static ObjectNode reason(Reason reason, ObjectNode fields) {
    return fields.put("rule", reason.code().label()).put("reason", reason.text());
  }

  private static ObjectNode decision(DecisionMade made, ObjectNode fields) {
    fields
        .put("action", made.decision().action().name())
        .put("until", made.decision().until().toString());
    reason(made.decision().reason(), fields);
    made.intensity().ifPresent(value -> intensity(value, fields));
    made.job().ifPresent(job -> job(job, fields));
    made.power().ifPresent(power -> {
      fields.put("runWatts", power.runWatts()).put("pausedWatts", power.pausedWatts());
      fields.put("powerFrom", power.basis());
    });
    return fields;
  }

  private static void job(Job job, ObjectNode fields) {
    fields.put("workLeft", job.workLeft().toString());
    fields.put("pessimisticWorkLeft", job.pessimisticWorkLeft().toString());
    fields.put("deadline", job.deadline().toString());
  }

  private static ObjectNode intensity(Intensity intensity, ObjectNode fields) {
    fields
        .put("gramsPerKwh", intensity.gramsPerKwh())
        .put("basis", intensity.basis().label());
    fields.put("intensityAt", intensity.at().toString());
    fields.put("source", intensity.provenance().source());
    fields.put("intensityKind", intensity.provenance().kind().label());
    Freshness freshness = intensity.provenance().freshness();
    fields.put("freshness", freshness.state().label());
    return fields.put("ageSeconds", freshness.age().toSeconds());
  }

  private static ObjectNode energy(EnergyUsed used, ObjectNode fields) {
    fields.put("from", used.from().toString()).put("state", used.state().name());
    fields.put("joules", used.joules()).put("method", used.method().label());
    ObjectNode components = fields.putObject("joulesByComponent");
    new TreeMap<>(used.joulesByComponent()).forEach(components::put);
    used.grams().ifPresent(grams -> fields.put("grams", grams));
    return fields.put("firstEpoch", used.firstEpoch()).put("lastEpoch", used.lastEpoch());
  }
}
