package org.carbonaware.benchmarks.training;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.carbonaware.benchmarks.hardware.Gpu;

/** What was measured as a table in Markdown. */
final class TrainingTable {
  private static final double MILLIS = 1e-6;
  private static final double MICROS = 1e-3;
  private static final double HALF_HOUR_NANOS = 1.8e12;

  private TrainingTable() {}

  static String of(TrainingReport report) {
    return report.results().stream().map(TrainingTable::of).collect(Collectors.joining("\n"));
  }

  private static String of(TrainingResult result) {
    StringBuilder text = new StringBuilder();
    text.append(format(
        "### %s%n%n%s, batches of %d, %d batches a turn, %d groups of %d turns of each.%n",
        result.name(),
        result.framework(),
        result.batchSize(),
        result.batchesPerTurn(),
        result.of(Arm.BARE).length,
        result.turnsPerGroup()));
    gpus(text, "After warming up", result.gpusBefore());
    gpus(text, "At the end", result.gpusAfter());
    text.append(format("%n| | ms a batch | ratio | 95 %% interval | added µs a batch |%n"));
    text.append(format("|---|---|---|---|---|%n"));
    for (Arm arm : Arm.values()) {
      Estimate time = result.nanos(arm);
      Estimate ratio = result.ratio(arm, Arm.BARE);
      text.append(
          arm == Arm.BARE
              ? format("| %s | %.4f | | | |%n", arm.text(), time.median() * MILLIS)
              : format(
                  "| %s | %.4f | %.4f | %.4f to %.4f | %.2f |%n",
                  arm.text(),
                  time.median() * MILLIS,
                  ratio.median(),
                  ratio.low(),
                  ratio.high(),
                  result.added(arm).median() * MICROS));
    }
    Estimate toOwn = result.ratio(Arm.OURS_METERED, Arm.OWN_SPEED);
    text.append(format(
        "%nOurs with metering over the framework's own: %.4f (%.4f to %.4f).",
        toOwn.median(), toOwn.low(), toOwn.high()));
    text.append(format(" The meter looked %d times.%n", result.looks()));
    result
        .checkpoint()
        .ifPresent(cost -> text.append(format(
            "A checkpoint holds the training for %.2f ms (%.2f to %.2f; %d of them): %.5f %% of half an"
                + " hour, the usual time between two.%n",
            cost.median() * MILLIS,
            cost.low() * MILLIS,
            cost.high() * MILLIS,
            result.checkpoints(),
            100 * cost.median() / HALF_HOUR_NANOS)));
    result
        .gpuJoulesPerBatch()
        .ifPresent(joules -> text.append(
            format("Energy of the GPU: %.4f J a batch, all turns together.%n", joules)));
    return text.toString();
  }

  private static void gpus(StringBuilder text, String when, List<Gpu> gpus) {
    gpus.forEach(gpu -> text.append(format(
        "%s: %s, driver %s, multiprocessors %s, memory %s, %s °C, limit %s.%n",
        when,
        gpu.name(),
        gpu.driver(),
        gpu.smClock(),
        gpu.memoryClock(),
        gpu.temperature(),
        gpu.powerLimit())));
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values).replace(System.lineSeparator(), "\n");
  }
}
