package org.carbonaware.ledger.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.LedgerException;

/** Adds lines of one file in batches. */
final class LineWriter implements AutoCloseable {
  private static final int BATCH = 1000;

  private final Database database;
  private final Dialect dialect;
  private final Path file;
  private final String runId;
  private final PreparedStatement insert;
  private int waiting;
  private long last;

  LineWriter(Database database, Connection connection, Dialect dialect, Path file, String runId)
      throws SQLException {
    this.database = database;
    this.dialect = dialect;
    this.file = file;
    this.runId = runId;
    insert = connection.prepareStatement(dialect.insertLine());
  }

  void add(Line line) throws SQLException {
    LedgerEntry entry = line.entry();
    last = entry.sequence();
    insert.setString(1, runId);
    insert.setLong(2, last);
    dialect.bindTime(insert, 3, entry.at());
    insert.setString(4, entry.kind());
    dialect.bindLine(insert, line.text(), line.sha256());
    insert.addBatch();
    if (++waiting == BATCH) {
      flush();
    }
  }

  void flush() throws SQLException {
    if (waiting == 0) {
      return;
    }
    try {
      insert.executeBatch();
    } catch (SQLException e) {
      String state = e.getSQLState();
      if (state != null && state.startsWith("22")) { // a value no column takes: the file's fault
        throw new LedgerException(
            "the database takes none of the lines from " + file + ":" + (last - waiting + 1)
                + " to " + last + " because of one of them: " + database.told(e),
            null);
      }
      throw e;
    }
    waiting = 0;
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
