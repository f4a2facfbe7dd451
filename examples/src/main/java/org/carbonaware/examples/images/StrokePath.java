package org.carbonaware.examples.images;

import java.util.ArrayList;
import java.util.List;

/**
 * A drawing made of straight pieces, read from a short notation like that of SVG, y downwards:
 *
 * <ul>
 *   <li>{@code M x y} lifts the pen and puts it down there
 *   <li>{@code L x y} draws a line to there
 *   <li>{@code C x1 y1 x2 y2 x y} draws a cubic Bézier curve to x, y
 *   <li>{@code A cx cy rx ry from to} lifts the pen and draws a piece of an ellipse, angles in
 *       degrees, 0 = right, 90 = down; small {@code a} draws a line to its start instead of lifting
 * </ul>
 *
 * <p>Curves become lines here, with {@link StrictMath}, so that they are the same on all machines.
 */
final class StrokePath {
  private static final int CURVE_PIECES = 12;
  private static final double ARC_PIECE_DEGREES = 15;

  private final String[] tokens;
  private final List<Line> lines = new ArrayList<>();
  private int next;
  private double x;
  private double y;

  /** A straight piece of a stroke from (x1, y1) to (x2, y2). */
  record Line(double x1, double y1, double x2, double y2) {}

  private StrokePath(String notation) {
    this.tokens = notation.split(" ", -1);
  }

  static List<Line> lines(String notation) {
    return new StrokePath(notation).parse();
  }

  private List<Line> parse() {
    while (next < tokens.length) {
      String command = tokens[next++];
      switch (command) {
        case "M" -> moveTo(number(), number());
        case "L" -> lineTo(number(), number());
        case "C" -> curveTo(number(), number(), number(), number(), number(), number());
        case "A" -> arc(false, number(), number(), number(), number(), number(), number());
        case "a" -> arc(true, number(), number(), number(), number(), number(), number());
        default ->
          throw new IllegalArgumentException(
              "'%s' at word %d of a glyph is none of M L C A a".formatted(command, next));
      }
    }
    return List.copyOf(lines);
  }

  private double number() {
    return Double.parseDouble(tokens[next++]);
  }

  private void moveTo(double toX, double toY) {
    x = toX;
    y = toY;
  }

  private void lineTo(double toX, double toY) {
    lines.add(new Line(x, y, toX, toY));
    moveTo(toX, toY);
  }

  private void curveTo(double x1, double y1, double x2, double y2, double toX, double toY) {
    double fromX = x;
    double fromY = y;
    for (int i = 1; i <= CURVE_PIECES; i++) {
      double t = (double) i / CURVE_PIECES;
      lineTo(bezier(t, fromX, x1, x2, toX), bezier(t, fromY, y1, y2, toY));
    }
  }

  private static double bezier(double t, double a, double b, double c, double d) {
    double s = 1 - t;
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
  }

  private void arc(
      boolean joined, double cx, double cy, double rx, double ry, double from, double to) {
    int pieces = (int) StrictMath.ceil((to - from) / ARC_PIECE_DEGREES);
    for (int i = 0; i <= pieces; i++) {
      double angle = StrictMath.toRadians(from + (to - from) * i / pieces);
      double toX = cx + rx * StrictMath.cos(angle);
      double toY = cy + ry * StrictMath.sin(angle);
      if (i == 0 && !joined) {
        moveTo(toX, toY);
      } else {
        lineTo(toX, toY);
      }
    }
  }
}
