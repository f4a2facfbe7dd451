package org.carbonaware.plan;

/** When to run, as shares of equal slots, and what it emits. Immutable. */
public final class Schedule {
  private final double grams;
  private final double[] shares;

  /** Takes the array over. */
  Schedule(double grams, double[] shares) {
    this.grams = grams;
    this.shares = shares;
  }

  static Schedule of(double[] gramsPerSlot, double[] shares) {
    double grams = 0;
    for (int t = 0; t < shares.length; t++) {
      grams += shares[t] * gramsPerSlot[t];
    }
    return new Schedule(grams, shares);
  }

  /**
   * What it emits, changes and pauses included where they are charged.
   *
   * @return grams
   */
  public double grams() {
    return grams;
  }

  /**
   * How much of a slot runs.
   *
   * @param slot the slot, from 0
   * @return 0 to 1
   */
  public double share(int slot) {
    return shares[slot];
  }

  /**
   * How many slots there are, running or not.
   *
   * @return the count
   */
  public int slots() {
    return shares.length;
  }

  /**
   * How many runs it has: slots in a row with a share above 0.
   *
   * @return the count
   */
  public int runs() {
    int runs = 0;
    for (int t = 0; t < shares.length; t++) {
      runs += shares[t] > 0 && (t == 0 || shares[t - 1] == 0) ? 1 : 0;
    }
    return runs;
  }

  @Override
  public String toString() {
    return grams + " g in " + runs() + " runs";
  }
}
