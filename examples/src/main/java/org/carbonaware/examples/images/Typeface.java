package org.carbonaware.examples.images;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carbonaware.examples.images.StrokePath.Line;

/**
 * The typefaces of {@link RenderedDigits}, defined by the centre lines of their strokes in a box
 * {@value #WIDTH} wide and {@value #HEIGHT} high. Fonts of the machine are not used: a bare JDK may
 * have none, and two machines would not render them alike.
 */
enum Typeface {
  /** Circles and straight lines, like road signs. */
  ROUND(
      "A 30 50 28 47 0 360",
      "M 12 22 L 32 3 L 32 97",
      "A 30 29 26 26 190 400 L 4 97 L 56 97",
      "A 29 26 25 23 200 450 A 29 73 27 24 270 515",
      "M 42 97 L 42 3 L 3 68 L 58 68",
      "M 52 3 L 12 3 L 8 46 a 29 67 27 30 215 510",
      "A 30 68 27 29 0 360 M 46 4 C 18 20 3 45 3 68",
      "M 4 3 L 56 3 L 22 97",
      "A 30 26 23 23 0 360 A 30 73 27 24 0 360",
      "A 30 32 27 29 0 360 M 57 32 C 57 60 42 82 14 96"),

  /** Narrow and with serifs, like a book. */
  SERIF(
      "A 30 50 20 47 0 360",
      "M 14 16 L 32 5 L 32 96 M 16 96 L 48 96",
      "A 28 28 22 24 170 380 C 46 60 20 75 6 95 L 52 95 L 55 82",
      "M 8 20 C 14 -4 52 -2 50 26 C 49 42 36 48 24 48 C 42 48 56 56 55 74 C 54 100 12 104 5 80",
      "M 40 96 L 40 4 L 4 66 L 56 66 M 28 96 L 52 96",
      "M 52 8 L 52 3 L 16 3 L 12 44 C 30 34 56 42 55 68 C 54 100 12 104 6 80",
      "M 52 14 C 44 0 4 -4 4 62 C 4 108 56 108 56 68 C 56 34 10 36 5 68",
      "M 6 16 L 6 4 L 54 4 C 40 40 28 60 26 96",
      "M 46 16 C 38 -2 8 0 10 24 C 12 44 54 50 55 74 C 55 104 5 104 5 74 C 5 52 52 44 50 22"
          + " C 50 18 48 17 46 16",
      "M 8 86 C 16 100 56 104 56 38 C 56 -8 4 -8 4 32 C 4 66 50 64 55 32"),

  /** Octagons, with a slashed 0, a flat 3 and an open 4, like a terminal. */
  ANGULAR(
      "M 16 3 L 44 3 L 57 20 L 57 80 L 44 97 L 16 97 L 3 80 L 3 20 L 16 3 M 44 30 L 16 70",
      "M 10 20 L 30 3 L 30 97 M 8 97 L 52 97",
      "M 3 20 L 16 3 L 44 3 L 57 20 L 57 38 L 3 97 L 57 97",
      "M 4 3 L 56 3 L 28 40 L 44 40 L 57 55 L 57 82 L 44 97 L 16 97 L 3 82",
      "M 14 3 L 6 58 L 56 58 M 44 25 L 44 97",
      "M 55 3 L 6 3 L 6 42 L 42 42 L 57 58 L 57 80 L 42 97 L 16 97 L 3 84",
      "M 50 3 L 24 3 L 3 36 L 3 82 L 16 97 L 44 97 L 57 82 L 57 58 L 44 45 L 16 45 L 3 58",
      "M 5 18 L 5 3 L 56 3 L 56 18 L 28 60 L 28 97",
      "M 18 3 L 42 3 L 54 16 L 54 36 L 42 48 L 18 48 L 6 36 L 6 16 L 18 3"
          + " M 18 48 L 3 62 L 3 84 L 17 97 L 43 97 L 57 84 L 57 62 L 42 48",
      "M 10 97 L 36 97 L 57 64 L 57 18 L 44 3 L 16 3 L 3 18 L 3 42 L 16 55 L 44 55 L 57 42"),

  /** Quick handwriting: a bare 1, a crossed 7, an open 4. */
  HANDWRITTEN(
      "M 36 5 C 4 2 -4 92 26 97 C 60 100 66 8 30 6",
      "M 34 2 L 27 98",
      "M 6 26 C 10 -6 56 -4 50 30 C 46 58 8 76 8 88 C 10 102 22 80 34 90 C 42 98 52 98 58 88",
      "M 6 12 C 24 -4 54 2 48 26 C 44 42 26 46 20 48 C 46 44 60 62 52 82 C 44 102 14 100 4 86",
      "M 20 4 C 16 24 8 46 5 58 C 20 62 40 58 58 54 M 44 26 C 42 50 38 76 36 98",
      "M 54 3 L 14 6 C 13 20 10 34 9 44 C 30 34 58 46 52 74 C 47 98 16 102 3 90",
      "M 44 2 C 18 18 0 54 6 78 C 12 104 50 100 50 74 C 50 48 16 50 8 76",
      "M 5 8 L 54 5 C 42 34 30 66 22 98 M 16 52 L 48 48",
      "M 48 14 C 36 -4 6 4 12 26 C 18 44 52 56 50 78 C 47 102 8 102 8 78 C 8 56 46 42 50 22"
          + " C 51 18 49 16 48 14",
      "M 50 18 C 34 -6 4 8 6 32 C 8 54 46 50 50 18 C 50 44 46 70 38 98"),

  /** Seven segments, like a meter's display. */
  SEGMENTS(
      segments("abcdef"),
      segments("bc"),
      segments("abdeg"),
      segments("abcdg"),
      segments("bcfg"),
      segments("acdfg"),
      segments("acdefg"),
      segments("abc"),
      segments("abcdefg"),
      segments("abcdfg"));

  static final int WIDTH = 60;
  static final int HEIGHT = 100;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable lists of records
  private final List<List<Line>> glyphs;

  Typeface(String... notations) {
    this.glyphs = Stream.of(notations).map(StrokePath::lines).toList();
  }

  /** The strokes of a digit 0 to 9. */
  List<Line> glyph(int digit) {
    return glyphs.get(digit);
  }

  /** Segments by their usual letters: a on top, then clockwise, g in the middle. */
  private static String segments(String letters) {
    return letters
        .chars()
        .mapToObj(letter -> segment((char) letter))
        .collect(Collectors.joining(" "));
  }

  private static String segment(char letter) {
    return switch (letter) {
      case 'a' -> "M 10 3 L 50 3";
      case 'b' -> "M 56 9 L 56 44";
      case 'c' -> "M 56 56 L 56 91";
      case 'd' -> "M 10 97 L 50 97";
      case 'e' -> "M 4 56 L 4 91";
      case 'f' -> "M 4 9 L 4 44";
      case 'g' -> "M 10 50 L 50 50";
      default ->
        throw new IllegalArgumentException("segment '%s' is none of a to g".formatted(letter));
    };
  }
}
