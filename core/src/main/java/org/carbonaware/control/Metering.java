package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.carbonaware.control.ControllerEvent.MetersDescribed;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Method;
import org.jspecify.annotations.Nullable;

/**
 * The meter as an account sees it: what was drawn from one reading to the next, and how that is
 * known. A meter that fails or hangs is reported and asked again. Belongs to the control thread.
 */
final class Metering implements AutoCloseable {
  /** Counters are read at least so often, whatever is booked: some wrap around. */
  private static final Duration LONGEST_BETWEEN_READINGS = Duration.ofMinutes(1);

  /** What one component drew since the reading before. */
  record Drawn(String component, double joules, Method method) {}

  private final MeterThread meter;
  private final Consumer<ControllerEvent> out;
  private final Consumer<String> warn;
  private final Map<String, Double> last = new LinkedHashMap<>();
  private List<Component> components = List.of();
  private List<Component> described = List.of();
  private @Nullable Instant firstAt;
  private @Nullable Instant lastAt;
  private @Nullable Instant triedAt;
  private String trouble = "";
  private boolean warnedOfFailure;
  private boolean warnedOfSilence;

  Metering(MeterThread meter, Consumer<ControllerEvent> out, Consumer<String> warn) {
    this.meter = meter;
    this.out = out;
    this.warn = warn;
  }

  /** Lets the meter look at what changes between readings. */
  void look(Instant now) {
    MeterThread.Answer answer = meter.sample();
    if (answer.isLate()) {
      troubled(answer, now);
    } else if (answer.failure() != null) {
      warnOfFailure(answer); // a reading may do all the same
    }
  }

  /** Whether it is time for a reading, or one has come late. */
  boolean isDue(Instant now) {
    Instant tried = triedAt;
    return meter.hasLateAnswer()
        || (tried != null && Duration.between(tried, now).compareTo(LONGEST_BETWEEN_READINGS) >= 0);
  }

  /** When the last reading was, if it is as new as the last attempt. */
  boolean hasReadingOf(Instant moment) {
    return moment.equals(lastAt);
  }

  /** Whether readings come. */
  boolean works() {
    return trouble.isEmpty() && lastAt != null;
  }

  /** The time since the last reading, in seconds. */
  double secondsSinceReading(Instant now) {
    return lastAt == null ? 0 : seconds(lastAt, now);
  }

  /** What was drawn since the last reading; nothing if there is no new one. */
  List<Drawn> read(Instant now) {
    return read(now, false);
  }

  /** As {@link #read}, and waits once more for a meter that has not answered. */
  List<Drawn> readAtLast(Instant now) {
    return read(now, true);
  }

  private List<Drawn> read(Instant now, boolean patiently) {
    triedAt = now;
    MeterThread.Answer answer = meter.read(patiently);
    EnergyReading reading = answer.reading();
    if (reading == null) {
      troubled(answer, now);
      return List.of();
    }
    boolean isFirst = firstAt == null;
    if (isFirst) {
      firstAt = now;
    }
    lastAt = now;
    trouble = "";
    components = reading.components();
    List<Drawn> drawn = new ArrayList<>();
    for (Component component : components) {
      drawn.add(new Drawn(component.name(), since(component, isFirst), component.method()));
    }
    describe(now, false);
    return drawn;
  }

  /** A component that comes later drew all it tells of since the first reading. */
  private double since(Component component, boolean isFirst) {
    double joules = component.joules();
    if (!(joules >= 0 && joules < Double.POSITIVE_INFINITY)) {
      return 0;
    }
    double before = last.getOrDefault(component.name(), isFirst ? joules : 0);
    last.merge(component.name(), joules, Math::max);
    return Math.max(0, joules - before);
  }

  private void troubled(MeterThread.Answer answer, Instant now) {
    if (answer.isLate()) {
      trouble = "the meter does not answer";
      if (!warnedOfSilence) {
        warnedOfSilence = true;
        warn.accept(
            "the energy meter does not answer: the training goes on, and what the meter counted is booked"
                + " when it answers");
      }
    } else {
      trouble = "the meter failed";
      warnOfFailure(answer);
    }
    describe(now, false);
  }

  private void warnOfFailure(MeterThread.Answer answer) {
    if (!warnedOfFailure) { // such as a missing native library
      warnedOfFailure = true;
      warn.accept("the energy meter failed and is not counted while it does: " + answer.failure());
    }
  }

  /** Says what is metered and how, if that is not what was said last, or in any case. */
  void describe(Instant now, boolean inAnyCase) {
    if (components.isEmpty()) {
      return;
    }
    List<Component> asOfNow =
        components.stream().map(component -> asOf(now, component)).toList();
    List<Component> kinds = asOfNow.stream().map(Metering::withoutFigures).toList();
    if (inAnyCase || !kinds.equals(described)) {
      described = kinds;
      out.accept(new MetersDescribed(now, asOfNow));
    }
  }

  /** What was drawn since the last reading is missing until there is another. */
  private Component asOf(Instant now, Component component) {
    if (trouble.isEmpty() || firstAt == null || lastAt == null) {
      return component;
    }
    double all = seconds(firstAt, now);
    double share = all > 0 ? seconds(firstAt, lastAt) / all : 1;
    return new Component(
        component.name(),
        component.kind(),
        component.device(),
        component.joules(),
        component.technique(),
        component.scope(),
        component.coverage() * share,
        component.how() + "; no reading since " + lastAt + ": " + trouble);
  }

  private static Component withoutFigures(Component component) {
    return new Component(
        component.name(),
        component.kind(),
        component.device(),
        0,
        component.technique(),
        component.scope(),
        1,
        component.how());
  }

  private static double seconds(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return length.getSeconds() + length.getNano() / 1e9;
  }

  @Override
  public void close() {
    meter.close();
  }
}
