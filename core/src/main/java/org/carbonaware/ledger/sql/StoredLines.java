package org.carbonaware.ledger.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.carbonaware.ledger.LedgerEntry;

/** Reads a run's lines back one by one, on a connection of their own. */
final class StoredLines extends AbstractSpliterator<LedgerEntry> implements AutoCloseable {
  private static final int FETCHED = 1000;

  private final Database database;
  private final String what;
  private final String runId;
  private final Connection connection;
  private final PreparedStatement query;
  private final ResultSet rows;

  private StoredLines(
      Database database, String runId, long most, Connection connection, Dialect dialect)
      throws SQLException {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.database = database;
    this.what = what(runId);
    this.runId = runId;
    this.connection = connection;
    dialect.prepare(connection);
    connection.setAutoCommit(false); // PostgreSQL's driver only then fetches piece by piece
    query = connection.prepareStatement("select sequence, " + dialect.lineText()
        + " from lines where run_id = ? and sequence <= ? order by sequence");
    query.setFetchSize(FETCHED);
    query.setString(1, runId);
    query.setLong(2, most);
    rows = query.executeQuery();
  }

  /** The first so many lines of a run. */
  static Stream<LedgerEntry> of(Database database, String runId, long most) {
    try {
      Connection connection = database.connect();
      boolean opened = false;
      try {
        StoredLines lines =
            new StoredLines(database, runId, most, connection, Dialect.of(connection));
        opened = true;
        return StreamSupport.stream(lines, false).onClose(lines::close);
      } finally {
        if (!opened) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw database.failure(what(runId), e);
    }
  }

  private static String what(String runId) {
    return "read run '" + runId + "'";
  }

  @Override
  public boolean tryAdvance(Consumer<? super LedgerEntry> action) {
    LedgerEntry entry;
    try {
      if (!rows.next()) {
        return false;
      }
      long sequence = rows.getLong(1);
      entry =
          Line.parse("line " + sequence + " of run '" + runId + "'", sequence, rows.getString(2));
    } catch (SQLException e) {
      throw database.failure(what, e);
    }
    action.accept(entry);
    return true;
  }

  @Override
  public void close() {
    try (connection) {
      rows.close();
      query.close();
      connection.rollback();
      connection.setAutoCommit(true); // as a pool wants it back
    } catch (SQLException e) {
      throw database.failure(what, e);
    }
  }
}
