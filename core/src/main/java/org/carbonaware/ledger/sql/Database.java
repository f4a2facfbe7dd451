package org.carbonaware.ledger.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.carbonaware.files.FileFailure;
import org.carbonaware.files.PrivateFiles;
import org.carbonaware.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * Where the ledger is: makes connections, runs work in transactions and says what went wrong
 * without telling a secret. Each piece of work has a connection of its own, so an outage is over
 * when the database is back. Safe for several threads.
 */
final class Database {
  /** Makes connections. */
  interface Connector {
    Connection connect() throws SQLException;
  }

  /** What is done with a connection. */
  interface Work<T> {
    T run(Connection connection, Dialect dialect) throws SQLException;
  }

  private static final String SQLITE = "jdbc:sqlite:";

  /** What PostgreSQL's driver lacks by default: a dead network must not hold us for ever. */
  private static final String[][] POSTGRESQL_DEFAULTS = {
    {"connectTimeout", "10"},
    {"socketTimeout", "300"},
    {"tcpKeepAlive", "true"},
    {"reWriteBatchedInserts", "true"},
    {"ApplicationName", "carbon-aware-trainer"},
  };

  private final String name;
  private final Connector connector;
  private final Secrets secrets;
  private final boolean withTls;

  Database(String name, Connector connector, Secrets secrets) {
    this(name, connector, secrets, false);
  }

  private Database(String name, Connector connector, Secrets secrets, boolean withTls) {
    this.name = name;
    this.connector = connector;
    this.secrets = secrets;
    this.withTls = withTls;
  }

  static Database at(String url, Properties given) {
    Secrets secrets = Secrets.of(url, given);
    String name = secrets.hiddenIn(url);
    Dialect dialect = Dialect.ofUrl(url)
        .orElseThrow(() -> new LedgerException(
            "the SQL ledger can't be kept in " + name + "; " + Dialect.EXPECTED, null));
    Properties properties = new Properties();
    boolean withTls = dialect == Dialect.POSTGRESQL && PostgresTls.isOnUs(url, given);
    if (withTls) {
      PostgresTls.require(properties);
    }
    if (dialect == Dialect.POSTGRESQL) {
      for (String[] each : POSTGRESQL_DEFAULTS) {
        properties.setProperty(each[0], each[1]);
      }
    } else {
      makeFile(url.substring(SQLITE.length()), name);
    }
    given.stringPropertyNames().forEach(key -> properties.setProperty(key, given.getProperty(key)));
    return new Database(name, () -> DriverManager.getConnection(url, properties), secrets, withTls);
  }

  static Database of(DataSource source) {
    return new Database("the data source", source::getConnection, Secrets.of("", new Properties()));
  }

  /** A file for its owner only, as the ledger's others are; the driver would let all read it. */
  private static void makeFile(String address, String name) {
    String file = address.startsWith("file:") ? address.substring("file:".length()) : address;
    int parameters = file.indexOf('?');
    String path = parameters < 0 ? file : file.substring(0, parameters);
    if (path.isBlank()
        || path.startsWith(":")
        || file.substring(path.length()).contains("mode=memory")) {
      throw new LedgerException(
          "the SQL ledger can't be kept in memory (" + name + "); expected jdbc:sqlite:FILE", null);
    }
    try {
      Path there = Path.of(path).toAbsolutePath();
      Path directory = there.getParent();
      if (!Files.exists(there) && directory != null) {
        PrivateFiles.createDirectories(directory);
        PrivateFiles.createIfMissing(there);
      }
    } catch (IOException e) {
      throw new LedgerException(
          "can't make the SQLite file of " + name + ": " + FileFailure.reason(e), e);
    } catch (InvalidPathException e) {
      throw new LedgerException("can't make the SQLite file of " + name + ": " + e.getMessage(), e);
    }
  }

  /** The same database, whose schema is made or updated before anything else is done with it. */
  Database under(Migrations migrations) {
    Connector prepared = new Connector() {
      private boolean current;

      @Override
      public Connection connect() throws SQLException {
        makeCurrent();
        return connector.connect();
      }

      private synchronized void makeCurrent() {
        if (!current) {
          migrations.apply(Database.this);
          current = true;
        }
      }
    };
    return new Database(name, prepared, secrets, withTls);
  }

  /**
   * Whether a failure is one that time heals: nobody answers, or a server that starts, stops or is
   * full; not a wrong password, database, driver or schema.
   */
  static boolean isAway(LedgerException failure) {
    if (!(failure.getCause() instanceof SQLException cause)
        || isWithoutDriver(cause.getMessage())) {
      return false;
    }
    String state = String.valueOf(cause.getSQLState());
    return state.startsWith("08") // connection
        || state.startsWith("53") // resources
        || state.startsWith("57P"); // operator: shutting down, starting up
  }

  private static boolean isWithoutDriver(@Nullable String message) {
    return message != null && message.startsWith("No suitable driver");
  }

  /** The address without its secrets. */
  String name() {
    return name;
  }

  /** Does work that only reads, or that needs no transaction. */
  <T> T read(String what, Work<T> work) {
    try (Connection connection = connector.connect()) {
      Dialect dialect = Dialect.of(connection);
      dialect.prepare(connection);
      return work.run(connection, dialect);
    } catch (SQLException e) {
      throw failure(what, e);
    }
  }

  /** Does work completely or not at all. */
  <T> T write(String what, Work<T> work) {
    return read(what, (connection, dialect) -> {
      dialect.begin(connection);
      boolean done = false;
      try {
        T result = work.run(connection, dialect);
        dialect.commit(connection);
        done = true;
        return result;
      } finally {
        if (!done) {
          undo(connection, dialect);
        }
      }
    });
  }

  /** If even that fails, the database undoes it when the connection is closed. */
  private static void undo(Connection connection, Dialect dialect) {
    try {
      dialect.rollback(connection);
    } catch (SQLException e) {
      // what led here is thrown
    }
  }

  /** A connection for reading row by row, to be closed by whoever reads. */
  Connection connect() throws SQLException {
    return connector.connect();
  }

  /** Says what can't be done, with the database's reason. */
  LedgerException failure(String what, SQLException e) {
    return new LedgerException("can't " + what + " (" + name + "): " + reason(e), secrets.shown(e));
  }

  private String reason(SQLException e) {
    String told = secrets.told(e);
    return isWithoutDriver(told)
        ? "the database's JDBC driver is not on the class path; expected org.xerial:sqlite-jdbc or"
            + " org.postgresql:postgresql"
        : told + (withTls && told.contains("SSL") ? PostgresTls.HINT : "");
  }

  /** The failure in words that tell no secret. */
  String told(SQLException e) {
    return secrets.told(e);
  }
}
