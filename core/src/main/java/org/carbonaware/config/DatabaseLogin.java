package org.carbonaware.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.carbonaware.config.Kinds.Secret;

/** The user and password of the ledger's database. */
final class DatabaseLogin {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
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
        return read(path);
      } catch (IOException e) {
        throw new ConfigException(List.of(new Problem(
            settings.where(RunKeys.LEDGER_PASSWORD_FILE),
            RunKeys.LEDGER_PASSWORD_FILE.path(),
            path + " "
                + (e instanceof Unfit
                    ? e.getMessage()
                    : "can't be read: " + e.getClass().getSimpleName()))));
      }
    });
  }

  private static String read(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
      throw new Unfit("is open to others; expected mode 600: chmod 600 " + file);
    }
    if (Files.size(file) > LARGEST) {
      throw new Unfit("has more than " + LARGEST + " bytes; expected a password and nothing else");
    }
    return Files.readString(file).strip();
  }

  private static final class Unfit extends IOException {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message);
    }
  }
}
