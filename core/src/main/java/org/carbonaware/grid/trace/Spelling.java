package org.carbonaware.grid.trace;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class Spelling {
  private static final int MOST_DIFFERENT = 2;

  private Spelling() {}

  /**
   * The known word that is like the given one but for its case, or else for up to two letters, if
   * those are less than half of it.
   */
  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(other -> distance(word, other) <= Math.min(MOST_DIFFERENT, (word.length() - 1) / 2))
        .min(Comparator.comparingInt(other -> distance(word, other)));
  }

  /** How many letters must be put in, taken out or changed; their case does not matter. */
  private static int distance(String one, String two) {
    String a = one.toUpperCase(Locale.ROOT);
    String b = two.toUpperCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
