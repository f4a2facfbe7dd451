package org.carbonaware.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.carbonaware.text.Printable;

/**
 * A line of text in pieces of one {@link Tone} each. Characters that are not fit to be shown, which
 * a file or a provider may smuggle in to steer the terminal, are {@code ?}. Immutable.
 */
public final class Line {
  private static final Line EMPTY = new Line(List.of());
  private static final String INDENT = "  ";
  private static final String ESCAPE = "\u001b[";

  private final List<Piece> pieces;

  private record Piece(String text, Tone tone) {}

  private Line(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /**
   * A line without text.
   *
   * @return the empty line
   */
  public static Line empty() {
    return EMPTY;
  }

  /**
   * A line of ordinary text.
   *
   * @param text any text without line ends
   * @return the line
   */
  public static Line of(String text) {
    return EMPTY.plus(text, Tone.PLAIN);
  }

  /**
   * A line of one tone.
   *
   * @param text any text without line ends
   * @param tone what it is about
   * @return the line
   */
  public static Line of(String text, Tone tone) {
    return EMPTY.plus(text, tone);
  }

  /**
   * This line and more ordinary text behind it.
   *
   * @param text any text without line ends
   * @return the longer line
   */
  public Line plus(String text) {
    return plus(text, Tone.PLAIN);
  }

  /**
   * This line and more text behind it.
   *
   * @param text any text without line ends
   * @param tone what it is about
   * @return the longer line
   */
  public Line plus(String text, Tone tone) {
    if (text.isEmpty()) {
      return this;
    }
    List<Piece> more = new ArrayList<>(pieces);
    int last = more.size() - 1;
    String clean = Printable.line(text);
    if (last >= 0 && more.get(last).tone == tone) {
      more.set(last, new Piece(more.get(last).text + clean, tone));
    } else {
      more.add(new Piece(clean, tone));
    }
    return new Line(List.copyOf(more));
  }

  /**
   * This line and another behind it.
   *
   * @param other the other line
   * @return both in one
   */
  public Line plus(Line other) {
    Line both = this;
    for (Piece piece : other.pieces) {
      both = both.plus(piece.text, piece.tone);
    }
    return both;
  }

  /**
   * How many columns it takes.
   *
   * @return 0 or more
   */
  public int width() {
    return pieces.stream().mapToInt(piece -> CharacterWidth.of(piece.text)).sum();
  }

  /**
   * This line with space behind it.
   *
   * @param width how many columns it shall take at least
   * @return a line that begins with this one
   */
  public Line leftIn(int width) {
    return plus(" ".repeat(Math.max(0, width - width())));
  }

  /**
   * This line with space before it.
   *
   * @param width how many columns it shall take at least
   * @return a line that ends with this one
   */
  public Line rightIn(int width) {
    return of(" ".repeat(Math.max(0, width - width()))).plus(this);
  }

  /**
   * This line if it is short enough, else its beginning and a sign that something is left out.
   *
   * @param width how many columns it may take, 1 or more
   * @param terminal where it is shown
   * @return a line of at most that width
   */
  public Line cutTo(int width, Terminal terminal) {
    if (width() <= width) {
      return this;
    }
    Line cut = EMPTY;
    int left = width - 1;
    for (Piece piece : pieces) {
      String begin = CharacterWidth.beginning(piece.text, left);
      cut = cut.plus(begin, piece.tone);
      left -= CharacterWidth.of(begin);
      if (begin.length() < piece.text.length()) {
        break;
      }
    }
    return cut.plus(terminal.unicode() ? "…" : "~", Tone.MUTED);
  }

  /**
   * This line in several, broken at spaces; all but the first are indented by two columns.
   *
   * @param width how many columns each may take; a longer word stands alone
   * @return one line or more
   */
  public List<Line> wrappedTo(int width) {
    return wrappedTo(width, INDENT);
  }

  /**
   * This line in several, broken at spaces.
   *
   * @param width how many columns each may take; a longer word stands alone
   * @param indent what all but the first begin with
   * @return one line or more
   */
  public List<Line> wrappedTo(int width, String indent) {
    List<Line> lines = new ArrayList<>();
    Line line = EMPTY;
    for (Word word : words()) {
      int longer = line.width() + 1 + word.line.width();
      if (line.width() > 0 && longer > width) {
        lines.add(line);
        line = of(indent).plus(word.line);
      } else {
        line = line.width() == 0 ? word.line : line.plus(" ", word.spaceBefore).plus(word.line);
      }
    }
    lines.add(line);
    return lines;
  }

  private record Word(Tone spaceBefore, Line line) {}

  private List<Word> words() {
    List<Word> words = new ArrayList<>();
    Word word = new Word(Tone.PLAIN, EMPTY);
    for (Piece piece : pieces) {
      String[] parts = piece.text.split(" ", -1);
      for (int i = 0; i < parts.length; i++) {
        if (i > 0) {
          words.add(word);
          word = new Word(piece.tone, EMPTY);
        }
        word = new Word(word.spaceBefore, word.line.plus(parts[i], piece.tone));
      }
    }
    words.add(word);
    return words;
  }

  /**
   * The text alone.
   *
   * @return the line without colour and without space at its end
   */
  public String text() {
    return pieces.stream().map(Piece::text).collect(Collectors.joining()).stripTrailing();
  }

  /**
   * What to print on a terminal: with escape sequences if it has colours, else the text alone.
   *
   * @param terminal where it is shown
   * @return the line without line end
   */
  public String on(Terminal terminal) {
    if (terminal.colors() == Colors.NONE) {
      return text();
    }
    StringBuilder printed = new StringBuilder();
    for (Piece piece : pieces) {
      String sgr = piece.text.isBlank() ? "" : piece.tone.sgr(terminal.colors());
      printed.append(sgr.isEmpty() ? piece.text : ESCAPE + sgr + "m" + piece.text + ESCAPE + "0m");
    }
    return printed.toString().stripTrailing();
  }

  @Override
  public String toString() {
    return text();
  }
}
