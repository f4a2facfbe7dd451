package org.carbonaware.examples.images;

import org.carbonaware.examples.images.StrokePath.Line;

/**
 * A square raster of coverage, 0 = untouched to 1 = fully inked, on which a round pen draws lines
 * with soft edges. Only the four operations and square roots, which Java defines to the last bit.
 */
final class Canvas {
  private final int side;
  private final double[] coverage;

  Canvas(int side) {
    this.side = side;
    this.coverage = new double[side * side];
  }

  double coverage(int pixel) {
    return coverage[pixel];
  }

  /** Draws a line, given in pixels, with a pen of this radius; ink never adds up beyond 1. */
  void draw(Line line, double penRadius) {
    double reach = penRadius + 0.5;
    int left = clamp(Math.floor(Math.min(line.x1(), line.x2()) - reach));
    int right = clamp(Math.ceil(Math.max(line.x1(), line.x2()) + reach));
    int top = clamp(Math.floor(Math.min(line.y1(), line.y2()) - reach));
    int bottom = clamp(Math.ceil(Math.max(line.y1(), line.y2()) + reach));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double ink = reach - distance(line, column + 0.5, row + 0.5);
        int pixel = row * side + column;
        coverage[pixel] = Math.max(coverage[pixel], Math.min(1, ink));
      }
    }
  }

  private int clamp(double pixel) {
    return (int) Math.max(0, Math.min(side - 1, pixel));
  }

  private static double distance(Line line, double x, double y) {
    double dx = line.x2() - line.x1();
    double dy = line.y2() - line.y1();
    double lengthSquared = dx * dx + dy * dy;
    double along =
        lengthSquared == 0 ? 0 : ((x - line.x1()) * dx + (y - line.y1()) * dy) / lengthSquared;
    double t = Math.max(0, Math.min(1, along));
    double ex = x - line.x1() - t * dx;
    double ey = y - line.y1() - t * dy;
    return Math.sqrt(ex * ex + ey * ey);
  }
}
