package org.carbonaware.report.chart;

/**
 * The {@code d} of a path in whole units of a plane that is stretched over the plot: x from 0 at
 * the left to {@value #WIDTH}, y from 0 at the top to {@value #HEIGHT}.
 */
final class PathData {
  static final int WIDTH = 10_000;
  static final int HEIGHT = 1000;

  private PathData() {}

  static int x(double share) {
    return (int) Math.round(share * WIDTH);
  }

  static int y(double share) {
    return (int) Math.round((1 - share) * HEIGHT);
  }

  /**
   * A line through points, broken where a share is NaN and where {@code cuts} says so. A point
   * alone becomes a line of no length, which round ends show as a dot.
   *
   * @param cuts whether the line is broken before a point
   */
  static String line(double[] xs, double[] ys, boolean[] cuts) {
    StringBuilder path = new StringBuilder();
    boolean down = false;
    for (int i = 0; i < xs.length; i++) {
      if (Double.isNaN(xs[i]) || Double.isNaN(ys[i])) {
        down = false;
      } else {
        boolean starts = !down || cuts[i];
        path.append(starts ? 'M' : 'L').append(x(xs[i])).append(' ').append(y(ys[i]));
        boolean alone = starts
            && (i + 1 == xs.length
                || Double.isNaN(xs[i + 1])
                || Double.isNaN(ys[i + 1])
                || cuts[i + 1]);
        path.append(alone ? "h0" : "");
        down = true;
      }
    }
    return path.toString();
  }

  /** The areas between two lines; where a share is NaN one ends. */
  static String between(double[] xs, double[] lows, double[] highs) {
    StringBuilder path = new StringBuilder();
    int from = 0;
    for (int i = 0; i <= xs.length; i++) {
      if (i == xs.length || Double.isNaN(lows[i]) || Double.isNaN(highs[i])) {
        for (int k = from; k < i; k++) {
          path.append(k == from ? 'M' : 'L').append(x(xs[k])).append(' ').append(y(highs[k]));
        }
        for (int k = i - 1; k >= from; k--) {
          path.append('L').append(x(xs[k])).append(' ').append(y(lows[k]));
        }
        path.append(i > from ? "Z" : "");
        from = i + 1;
      }
    }
    return path.toString();
  }

  /** The line on top of steps, broken where a share is NaN; equal neighbours are one. */
  static String steps(double[] edges, double[] shares) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < shares.length; i++) {
      if (!Double.isNaN(shares[i])) {
        int height = y(shares[i]);
        boolean down = i > 0 && !Double.isNaN(shares[i - 1]);
        if (!down) {
          path.append('M').append(x(edges[i])).append(' ').append(height);
        } else if (y(shares[i - 1]) != height) {
          path.append('V').append(height);
        }
        boolean goesOn = i + 1 < shares.length && y(shares[i + 1]) == height;
        if (!goesOn || Double.isNaN(shares[i + 1])) {
          path.append('H').append(x(edges[i + 1]));
        }
      }
    }
    return path.toString();
  }

  /**
   * The area below steps; steps that are NaN or left out by {@code wanted} have none. Neighbours of
   * the same height are drawn as one.
   */
  static String area(double[] edges, double[] shares, boolean[] wanted) {
    StringBuilder path = new StringBuilder();
    int i = 0;
    while (i < shares.length) {
      if (!wanted[i] || Double.isNaN(shares[i])) {
        i++;
        continue;
      }
      path.append('M').append(x(edges[i])).append(' ').append(HEIGHT);
      int height = HEIGHT;
      while (i < shares.length && wanted[i] && !Double.isNaN(shares[i])) {
        int next = y(shares[i]);
        if (next != height) {
          path.append('H').append(x(edges[i])).append('V').append(next);
          height = next;
        }
        i++;
      }
      path.append('H').append(x(edges[i])).append('V').append(HEIGHT).append('Z');
    }
    return path.toString();
  }
}
