package org.carbonaware.examples.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.control.ControllerState;
import org.carbonaware.grid.Intensity;
import org.carbonaware.plan.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run as it happens: a line for each change of state with its reason, for each checkpoint
 * at a pause and for each warning, and how far it is: every hour as a line, or on a terminal in one
 * line that changes. Serves all controllers of a run, one after the other.
 */
final class ProgressView implements ControllerListener {
  private static final int REASON_COLUMN = 22;
  private static final Duration BETWEEN_LINES = Duration.ofHours(1);
  private static final int BAR_WIDTH = 12;

  private final Terminal terminal;
  private @Nullable Intensity intensity;
  private Instant nextLine = Instant.MIN;
  private Instant pauseUntil = Instant.MIN;
  private double fraction;

  ProgressView(Terminal terminal) {
    this.terminal = terminal;
  }

  /** When the last pause was expected to end. */
  synchronized Instant pauseUntil() {
    return pauseUntil;
  }

  @Override
  public synchronized void onEvent(ControllerEvent event) {
    if (event instanceof IntensityObserved observed) {
      observe(observed.intensity());
    } else if (event instanceof StateChanged change) {
      show(change);
    } else if (event instanceof DecisionMade made && made.decision().isPause()) {
      pauseUntil = made.decision().until();
    } else if (event instanceof Progressed progress) {
      show(progress);
    } else if (event instanceof CheckpointWritten written && written.forPause()) {
      show(written);
    } else if (event instanceof Warned warned) {
      say(warned.at(), "yellow", "warning", warned.text());
    }
  }

  private void observe(Intensity observed) {
    Intensity known = intensity;
    if (known == null || !observed.at().isBefore(known.at())) {
      intensity = observed;
    }
  }

  private void show(StateChanged change) {
    terminal.move("");
    String style = switch (change.to()) {
      case RUNNING -> "green";
      case PAUSED, PAUSING, SUSPENDED -> "yellow";
      default -> "bold";
    };
    say(change.at(), style, change.to().name(), text(change));
    if (change.to() == ControllerState.RUNNING) {
      nextLine = change.at().plus(BETWEEN_LINES);
    }
  }

  private static String text(StateChanged change) {
    return change.to() == ControllerState.SUSPENDED
            && change.reason().code() != Reason.Code.STOP_SIGNAL
        ? "saved and left, as a process with exit code 75"
        : change.reason().text();
  }

  private void show(CheckpointWritten written) {
    String text = String.format(
        Locale.ROOT, "%.1f MB written after batch %d", written.bytes() / 1e6, written.batches());
    say(written.at(), "", "checkpoint", text);
  }

  private void show(Progressed progress) {
    fraction = progress.fraction().orElse(fraction);
    if (terminal.moves()) {
      terminal.move(progressLine(progress));
    } else if (!progress.at().isBefore(nextLine)) {
      nextLine = progress.at().plus(BETWEEN_LINES);
      terminal.line(progressLine(progress));
    }
  }

  private String progressLine(Progressed progress) {
    String left = progress
        .workLeft()
        .map(work -> GridTime.hours(work) + " of work left, ETA "
            + GridTime.hour(progress.at().plus(work)))
        .orElse("");
    return status(progress.at(), intensity(), left);
  }

  private String intensity() {
    return Optional.ofNullable(intensity)
        .map(known -> Math.round(known.gramsPerKwh()) + " g/kWh")
        .orElse("? g/kWh");
  }

  /** Shows that the run is away until a scheduler starts it again. */
  synchronized void waiting(Instant now, double gramsPerKwh, Instant until) {
    String text = status(
        now, Math.round(gramsPerKwh) + " g/kWh", "suspended until about " + GridTime.hour(until));
    if (terminal.moves()) {
      terminal.move(text);
    } else {
      terminal.line(text);
    }
  }

  private String status(Instant at, String gramsPerKwh, String rest) {
    int filled = (int) (fraction * BAR_WIDTH);
    String bar = "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled);
    return String.format(
        Locale.ROOT,
        "%s  [%s] %3d %%  %9s  %s",
        GridTime.hour(at),
        bar,
        (int) (100 * fraction),
        gramsPerKwh,
        rest);
  }

  /** Writes a line of the form: time, word, sentence. */
  void say(Instant at, String style, String word, String text) {
    terminal.line(
        REASON_COLUMN,
        style,
        String.format(Locale.ROOT, "%s  %-10s %s", GridTime.hour(at), word, text));
  }
}
