package org.carbonaware.grid.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes secrets out of texts: the one place where that happens. A secret is also found as JSON and
 * addresses write it. Safe for several threads.
 */
final class Redaction {
  // More than are valid at a time: tokens last half an hour and logins are rare.
  private static final int MOST_TOKENS = 64;
  private static final String TOKEN = "[token]";

  private final Map<String, String> lasting;
  private final Deque<String> tokens = new ArrayDeque<>();
  private volatile Forms forms;

  /** Hides these and nothing yet beside them: from secret to what stands in its place. */
  Redaction(Map<String, String> secrets) {
    lasting = Map.copyOf(secrets);
    forms = Forms.of(lasting);
  }

  /** Hides a token too, until many newer ones are. */
  synchronized void hideToken(String token) {
    if (tokens.contains(token)) {
      return;
    }
    tokens.addLast(token);
    if (tokens.size() > MOST_TOKENS) {
      tokens.removeFirst();
    }
    Map<String, String> all = new HashMap<>(lasting);
    tokens.forEach(each -> all.putIfAbsent(each, TOKEN));
    forms = Forms.of(all);
  }

  /** The text without the secrets. */
  String apply(String text) {
    return forms.replacedIn(text);
  }

  /** All ways in which secrets are written, replaced in one go so that no label is searched. */
  private record Forms(Pattern pattern, Map<String, String> labels) {
    static Forms of(Map<String, String> secrets) {
      Map<String, String> labels = new HashMap<>();
      secrets.forEach((secret, label) -> {
        String inAddress = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String inJson = new String(JsonStringEncoder.getInstance().quoteAsString(secret));
        for (String form : List.of(secret, inJson, inAddress, inAddress.replace("+", "%20"))) {
          labels.putIfAbsent(form, label);
        }
      });
      String longestFirst = labels.keySet().stream()
          .sorted(Comparator.comparing(String::length).reversed())
          .map(Pattern::quote)
          .collect(Collectors.joining("|"));
      return new Forms(Pattern.compile(longestFirst), labels);
    }

    String replacedIn(String text) {
      if (labels.isEmpty()) {
        return text;
      }
      return pattern
          .matcher(text)
          .replaceAll(found -> Matcher.quoteReplacement(labels.getOrDefault(found.group(), TOKEN)));
    }
  }
}
