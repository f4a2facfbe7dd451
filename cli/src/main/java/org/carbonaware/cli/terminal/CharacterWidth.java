package org.carbonaware.cli.terminal;

/** How many columns characters take: most one, marks on others none, East Asian ones two. */
final class CharacterWidth {
  private static final int[][] WIDE = {
    {0x1100, 0x115f},
    {0x2e80, 0xa4cf},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f300, 0x1faff},
    {0x20000, 0x3fffd}
  };

  private CharacterWidth() {}

  static int of(String text) {
    return text.codePoints().map(CharacterWidth::of).sum();
  }

  /** As much of a text's beginning as fits. */
  static String beginning(String text, int width) {
    int end = 0;
    int left = width;
    while (end < text.length()) {
      int next = text.codePointAt(end);
      left -= of(next);
      if (left < 0) {
        break;
      }
      end += Character.charCount(next);
    }
    return text.substring(0, end);
  }

  private static int of(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return 2;
      }
    }
    return 1;
  }
}
