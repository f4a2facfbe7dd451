package org.carbonaware.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page.
 *
 * @param place file and line, for messages
 * @param language the first word behind the fence; empty if there is none
 * @param attributes the other words
 * @param text what it holds, ending in a line break
 */
record Block(String place, String language, String attributes, String text) {
  private static final Pattern NAME = Pattern.compile("(?m)^# ([\\w.-]+\\.[a-z]+)$");

  /** The blocks of a page, in order. */
  static List<Block> of(Path page) throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(page);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        String[] info = lines.get(i).substring(3).split(" ", 2);
        StringBuilder text = new StringBuilder();
        int begin = i + 1;
        for (i++; i < lines.size() && !lines.get(i).equals("```"); i++) {
          text.append(lines.get(i)).append('\n');
        }
        blocks.add(new Block(
            page.getFileName() + ":" + begin,
            info[0],
            info.length > 1 ? info[1] : "",
            text.toString()));
      } else if (lines.get(i).strip().startsWith("```") || lines.get(i).startsWith("~~~")) {
        throw new AssertionError(page + ":" + (i + 1) + ": expected fences at the line's begin");
      }
    }
    return blocks;
  }

  /** The file that it is, by a comment in it: {@code # train.sbatch}. */
  String fileName() {
    Matcher named = NAME.matcher(text);
    if (!named.find()) {
      throw new AssertionError(place + ": expected a comment with the file's name, # name.ending");
    }
    return named.group(1);
  }

  List<String> lines() {
    return text.lines().toList();
  }
}
