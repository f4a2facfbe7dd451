package org.carbonaware.config;

/** What to do with secrets instead. */
final class Secrets {
  private Secrets() {}

  /** For who has written one into a file or a flag. */
  static String notHere(ConfigKey<?> key) {
    return "a secret has no place here: set the environment variable "
        + key.variables().get(0) + ", or " + file(key) + " to a file that only its owner can read";
  }

  private static String file(ConfigKey<?> key) {
    if (key.section().equals("ledger")) {
      return RunKeys.LEDGER_PASSWORD_FILE.path();
    }
    return key.equals(GridKeys.ELECTRICITY_MAPS_KEY)
        ? GridKeys.ELECTRICITY_MAPS_KEY_FILE.path()
        : GridKeys.WATT_TIME_CREDENTIALS_FILE.path();
  }
}
