package org.carbonaware.grid.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.carbonaware.grid.GridException;

/**
 * A user name and a password, for providers with a login. They never show themselves: not in
 * {@link #toString}, not in messages. Immutable.
 */
public final class Credentials {
  private static final Pattern USER = Pattern.compile("[^:\\p{Cntrl}]{1,256}");
  private static final Pattern PASSWORD = Pattern.compile("[^\\p{Cntrl}]{4,1024}");

  private final String user;
  private final String password;

  private Credentials(String user, String password) {
    this.user = user;
    this.password = password;
  }

  /**
   * Takes a user name and a password.
   *
   * @param user the user name; white space around it is dropped
   * @param password the password, to the letter but for a line end behind it, as files have it
   * @return both
   * @throws GridException lasting, without either in its message, if a text cannot be one
   */
  public static Credentials of(String user, String password) {
    String name = user.strip();
    if (!USER.matcher(name).matches()) {
      throw GridException.lasting("the user name has " + name.length()
          + " characters; expected 1 to 256 without a colon and control characters");
    }
    String word = password.replaceFirst("\\R\\z", "");
    if (!PASSWORD.matcher(word).matches()) {
      throw GridException.lasting("the password has " + word.length()
          + " characters; expected 4 to 1024 without control characters");
    }
    return new Credentials(name, word);
  }

  /**
   * Reads them from two environment variables.
   *
   * @param userVariable the name of the variable with the user name
   * @param passwordVariable the name of the variable with the password
   * @return both
   * @throws GridException lasting, if one is not set or its text cannot be used
   */
  public static Credentials fromEnvironment(String userVariable, String passwordVariable) {
    return named(
        "environment variables " + userVariable + " and " + passwordVariable,
        PrivateText.fromEnvironment(userVariable, "a user name"),
        PrivateText.fromEnvironment(passwordVariable, "a password"));
  }

  /**
   * Reads them from a file that nobody but its owner can read. Blocks on the disk.
   *
   * @param file a file with two lines: the user name, the password
   * @return both
   * @throws GridException lasting, if it cannot be read, others can read it, or it has other lines
   */
  public static Credentials fromFile(Path file) {
    List<String> lines =
        PrivateText.fromFile(file, "a user name and a password").lines().toList();
    if (lines.size() != 2) {
      throw GridException.lasting("key file " + file + " has " + lines.size()
          + " lines; expected 2, the user name and the password");
    }
    return named("key file " + file, lines.get(0), lines.get(1));
  }

  private static Credentials named(String where, String user, String password) {
    try {
      return of(user, password);
    } catch (GridException e) {
      throw PrivateText.at(where, e);
    }
  }

  /** The value of a header for HTTP Basic, RFC 7617. */
  String basic() {
    return okhttp3.Credentials.basic(user, password, StandardCharsets.UTF_8);
  }

  Redaction redaction() {
    String encoded = basic().substring("Basic ".length()).replace("=", "");
    Map<String, String> secrets = new HashMap<>();
    secrets.put(user, "[user]");
    secrets.put(password, "[password]");
    secrets.put(encoded, "[credentials]");
    return new Redaction(secrets);
  }

  @Override
  public String toString() {
    return "[credentials]";
  }
}
