package org.carbonaware.examples.forecast.task;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.forecast.ErrorCarry;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.ProfileBlend;
import org.carbonaware.grid.IntensitySeries;

/**
 * What a forecast is made from and what it should have been. It is issued at the start of an hour,
 * for this hour and the 23 after it.
 *
 * <p>In goes the last week, one day after the other, each from the clock hour of the issue on:
 * {@value #CHANNELS} values a day, which are ln(gCO2e/kWh) of its 24 hours, then sine and cosine of
 * the hour of the day and of the time of the week, both UTC. Nothing from the hour of the issue on
 * is read.
 *
 * <p>Out comes a correction of what the library's blend of the last days expects, for each hour
 * ln(intensity / expected): a small network learns sooner what the usual forecast gets wrong than
 * how a grid behaves. Immutable.
 */
public final class Windows {
  /** Days looked back on, which are the steps of the sequence. */
  public static final int DAYS = 7;

  /** Hours of a day, and hours ahead. */
  public static final int HOURS = 24;

  /** Values a day. */
  public static final int CHANNELS = HOURS + 4;

  private static final int LOOK_BACK = DAYS * HOURS;
  private static final Duration AHEAD = Duration.ofHours(HOURS);
  private static final int MONDAY_OF_EPOCH = 3; // 1970-01-01 was a Thursday

  private final IntensitySeries hours;
  private final Forecaster usual = new ErrorCarry(new ProfileBlend());

  Windows(IntensitySeries hours) {
    this.hours = hours;
  }

  /** The name of the forecaster that is corrected. */
  String usualModel() {
    return usual.model();
  }

  /** The first hour that has a week behind it. */
  static int firstIssue() {
    return LOOK_BACK;
  }

  /** Writes what goes in, {@link #DAYS} times {@link #CHANNELS} values, day by day. */
  void copyInputs(int issue, float[] target, int offset) {
    int to = offset;
    for (int hour = issue - LOOK_BACK; hour < issue; hour += HOURS) {
      for (int i = 0; i < HOURS; i++) {
        target[to + i] = (float) LogScale.log(hours.gramsPerKwh(hour + i));
      }
      copyCalendar(hour, target, to + HOURS);
      to += CHANNELS;
    }
  }

  private void copyCalendar(int hour, float[] target, int offset) {
    Instant at = hours.startOf(hour);
    double hoursOfEpoch = at.getEpochSecond() / 3600.0;
    double day = 2 * Math.PI * (hoursOfEpoch / HOURS);
    double week = 2 * Math.PI * ((hoursOfEpoch / HOURS + MONDAY_OF_EPOCH) / 7);
    target[offset] = (float) StrictMath.sin(day);
    target[offset + 1] = (float) StrictMath.cos(day);
    target[offset + 2] = (float) StrictMath.sin(week);
    target[offset + 3] = (float) StrictMath.cos(week);
  }

  /** Writes what should come out, {@link #HOURS} values. */
  void copyTargets(int issue, float[] target, int offset) {
    double[] expected = expected(issue);
    for (int i = 0; i < HOURS; i++) {
      target[offset + i] =
          (float) (LogScale.log(hours.gramsPerKwh(issue + i)) - LogScale.log(expected[i]));
    }
  }

  /** What the library's blend of the last days expects; knows no hour from the issue on. */
  double[] expected(int issue) {
    return usual.forecast(hours, hours.startOf(issue), AHEAD).mean().toArray();
  }

  /** The forecast that an answer stands for, gCO2e/kWh. */
  double[] corrected(int issue, float[] answers, int offset) {
    double[] forecast = expected(issue);
    for (int i = 0; i < HOURS; i++) {
      forecast[i] =
          Math.max(LogScale.LEAST_GRAMS, forecast[i]) * StrictMath.exp(answers[offset + i]);
    }
    return forecast;
  }
}
