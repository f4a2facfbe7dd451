package org.carbonaware.examples.forecast.task;

/** Windows as numbers for a network, see {@link Windows}. Immutable; the values are copied out. */
public final class Examples {
  /** Inputs of an example: day by day, channel by channel. */
  public static final int INPUTS = Windows.DAYS * Windows.CHANNELS;

  /** Targets of an example: hour by hour. */
  public static final int TARGETS = Windows.HOURS;

  private final int[] issues;
  private final float[] inputs;
  private final float[] targets;

  private Examples(int[] issues, float[] inputs, float[] targets) {
    this.issues = issues;
    this.inputs = inputs;
    this.targets = targets;
  }

  static Examples of(Windows windows, int[] issues) {
    float[] inputs = new float[issues.length * INPUTS];
    float[] targets = new float[issues.length * TARGETS];
    for (int i = 0; i < issues.length; i++) {
      windows.copyInputs(issues[i], inputs, i * INPUTS);
      windows.copyTargets(issues[i], targets, i * TARGETS);
    }
    return new Examples(issues.clone(), inputs, targets);
  }

  /** How many there are. */
  public int size() {
    return issues.length;
  }

  /** The hour at whose start an example's forecast is issued, the first of its targets. */
  int issue(int example) {
    return issues[example];
  }

  /** Copies the inputs of an example: {@link #INPUTS} values. */
  public void copyInputs(int example, float[] target, int offset) {
    System.arraycopy(inputs, example * INPUTS, target, offset, INPUTS);
  }

  /** Copies the targets of an example: {@link #TARGETS} values. */
  public void copyTargets(int example, float[] target, int offset) {
    System.arraycopy(targets, example * TARGETS, target, offset, TARGETS);
  }
}
