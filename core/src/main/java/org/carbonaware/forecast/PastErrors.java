package org.carbonaware.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.carbonaware.grid.IntensitySeries;

/**
 * How far the issues of the days before were off, step by step: {@code |ln actual - ln forecast|},
 * NaN where the actual value is not known yet or the issue had nothing to go by. Issues are
 * numbered by their age in days, the one in question 0.
 */
final class PastErrors {
  /** From how many issues the widths of an interval are taken. */
  static final int WINDOW = 180;
  /** Over how many issues the share of misses is followed. */
  static final int FOLLOWED = 90;
  /** How far back issues count, besides the days that a horizon has. */
  static final int MOST_ISSUES = WINDOW + FOLLOWED;

  private static final int FEWEST = 20;
  private static final int LEAST_POOLED = 5;

  private final int stepsPerDay;
  private final double[][] byLead; // then by age

  private PastErrors(int stepsPerDay, double[][] byLead) {
    this.stepsPerDay = stepsPerDay;
    this.byLead = byLead;
  }

  /**
   * Looks back from an issue.
   *
   * @param days how many days ahead; the steps of each are whole days from the step of the issue on
   */
  static PastErrors of(
      PastIssues.View issues, IntensitySeries history, Instant issuedAt, int days) {
    Duration horizon = Duration.ofDays(days);
    PastDays past = new PastDays(history, issuedAt, horizon);
    int day = past.stepsPerDay();
    int leads = days * day;
    int oldest = Math.min(MOST_ISSUES + days, past.first() / day);
    double[] actual = new double[Math.max(0, Math.min(past.knownEnd(), past.first() + 1))];
    for (int i = Math.max(0, past.first() - oldest * day); i < actual.length; i++) {
      actual[i] = PastIssues.log(past.known(i));
    }
    double[][] errors = new double[leads][oldest + 1];
    for (double[] ofLead : errors) {
      Arrays.fill(ofLead, Double.NaN);
    }
    // In parallel, because asked for the first time there are hundreds of them to be made.
    IntStream.rangeClosed(1, oldest).parallel().forEach(age -> {
      double[] said = issues.logs(issuedAt.minus(Duration.ofDays(age)), horizon);
      int first = past.first() - age * day;
      int known = Math.min(leads, Math.min(said.length, actual.length - first));
      for (int lead = 0; lead < known; lead++) {
        errors[lead][age] = Math.abs(actual[first + lead] - said[lead]);
      }
    });
    return new PastErrors(day, errors);
  }

  int leads() {
    return byLead.length;
  }

  int stepsPerDay() {
    return stepsPerDay;
  }

  /** The age of the oldest issue. */
  int oldest() {
    return byLead[0].length - 1;
  }

  /** The newest issue of which an issue of an age could know how far a step was off. */
  private int newestKnown(int age, int lead) {
    return age + lead / stepsPerDay + 1;
  }

  /** The end of those that count. It hangs on the step's day, not on how far ahead others look. */
  private int endOfKnown(int age, int lead) {
    int known = Math.min(byLead[lead].length, MOST_ISSUES + lead / stepsPerDay + 2);
    return Math.min(known, newestKnown(age, lead) + WINDOW);
  }

  /**
   * Which share of the steps of an issue lay outside its intervals.
   *
   * @param share which share of the errors known then the intervals left out
   * @param otherwise what to say if too few errors were known then, or the steps are not known
   */
  double missedShare(int age, double share, int fromLead, int toLead, double otherwise) {
    int judged = 0;
    int missed = 0;
    for (int lead = fromLead; lead < toLead && age <= oldest(); lead++) {
      double[] errors = byLead[lead];
      double error = errors[age];
      int to = endOfKnown(age, lead);
      int less = 0;
      int known = 0;
      for (int i = newestKnown(age, lead); i < to; i++) {
        less += errors[i] < error ? 1 : 0;
        known += errors[i] >= 0 ? 1 : 0;
      }
      if (known >= FEWEST && error >= 0) {
        judged++;
        missed += less >= rank(known, share) ? 1 : 0;
      }
    }
    return judged == 0 ? otherwise : (double) missed / judged;
  }

  /** The how manieth of the errors in order bounds the interval, from 1. */
  private static int rank(int known, double share) {
    return Math.max(1, Math.min(known, (int) Math.ceil((known + 1) * (1 - share))));
  }

  /** The error that a share of those known now exceeds, NaN if too little is known. */
  double exceededBy(double share, int lead) {
    double[] known = known(lead, lead);
    int firstOfDay = lead - lead % stepsPerDay;
    int lastOfDay = firstOfDay + stepsPerDay - 1;
    for (int reach = 1; known.length < FEWEST && reach <= stepsPerDay / 4; reach++) {
      known = known(Math.max(firstOfDay, lead - reach), Math.min(lastOfDay, lead + reach));
    }
    if (known.length < LEAST_POOLED) {
      return Double.NaN;
    }
    Arrays.sort(known);
    return known[rank(known.length, share) - 1];
  }

  private double[] known(int fromLead, int toLead) {
    double[] found = new double[(toLead - fromLead + 1) * WINDOW];
    int count = 0;
    for (int lead = fromLead; lead <= toLead; lead++) {
      for (int age = newestKnown(0, lead); age < endOfKnown(0, lead); age++) {
        if (!Double.isNaN(byLead[lead][age])) {
          found[count++] = byLead[lead][age];
        }
      }
    }
    return Arrays.copyOf(found, count);
  }
}
