package org.carbonaware.examples.images;

import org.carbonaware.examples.images.StrokePath.Line;

/**
 * How one image differs from its glyph: an affine map from the typeface's box to pixels after a
 * slight bend of upright strokes, the pen, and what light and sensor add.
 *
 * @param xx, xy, yx, yy the linear part of the map
 * @param dx pixels to the right of the image's centre
 * @param dy pixels below the image's centre
 * @param bend units by which the ends of an upright stroke leave the straight line
 * @param penRadius half the stroke width in pixels
 * @param paper brightness without ink, 0 to 1
 * @param ink brightness added by full ink
 * @param noise standard deviation of the noise of each pixel
 */
record Distortion(
    double xx,
    double xy,
    double yx,
    double yy,
    double dx,
    double dy,
    double bend,
    double penRadius,
    double paper,
    double ink,
    double noise) {

  private static final double MAX_ROTATION_DEGREES = 15;

  static Distortion draw(Draws draws, int side) {
    double angle = StrictMath.toRadians(draws.between(-MAX_ROTATION_DEGREES, MAX_ROTATION_DEGREES));
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double scale = draws.between(0.6, 0.84) * side / Typeface.HEIGHT;
    double narrow = scale * draws.between(0.8, 1.2);
    double shear = draws.between(-0.2, 0.2);
    double margin = 0.05 * side;
    double paper = draws.between(0, 0.25);
    return new Distortion(
        cos * narrow,
        cos * narrow * shear - sin * scale,
        sin * narrow,
        sin * narrow * shear + cos * scale,
        draws.between(-margin, margin),
        draws.between(-margin, margin),
        draws.between(-6, 6),
        draws.between(0.7, 1.8),
        paper,
        draws.between(0.45, 0.95) * (1 - paper),
        draws.between(0.02, 0.16));
  }

  /** Moves a line from the typeface's box to the pixels of an image with sides of this length. */
  Line apply(Line line, int side) {
    return new Line(
        x(line.x1(), line.y1()) + side / 2.0,
        y(line.x1(), line.y1()) + side / 2.0,
        x(line.x2(), line.y2()) + side / 2.0,
        y(line.x2(), line.y2()) + side / 2.0);
  }

  /** The brightness 0 to 255 of a pixel with this coverage. */
  byte grey(double coverage, Draws draws) {
    double brightness = paper + ink * coverage + noise * draws.bell();
    return (byte) (int) (255 * Math.max(0, Math.min(1, brightness)) + 0.5);
  }

  private double x(double glyphX, double glyphY) {
    return xx * centredX(glyphX, glyphY) + xy * (glyphY - Typeface.HEIGHT / 2.0) + dx;
  }

  private double y(double glyphX, double glyphY) {
    return yx * centredX(glyphX, glyphY) + yy * (glyphY - Typeface.HEIGHT / 2.0) + dy;
  }

  private double centredX(double glyphX, double glyphY) {
    double fromMiddle = (glyphY - Typeface.HEIGHT / 2.0) / (Typeface.HEIGHT / 2.0);
    return glyphX - Typeface.WIDTH / 2.0 + bend * fromMiddle * fromMiddle;
  }
}
