package org.carbonaware.ledger.sql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a database's passwords out of texts: addresses carry them, and drivers repeat addresses.
 */
final class Secrets {
  private static final String HIDDEN = "***";
  private static final Pattern PARAMETER = Pattern.compile(
      "(?i)([a-z0-9_.-]*(?:password|passwd|passphrase|pwd|secret|token)=)([^&;\\s]*)");
  private static final Pattern USER_INFO = Pattern.compile("(//[^/?@\\s:]*:)([^/?@\\s]*)(@)");
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(password|passwd|passphrase|pwd|secret|token)");

  private final Set<String> values;

  private Secrets(Set<String> values) {
    this.values = values;
  }

  /** The secrets in an address and in the properties beside it. */
  static Secrets of(String url, Properties properties) {
    Set<String> found = new LinkedHashSet<>();
    for (Pattern pattern : new Pattern[] {PARAMETER, USER_INFO}) {
      for (Matcher matcher = pattern.matcher(url); matcher.find(); ) {
        found.add(matcher.group(2));
        found.add(decoded(matcher.group(2)));
      }
    }
    for (String name : properties.stringPropertyNames()) {
      if (SECRET_NAME.matcher(name).matches()) {
        found.add(properties.getProperty(name));
      }
    }
    Set<String> longestFirst =
        new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(text -> text));
    found.stream().filter(secret -> !secret.isBlank()).forEach(longestFirst::add);
    return new Secrets(longestFirst);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** The text without them. */
  String hiddenIn(String text) {
    String result = PARAMETER.matcher(text).replaceAll("$1" + HIDDEN);
    result = USER_INFO.matcher(result).replaceAll("$1" + HIDDEN + "$3");
    for (String secret : values) {
      result = result.replace(secret, HIDDEN);
    }
    return result;
  }

  /** The failure as it may be shown: the message, and those of its causes, in one line. */
  String told(SQLException failure) {
    Set<String> messages = new LinkedHashSet<>();
    SQLException each = failure;
    for (int i = 0; each != null && i < 3; i++, each = each.getNextException()) {
      Throwable cause = each;
      for (int depth = 0; cause != null && depth < 4; depth++, cause = cause.getCause()) {
        String message = cause.getMessage();
        messages.add(message == null ? cause.getClass().getSimpleName() : message.strip());
      }
    }
    // A message that only repeats what a longer one says is left out.
    StringBuilder text = new StringBuilder();
    for (String message : messages) {
      if (text.indexOf(message) < 0) {
        text.append(text.length() == 0 ? "" : "; ").append(message);
      }
    }
    return hiddenIn(text.toString().replaceAll("\\s*\\R\\s*", " "));
  }

  /** A copy for stack traces: where it happened, and nothing that tells a secret. */
  SQLException shown(SQLException failure) {
    SQLException copy =
        new SQLException(told(failure), failure.getSQLState(), failure.getErrorCode());
    copy.setStackTrace(failure.getStackTrace());
    return copy;
  }
}
