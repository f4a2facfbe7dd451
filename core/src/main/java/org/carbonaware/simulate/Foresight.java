package org.carbonaware.simulate;

import java.util.Optional;
import java.util.function.Supplier;
import org.carbonaware.forecast.Forecaster;
import org.jspecify.annotations.Nullable;

/** What a simulated policy expects of the grid. Immutable. */
public final class Foresight {
  private static final Foresight NONE = new Foresight("none", null, false);
  private static final Foresight PERFECT = new Foresight("perfect", null, false);

  private final String label;
  private final @Nullable Supplier<Forecaster> forecaster;
  private final boolean once;

  private Foresight(String label, @Nullable Supplier<Forecaster> forecaster, boolean once) {
    this.label = label;
    this.forecaster = forecaster;
    this.once = once;
  }

  /**
   * Knows nothing of the future.
   *
   * @return the foresight
   */
  public static Foresight none() {
    return NONE;
  }

  /**
   * Knows the future exactly.
   *
   * @return the foresight
   */
  public static Foresight perfect() {
    return PERFECT;
  }

  /**
   * Forecasts issued anew at each decision.
   *
   * @param label what results call it, such as the model's name
   * @param forecaster makes the model; called once for each trace, so that what a model keeps in
   *     memory is of one zone
   * @return the foresight
   */
  public static Foresight forecasts(String label, Supplier<Forecaster> forecaster) {
    return new Foresight(label, forecaster, false);
  }

  /**
   * The same, but issued once, at the start of the job.
   *
   * @return the foresight
   */
  public Foresight once() {
    return new Foresight(label, forecaster, true);
  }

  /**
   * What results call it.
   *
   * @return {@code none}, {@code perfect} or the label given
   */
  public String label() {
    return label;
  }

  /** Whether a job never learns anything that it did not expect at its start. */
  boolean unchanging() {
    return once || this == PERFECT;
  }

  boolean sameModel(Foresight other) {
    return forecaster == other.forecaster && isPerfect() == other.isPerfect();
  }

  boolean isOnce() {
    return once;
  }

  boolean isPerfect() {
    return label.equals(PERFECT.label) && forecaster == null;
  }

  /** Makes the model, or nothing if there is none. */
  Optional<Forecaster> forecaster() {
    return Optional.ofNullable(forecaster).map(Supplier::get);
  }
}
