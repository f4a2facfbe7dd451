package org.carbonaware.grid.watttime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.carbonaware.grid.http.HttpAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each warning of the service once, at DEBUG: most are about a model's version. Documents
 * have them as objects with {@code type} and {@code message}, the service's own client as texts.
 * Safe for several threads.
 */
final class Warnings {
  private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);
  private static final int MOST = 100;

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Consumer<String> listener;

  Warnings(Consumer<String> listener) {
    this.listener = listener;
  }

  static Warnings logged() {
    return new Warnings(LOG::debug);
  }

  void tell(HttpAnswer answer, String place, JsonNode warnings) {
    for (JsonNode warning : warnings) {
      String text = warning.isTextual()
          ? warning.textValue()
          : warning.path("type").asText("") + " " + warning.path("message").asText("");
      String words = answer.words(text);
      String sentence = WattTimeGridSource.NAME + " warns about " + place + ": " + words;
      if (!words.isEmpty() && told.size() < MOST && told.add(sentence)) {
        listener.accept(sentence);
      }
    }
  }
}
