package org.carbonaware.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal shows in which colour, however it says so: versions of tmux differ in the escape
 * sequences they tell the same picture by.
 */
final class TerminalColours {
  private static final Pattern SGR = Pattern.compile("\u001b\\[([0-9;]*)m");

  private String colour = "";
  private boolean bold;

  private TerminalColours() {}

  /** The text with {@code {bold}}, {@code {38;5;36}} and {@code {}} where the look changes. */
  static String readable(String screen) {
    TerminalColours look = new TerminalColours();
    StringBuilder out = new StringBuilder();
    String last = "";
    int at = 0;
    Matcher matcher = SGR.matcher(screen);
    while (at < screen.length()) {
      if (matcher.region(at, screen.length()).lookingAt()) {
        look.take(List.of(matcher.group(1).split(";", -1)));
        at = matcher.end();
        continue;
      }
      char c = screen.charAt(at++);
      String now = look.name();
      if (!Character.isWhitespace(c) && !now.equals(last)) {
        out.append('{').append(now).append('}');
        last = now;
      }
      out.append(c);
    }
    return out.toString().replaceAll(" +(?=\n)", "");
  }

  private String name() {
    return bold && !colour.isEmpty() ? "bold " + colour : bold ? "bold" : colour;
  }

  private void take(List<String> codes) {
    for (int i = 0; i < codes.size(); i++) {
      String code = codes.get(i);
      switch (code) {
        case "", "0" -> {
          bold = false;
          colour = "";
        }
        case "1" -> bold = true;
        case "22" -> bold = false;
        case "39" -> colour = "";
        case "38" -> {
          int length = codes.get(i + 1).equals("2") ? 5 : 3;
          colour = String.join(";", codes.subList(i, i + length));
          i += length - 1;
        }
        default -> colour = code.matches("[39]\\d") ? code : colour;
      }
    }
  }
}
