package org.carbonaware.grid.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.carbonaware.grid.GridException;

/**
 * A provider's key. It never shows itself: not in {@link #toString}, not in messages. Immutable.
 */
public final class ApiKey {
  private static final Pattern HEADER_TEXT = Pattern.compile("[\\x21-\\x7e]{4,4096}");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final int LARGEST_FILE = 8192;
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
    String text = System.getenv(variable);
    if (text == null) {
      throw GridException.lasting(
          "environment variable " + variable + " is not set; expected a key in it");
    }
    return named("environment variable " + variable, text);
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
    return file.isBlank() ? Optional.empty() : Optional.of(fromFile(Path.of(file)));
  }

  /**
   * Reads a key from a file that nobody but its owner can read. Blocks on the disk.
   *
   * @param file a file that holds the key and nothing else
   * @return the key
   * @throws GridException lasting, if it cannot be read, others can read it, or it holds no key
   */
  public static ApiKey fromFile(Path file) {
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
        throw GridException.lasting(
            "key file " + file + " is open to others; expected mode 600: chmod 600 " + file);
      }
      if (Files.size(file) > LARGEST_FILE) {
        throw GridException.lasting("key file " + file + " has more than " + LARGEST_FILE
            + " bytes; expected a key and nothing else");
      }
      return named("key file " + file, Files.readString(file));
    } catch (IOException e) {
      throw GridException.lasting(
          "key file " + file + " cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static ApiKey named(String where, String text) {
    try {
      return of(text);
    } catch (GridException e) {
      throw GridException.lasting(where + ": " + e.getMessage());
    }
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
