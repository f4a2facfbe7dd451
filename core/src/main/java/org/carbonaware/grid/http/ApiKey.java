package org.carbonaware.grid.http;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carbonaware.grid.GridException;

/**
 * A provider's key or token. It never shows itself: not in {@link #toString}, not in messages.
 * Immutable.
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

  /**
   * Reads a key from an environment variable.
   *
   * @param variable the variable's name
   * @return the key
   * @throws GridException lasting, if it is not set or holds no key
   */
  public static ApiKey fromEnvironment(String variable) {
    return named(
        "environment variable " + variable, PrivateText.fromEnvironment(variable, "a key"));
  }

  /**
   * Looks for a key where people keep them: in an environment variable, or in the file that the
   * variable of the same name with {@code _FILE} after it names, as containers have it. Blocks on
   * the disk in the second case.
   *
   * @param environment the variables, as from {@link System#getenv()}
   * @param variable the variable's name
   * @return the key, or empty if neither is set
   * @throws GridException lasting, if one is set and gives no key
   */
  public static Optional<ApiKey> find(Map<String, String> environment, String variable) {
    String text = environment.getOrDefault(variable, "");
    if (!text.isBlank()) {
      return Optional.of(named("environment variable " + variable, text));
    }
    String file = environment.getOrDefault(variable + "_FILE", "");
    return file.isBlank() ? Optional.empty() : Optional.of(fromFile(path(variable, file)));
  }

  /**
   * Reads a key from a file that nobody but its owner can read. Blocks on the disk.
   *
   * @param file a file that holds the key and nothing else
   * @return the key
   * @throws GridException lasting, if it cannot be read, others can read it, or it holds no key
   */
  public static ApiKey fromFile(Path file) {
    return named("key file " + file, PrivateText.fromFile(file, "a key"));
  }

  private static Path path(String variable, String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw GridException.lasting("environment variable " + variable
          + "_FILE: no path of a file; expected that of the file with the key");
    }
  }

  private static ApiKey named(String where, String text) {
    try {
      return of(text);
    } catch (GridException e) {
      throw PrivateText.at(where, e);
    }
  }

  /** The key itself, for the header that carries it. */
  String reveal() {
    return secret;
  }

  Redaction redaction() {
    return new Redaction(Map.of(secret, HIDDEN));
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
