package org.carbonaware.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Where values lie on an axis, and its ticks at 1, 2 or 5 times a power of ten. Immutable. */
public final class Scale {
  /** Values that differ by less than this share of themselves are drawn as a level line. */
  private static final double FLAT = 1e-4;

  private static final BigDecimal SMALLEST_PLAIN = BigDecimal.ONE.scaleByPowerOfTen(-4);
  private static final BigDecimal LARGEST_PLAIN = BigDecimal.ONE.scaleByPowerOfTen(6);
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private final double low;
  private final double high;
  private final boolean logarithmic;
  private final List<Tick> ticks;

  private Scale(double low, double high, boolean logarithmic, List<BigDecimal> ticks) {
    this.low = low;
    this.high = high;
    this.logarithmic = logarithmic;
    this.ticks = ticks.stream()
        .map(tick -> new Tick(share(tick.doubleValue()), label(tick)))
        .toList();
  }

  /**
   * A linear scale, widened at both ends to a tick.
   *
   * @param low the least value
   * @param high the greatest value; if it is hardly greater, the scale reaches well above it
   * @param about how many steps between ticks are wanted at most, 1 or more
   * @return the scale
   * @throws IllegalArgumentException if a value is not finite
   */
  public static Scale linear(double low, double high, int about) {
    return linear(low, high, about, true);
  }

  /**
   * A linear scale that begins and ends exactly at the values, with ticks between them.
   *
   * @param low the least value
   * @param high the greatest value; if it is hardly greater, the scale reaches well above it
   * @param about how many steps between ticks are wanted at most, 1 or more
   * @return the scale
   * @throws IllegalArgumentException if a value is not finite
   */
  public static Scale exact(double low, double high, int about) {
    return linear(low, high, about, false);
  }

  private static Scale linear(double low, double high, int about, boolean widened) {
    checkFinite(low, high);
    double magnitude = Math.max(Math.abs(low), Math.abs(high));
    double top = high - low > magnitude * FLAT ? high : low + Math.max(1, magnitude);
    BigDecimal step = step(low, top, about);
    RoundingMode atLow = widened ? RoundingMode.FLOOR : RoundingMode.CEILING;
    RoundingMode atHigh = widened ? RoundingMode.CEILING : RoundingMode.FLOOR;
    BigDecimal first = BigDecimal.valueOf(low).divide(step, 0, atLow);
    BigDecimal last = BigDecimal.valueOf(top).divide(step, 0, atHigh);
    List<BigDecimal> ticks = new ArrayList<>();
    for (BigDecimal k = first; k.compareTo(last) <= 0; k = k.add(BigDecimal.ONE)) {
      ticks.add(k.multiply(step));
    }
    return widened
        ? new Scale(
            first.multiply(step).doubleValue(), last.multiply(step).doubleValue(), false, ticks)
        : new Scale(low, top, false, ticks);
  }

  /**
   * A logarithmic scale, widened at both ends to a tick, or to a power of ten where it has so many
   * that not each has a tick.
   *
   * @param low the least value, above 0
   * @param high the greatest value; ten times {@code low} if it is not greater
   * @return the scale
   * @throws IllegalArgumentException if a value is not finite or not above 0
   */
  public static Scale logarithmic(double low, double high) {
    checkFinite(low, high);
    if (!(low > 0)) {
      throw new IllegalArgumentException(low + " on a logarithmic scale: expected above 0");
    }
    double top = high > low ? high : low * 10;
    int from = (int) Math.floor(Math.log10(low));
    int to = (int) Math.ceil(Math.log10(top));
    int[] steps = Math.log10(top / low) <= 2.2 ? new int[] {1, 2, 5} : new int[] {1};
    int stride = Math.max(1, (to - from + 5) / 6); // at most seven labels
    if (stride > 1) {
      return decades(from, to, stride);
    }
    List<BigDecimal> all = new ArrayList<>();
    for (int exponent = from; exponent <= to; exponent++) {
      for (int digit : steps) {
        all.add(BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent));
      }
    }
    int first = 0;
    while (first + 1 < all.size() && all.get(first + 1).doubleValue() <= low) {
      first++;
    }
    int last = first + 1;
    while (last + 1 < all.size() && all.get(last).doubleValue() < top) {
      last++;
    }
    List<BigDecimal> ticks = all.subList(first, last + 1);
    return new Scale(
        ticks.get(0).doubleValue(), ticks.get(ticks.size() - 1).doubleValue(), true, ticks);
  }

  /** From one power of ten to another with a tick at some of those between, the last one too. */
  private static Scale decades(int from, int to, int stride) {
    List<BigDecimal> ticks = new ArrayList<>();
    for (int exponent = to; exponent >= from; exponent -= stride) {
      ticks.add(0, BigDecimal.ONE.scaleByPowerOfTen(exponent));
    }
    return new Scale(Math.pow(10, from), Math.pow(10, to), true, ticks);
  }

  /** Plain digits as far as they fit beside an axis, else such as 2×10⁹. */
  private static String label(BigDecimal value) {
    BigDecimal size = value.abs();
    if (size.signum() == 0) {
      return "0";
    } else if (size.compareTo(SMALLEST_PLAIN) >= 0 && size.compareTo(LARGEST_PLAIN) < 0) {
      return value.toPlainString();
    }
    BigDecimal digits = value.stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    String factor = digits.scaleByPowerOfTen(-exponent).toPlainString();
    StringBuilder label = new StringBuilder(factor.equals("1") ? "10" : factor + "×10");
    for (char c : Integer.toString(exponent).toCharArray()) {
      label.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0'));
    }
    return label.toString();
  }

  /** The smallest of 1, 2, 5 times a power of ten that needs no more steps than wanted. */
  private static BigDecimal step(double low, double high, int about) {
    double rough = (high - low) / about;
    int exponent = (int) Math.floor(Math.log10(rough));
    for (int digit : new int[] {1, 2, 5}) {
      BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
      if (step.doubleValue() >= rough * (1 - 1e-9)) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
  }

  private static void checkFinite(double low, double high) {
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          "a scale from " + low + " to " + high + ": expected finite values");
    }
  }

  /**
   * Where a value lies.
   *
   * @param value the value
   * @return 0 at the beginning to 1 at the end; values outside lie at the nearer one; NaN for NaN
   *     and, on a logarithmic scale, for what is not above 0
   */
  public double share(double value) {
    if (Double.isNaN(value) || (logarithmic && value <= 0)) {
      return Double.NaN;
    }
    double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return Math.min(1, Math.max(0, share));
  }

  /**
   * The ticks, from low to high.
   *
   * @return marks with the value as text
   */
  public List<Tick> ticks() {
    return ticks;
  }

  /**
   * Where the axis begins.
   *
   * @return a value
   */
  public double low() {
    return low;
  }

  /**
   * Where the axis ends.
   *
   * @return a value
   */
  public double high() {
    return high;
  }
}
