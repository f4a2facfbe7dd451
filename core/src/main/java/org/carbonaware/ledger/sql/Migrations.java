package org.carbonaware.ledger.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.carbonaware.ledger.LedgerException;

/**
 * Brings a database's schema up to this library's version, in one transaction: a migration that
 * fails leaves the database as it was, and of two processes the second waits for the first.
 */
final class Migrations {
  private static final String TABLE = "schema_version";

  /** One step: what it is called, and what it does. */
  record Migration(String name, String sql) {
    /** The same for all line ends, so that a checkout on Windows is no other migration. */
    String checksum() {
      byte[] bytes = sql.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha256().digest(bytes));
    }
  }

  /** The steps of a dialect in order; the first makes version 1. */
  interface Steps {
    List<Migration> of(Dialect dialect);
  }

  private final Steps steps;
  private final InstantSource clock;

  Migrations(Steps steps, InstantSource clock) {
    this.steps = steps;
    this.clock = clock;
  }

  /** The steps this library brings. */
  static List<Migration> shipped(Dialect dialect) {
    return List.of(resource(dialect, "1-runs-and-lines"));
  }

  private static Migration resource(Dialect dialect, String name) {
    String file = dialect.label() + "-" + name + ".sql";
    try (InputStream in = Migrations.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new LedgerException(file + " is missing in this library's jar", null);
      }
      return new Migration(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new LedgerException(file + " in this library's jar can't be read: " + e, e);
    }
  }

  /** Makes or updates the schema if it has to. */
  void apply(Database database) {
    boolean current = database.read("open the SQL ledger", (connection, dialect) -> {
      dialect.settle(connection);
      return isCurrent(connection, dialect);
    });
    if (!current) {
      database.write("update the schema", (connection, dialect) -> {
        migrate(connection, dialect);
        return true;
      });
    }
  }

  /** Asked first and without a lock: readers of a current schema wait for nobody. */
  private boolean isCurrent(Connection connection, Dialect dialect) throws SQLException {
    return exists(connection, dialect)
        && checked(connection, dialect).size() == steps.of(dialect).size();
  }

  private static boolean exists(Connection connection, Dialect dialect) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(dialect.tableExists())) {
      query.setString(1, TABLE);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  private void migrate(Connection connection, Dialect dialect) throws SQLException {
    dialect.lockSchema(connection);
    if (!exists(connection, dialect)) {
      Dialect.execute(
          connection,
          "create table " + TABLE + " (version integer not null primary key, name text not null,"
              + " checksum text not null, applied_at "
              + (dialect == Dialect.POSTGRESQL ? "timestamptz" : "text") + " not null)");
    }
    List<Migration> all = steps.of(dialect);
    for (int version = checked(connection, dialect).size() + 1; version <= all.size(); version++) {
      apply(connection, dialect, version, all.get(version - 1));
    }
  }

  private void apply(Connection connection, Dialect dialect, int version, Migration migration)
      throws SQLException {
    for (String sql : migration.sql().split(";\\s*(\\R|$)", -1)) {
      if (!sql.isBlank()) {
        try {
          Dialect.execute(connection, sql);
        } catch (SQLException e) {
          throw new SQLException(
              "migration " + version + " (" + migration.name()
                  + ") failed and the database is as it"
                  + " was: " + e.getMessage()
                  + "; if the tables belong to another program, expected"
                  + " a database or schema for the ledger alone",
              e.getSQLState(),
              e);
        }
      }
    }
    try (PreparedStatement insert = connection.prepareStatement(
        "insert into " + TABLE + " (version, name, checksum, applied_at) values (?, ?, ?, ?)")) {
      insert.setInt(1, version);
      insert.setString(2, migration.name());
      insert.setString(3, migration.checksum());
      dialect.bindTime(insert, 4, clock.instant());
      insert.executeUpdate();
    }
  }

  /** The checksums by version, all of them known here. */
  private Map<Integer, String> checked(Connection connection, Dialect dialect) throws SQLException {
    Map<Integer, String> applied = new TreeMap<>();
    try (Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery("select version, checksum from " + TABLE)) {
      while (rows.next()) {
        applied.put(rows.getInt(1), rows.getString(2));
      }
    }
    List<Migration> all = steps.of(dialect);
    applied.forEach((version, checksum) -> {
      if (version > all.size()) {
        throw new LedgerException(
            "the database's schema has version " + version + ", this library knows up to "
                + all.size() + ": a newer one made it; expected at least that one here too",
            null);
      }
      if (!all.get(version - 1).checksum().equals(checksum)) {
        throw new LedgerException(
            "version " + version
                + " of the database's schema was made by other statements than this"
                + " library's: expected a database that only this library has made; import the"
                + " ledgers into a new one",
            null);
      }
    });
    return applied;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new LedgerException("this Java has no SHA-256: " + e, e);
    }
  }
}
