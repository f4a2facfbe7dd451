package org.carbonaware.grid.zones;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.carbonaware.text.Printable;

/** Compares names as people type them. */
public final class Spelling {
  private static final int FAR = Integer.MAX_VALUE;
  private static final int LONGEST_QUOTE = 40;
  private static final int PER_CHANGE = 100;
  private static final int WRONG_BEGINNING = 50;
  private static final int IN_THE_MIDDLE = 120;
  private static final int BEYOND_A_NAME = 250;

  private Spelling() {}

  /**
   * A text in the form in which names are compared: capitals, no accents, one {@code -} for
   * whatever is between letters and digits.
   *
   * @param text any text
   * @return for example {@code COTE-D-IVOIRE}, empty if it has no letters or digits
   */
  public static String normalized(String text) {
    String plain = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFD);
    StringBuilder out = new StringBuilder(plain.length());
    boolean gap = false;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c < 0x80 && Character.isLetterOrDigit(c)) {
        if (gap && out.length() > 0) {
          out.append('-');
        }
        gap = false;
        out.append(c);
      } else {
        gap |= Character.getType(c) != Character.NON_SPACING_MARK;
      }
    }
    return out.toString().toUpperCase(Locale.ROOT);
  }

  /** Asked first because the normalizer's tables take long to load. */
  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * A text in a message, whatever it is.
   *
   * @param text any text
   * @return the text in quotes, cut after 40 characters, with {@code ?} for characters that are not
   *     {@linkplain Printable fit to be shown}
   */
  public static String quoted(String text) {
    return '"' + Printable.line(text, LONGEST_QUOTE) + '"';
  }

  /**
   * The candidates that somebody may have meant: names that begin with the text, names a few typing
   * errors away from it (swapped neighbours count once), names with such a word, and the name in
   * front of a {@code -} in the text.
   *
   * @param asked what was typed
   * @param candidates what there is, better ones first among equals
   * @param names the names of a candidate, each as {@link #normalized} gives it
   * @param most how many to return at most
   * @param <T> what is chosen from
   * @return the best first, possibly none
   */
  public static <T> List<T> closest(
      String asked, Collection<T> candidates, Function<T, Collection<String>> names, int most) {
    record Scored<T>(T candidate, int score) {}
    String text = normalized(asked);
    if (text.isEmpty()) {
      return List.of();
    }
    List<Scored<T>> scored = new ArrayList<>();
    for (T candidate : candidates) {
      int best = FAR;
      for (String name : names.apply(candidate)) {
        best = Math.min(best, score(text, name));
      }
      if (best != FAR) {
        scored.add(new Scored<>(candidate, best));
      }
    }
    return scored.stream()
        .sorted(Comparator.comparingInt(Scored::score))
        .limit(most)
        .map(Scored::candidate)
        .toList();
  }

  private static int score(String text, String name) {
    int best = FAR;
    if (text.length() >= 2 && name.startsWith(text)) {
      best = PER_CHANGE + name.length() - text.length();
    }
    if (text.startsWith(name) && text.charAt(Math.min(name.length(), text.length() - 1)) == '-') {
      best = Math.min(best, BEYOND_A_NAME);
    }
    best = Math.min(best, changes(text, name, text.length() < 5 ? 1 : text.length() < 8 ? 2 : 3));
    if (text.length() >= 3 && name.indexOf('-') > 0) {
      for (String word : name.split("-", -1)) {
        if (word.startsWith(text)) {
          best = Math.min(best, IN_THE_MIDDLE + name.length() - text.length());
        } else if (text.length() >= 5) {
          int changes = changes(text, word, text.length() < 9 ? 1 : 2);
          best = changes == FAR ? best : Math.min(best, IN_THE_MIDDLE + changes);
        }
      }
    }
    return best;
  }

  private static int changes(String text, String name, int allowed) {
    if (Math.abs(text.length() - name.length()) > allowed) {
      return FAR;
    }
    int distance = distance(text, name);
    // Of two letters one is wrong in half of all names: only swapped ones mean something.
    if (distance > allowed || (text.length() <= 2 && !isSwapped(text, name))) {
      return FAR;
    }
    boolean sameBeginning = text.charAt(0) == name.charAt(0);
    return distance * PER_CHANGE + (sameBeginning ? 0 : WRONG_BEGINNING);
  }

  private static boolean isSwapped(String text, String name) {
    return text.length() == 2
        && name.length() == 2
        && text.charAt(0) == name.charAt(1)
        && text.charAt(1) == name.charAt(0);
  }

  /**
   * How many letters must be inserted, deleted, replaced or swapped with their neighbour (optimal
   * string alignment).
   */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
