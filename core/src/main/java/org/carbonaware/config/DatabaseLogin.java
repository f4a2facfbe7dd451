package org.carbonaware.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.carbonaware.config.Kinds.Secret;
import org.carbonaware.files.ForeignFiles;
import org.carbonaware.files.UnfitFileException;

/** The user and password of the ledger's database. */
final class DatabaseLogin {
  private static final int LARGEST = 8192;

  private DatabaseLogin() {}

  /**
   * As JDBC wants them. Reads the password's file.
   *
   * @throws ConfigException if the file can't be used
   */
  static Properties of(Settings settings) {
    Properties login = new Properties();
    settings.get(RunKeys.LEDGER_USER).ifPresent(user -> login.setProperty("user", user));
    settings
        .get(RunKeys.LEDGER_PASSWORD)
        .map(Secret::reveal)
        .or(() -> fromFile(settings))
        .ifPresent(password -> login.setProperty("password", password));
    return login;
  }

  private static Optional<String> fromFile(Settings settings) {
    Optional<Path> file = settings.get(RunKeys.LEDGER_PASSWORD_FILE);
    return file.map(path -> {
      try {
        return ForeignFiles.readPrivate(path, LARGEST).strip();
      } catch (IOException e) {
        throw new ConfigException(List.of(new Problem(
            settings.where(RunKeys.LEDGER_PASSWORD_FILE),
            RunKeys.LEDGER_PASSWORD_FILE.path(),
            path + " "
                + (e instanceof UnfitFileException unfit
                    ? unfit.getMessage()
                        + (unfit.isOpenToOthers() ? "" : "; expected a password and nothing else")
                    : "can't be read: " + e.getClass().getSimpleName()))));
      }
    });
  }
}
