package org.carbonaware.examples.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * Where the demo writes: lines that stay, wrapped to 79 columns, and on a terminal one line below
 * them that changes and is clipped to the terminal's width, since only one line can be erased. Safe
 * for several threads.
 */
public final class Terminal {
  static final int WIDTH = 79;
  private static final int USUAL_COLUMNS = 80;
  private static final int FACT_COLUMN = 10;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean ansi;
  private final int columns;
  private String moving = "";

  /** @param ansi whether {@code out} is a terminal that understands colours */
  Terminal(PrintWriter out, boolean ansi) {
    this(out, ansi, columns(System.getenv("COLUMNS")));
  }

  Terminal(PrintWriter out, boolean ansi, int columns) {
    this.out = out;
    this.ansi = ansi;
    this.columns = columns;
  }

  /** The width that a shell passes on, or the usual one if it passes none. */
  static int columns(@Nullable String text) {
    return text != null && text.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(text) : USUAL_COLUMNS;
  }

  /** Whether {@link #move} shows anything. */
  boolean moves() {
    return ansi;
  }

  /**
   * Writes a line that stays.
   *
   * @param text of any length
   */
  public void line(String text) {
    line(0, "", text);
  }

  /**
   * Writes a paragraph; lines after the first begin below the text after {@code indent} columns.
   *
   * @param style picocli's name of a colour or style, such as {@code bold}; empty for none
   */
  synchronized void line(int indent, String style, String text) {
    erase();
    wrap(text, indent).forEach(line -> out.println(styled(style, line)));
    out.flush();
    draw();
  }

  /**
   * Writes a line of the form: what it is about, and a sentence.
   *
   * @param label at most 7 characters
   * @param text of any length
   */
  public void fact(String label, String text) {
    line(FACT_COLUMN, "", String.format("  %-8s%s", label, text));
  }

  /**
   * Replaces the moving line; does nothing where there is no terminal.
   *
   * @param text clipped to the terminal's width; empty for none
   */
  public synchronized void move(String text) {
    String clipped = text.substring(0, Math.min(text.length(), columns - 1));
    if (ansi && !clipped.equals(moving)) {
      erase();
      moving = clipped;
      draw();
    }
  }

  private void erase() {
    if (!moving.isEmpty()) {
      out.print(ERASE_LINE);
    }
  }

  private void draw() {
    if (!moving.isEmpty()) {
      out.print(moving);
      out.flush();
    }
  }

  private String styled(String style, String text) {
    return ansi && !style.isEmpty() ? Ansi.ON.string("@|" + style + " " + text + "|@") : text;
  }

  /** Breaks a line between words. */
  static List<String> wrap(String text, int indent) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > WIDTH) {
      int space = rest.lastIndexOf(' ', WIDTH);
      if (space <= indent) {
        break; // one long word
      }
      lines.add(rest.substring(0, space).stripTrailing());
      rest = " ".repeat(indent) + rest.substring(space + 1);
    }
    lines.add(rest);
    return lines;
  }
}
