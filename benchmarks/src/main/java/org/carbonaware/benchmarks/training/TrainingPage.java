package org.carbonaware.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with figures from JSON files: what stands between {@code <!-- figures: FILE -->} and
 * {@code <!-- end of figures -->} is made from FILE, which is named relative to the page.
 */
final class TrainingPage {
  private static final Pattern FIGURES =
      Pattern.compile("(<!-- figures: (\\S+) -->\\n).*?(<!-- end of figures -->)", Pattern.DOTALL);

  private TrainingPage() {}

  /** The page as it should be. */
  static String of(Path page) throws IOException {
    Matcher matcher = FIGURES.matcher(Files.readString(page));
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      Path file = page.resolveSibling(matcher.group(2));
      JsonNode document = new ObjectMapper().readTree(Files.readString(file));
      String figures = "\n" + TrainingTable.of(document) + "\n";
      matcher.appendReplacement(
          text, Matcher.quoteReplacement(matcher.group(1) + figures + matcher.group(3)));
    }
    return matcher.appendTail(text).toString();
  }

  /** Writes it so. */
  static void write(Path page) throws IOException {
    Files.writeString(page, of(page));
  }
}
