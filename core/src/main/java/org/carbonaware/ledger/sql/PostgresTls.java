package org.carbonaware.ledger.sql;

import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a connection to PostgreSQL has to be encrypted with a server that proves its name. The
 * driver by itself takes what the server offers, and tells a password in the clear to whoever asks
 * for it so.
 */
final class PostgresTls {
  /** To go on behind a failure. */
  static final String HINT = "; expected TLS and a certificate of that name that this Java trusts,"
      + " or another sslmode in the address";

  private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*)(?:[/?].*)?");
  private static final Pattern PORT = Pattern.compile(":\\d*$");
  private static final List<String> THIS_MACHINE =
      List.of("", "localhost", "127.0.0.1", "[::1]", "::1");

  private PostgresTls() {}

  /**
   * Whether nobody said how safe a connection must be, and it leaves this machine.
   *
   * @param url the database's address
   * @param given what else is set
   */
  static boolean isOnUs(String url, Properties given) {
    String parameters = url.toLowerCase(Locale.ROOT).replaceFirst("^[^?]*", "");
    return !parameters.contains("ssl")
        && given.stringPropertyNames().stream().noneMatch(name -> name.startsWith("ssl"))
        && (!isThisMachine(url) || parameters.contains("pghost") || parameters.contains("service"));
  }

  private static boolean isThisMachine(String url) {
    Matcher matcher = HOSTS.matcher(url);
    if (!matcher.matches()) {
      return true; // jdbc:postgresql:DATABASE
    }
    for (String host : matcher.group(1).split(",", -1)) {
      if (!THIS_MACHINE.contains(PORT.matcher(host).replaceFirst(""))) {
        return false;
      }
    }
    return true;
  }

  /** Has the driver check the certificate, with Java's trusted ones, and its name. */
  static void require(Properties properties) {
    properties.setProperty("sslmode", "verify-full");
    properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
  }
}
