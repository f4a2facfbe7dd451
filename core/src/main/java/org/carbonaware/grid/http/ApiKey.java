package org.carbonaware.grid.http;

import java.util.regex.Pattern;
import org.carbonaware.grid.GridException;

/**
 * A provider's key. It never shows itself: not in {@link #toString}, not in messages. Immutable.
 */
public final class ApiKey {
  private static final Pattern HEADER_TEXT = Pattern.compile("[\\x21-\\x7e]{4,4096}");
  private static final String HIDDEN = "[key]";

  private final String secret;

  private ApiKey(String secret) {
    this.secret = secret;
  }

  /**
   * Takes a key.
   *
   * @param secret the key; white space around it, as files have it, is dropped
   * @return the key
   * @throws GridException lasting, without the key in its message, if the text cannot be a key
   */
  public static ApiKey of(String secret) {
    String trimmed = secret.strip();
    if (!HEADER_TEXT.matcher(trimmed).matches()) {
      throw GridException.lasting("the key has " + trimmed.length()
          + " characters; expected 4 to 4096 printable ASCII characters without spaces");
    }
    return new ApiKey(trimmed);
  }

  /** The key itself, for the header that carries it. */
  String reveal() {
    return secret;
  }

  /**
   * Takes the key out of a text: the one place where that happens.
   *
   * @param text any text, such as an error message of a provider
   * @return the text with {@code [key]} wherever the key was
   */
  public String redact(String text) {
    return text.replace(secret, HIDDEN);
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
