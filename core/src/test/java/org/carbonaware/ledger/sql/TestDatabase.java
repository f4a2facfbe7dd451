package org.carbonaware.ledger.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A new and empty database.
 *
 * @param url its address, without password
 * @param login user and password
 */
record TestDatabase(String url, Properties login) {
  static TestDatabase sqlite(Path directory) {
    return new TestDatabase("jdbc:sqlite:" + directory.resolve("runs.db"), new Properties());
  }

  boolean isSqlite() {
    return url.startsWith("jdbc:sqlite:");
  }

  SqlLedger open() {
    return SqlLedger.open(url, login);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, login);
  }

  /** A connection that keeps everybody else from writing until it is closed. */
  Connection hold() throws SQLException {
    Connection connection = connect();
    if (isSqlite()) {
      execute(connection, "begin exclusive");
    } else {
      connection.setAutoCommit(false);
      execute(connection, "lock table runs in access exclusive mode");
    }
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, sql);
    }
  }

  /** All rows as texts, the columns of a row divided by bars. */
  List<String> query(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(String.valueOf(rows.getString(column)));
        }
        found.add(String.join("|", row));
      }
    }
    return found;
  }
}
