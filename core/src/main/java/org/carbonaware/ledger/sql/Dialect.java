package org.carbonaware.ledger.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carbonaware.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/** What differs between the databases. */
enum Dialect {
  /** A file; one writer at a time, readers never wait for it. */
  SQLITE {
    @Override
    void prepare(Connection connection) throws SQLException {
      connection.setAutoCommit(true); // transactions are begun by hand: IMMEDIATE
      execute(connection, "pragma busy_timeout = " + BUSY_MILLIS);
      execute(connection, "pragma foreign_keys = on");
    }

    /** A write-ahead log, so that readers and the writer don't wait for each other. */
    @Override
    void settle(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet mode = statement.executeQuery("pragma journal_mode")) {
        if (mode.next() && mode.getString(1).equals("wal")) {
          return;
        }
      }
      try {
        execute(connection, "pragma journal_mode = wal");
      } catch (SQLException e) {
        if ((e.getErrorCode() & 0xff) != BUSY) {
          throw e;
        }
        // Another process uses the file; the mode is the file's, and the next opening sets it.
      }
    }

    @Override
    void begin(Connection connection) throws SQLException {
      execute(connection, "begin immediate");
    }

    @Override
    void commit(Connection connection) throws SQLException {
      execute(connection, "commit");
    }

    @Override
    void rollback(Connection connection) throws SQLException {
      execute(connection, "rollback");
    }

    @Override
    void lockSchema(Connection connection) {
      // The transaction is the only one that writes.
    }

    @Override
    String tableExists() {
      return "select count(*) > 0 from sqlite_master where type = 'table' and name = ?";
    }

    @Override
    String lockRun() {
      return "select line_count from runs where run_id = ?";
    }

    @Override
    String insertLine() {
      return "insert into lines (run_id, sequence, at, kind, json, sha256) values (?, ?, ?, ?, ?, ?)";
    }

    @Override
    void bindLine(PreparedStatement statement, String text, byte[] sha256) throws SQLException {
      statement.setString(5, text);
      statement.setBytes(6, sha256);
    }

    @Override
    String lineText() {
      return "json";
    }

    @Override
    void bindTime(PreparedStatement statement, int index, Instant time) throws SQLException {
      statement.setString(index, SORTABLE.format(time));
    }
  },

  /** A server; a run is locked by its row. */
  POSTGRESQL {
    @Override
    void prepare(Connection connection) throws SQLException {
      connection.setAutoCommit(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    @Override
    void settle(Connection connection) {
      // A server is set up by whoever runs it.
    }

    @Override
    void begin(Connection connection) throws SQLException {
      connection.setAutoCommit(false);
    }

    @Override
    void commit(Connection connection) throws SQLException {
      connection.commit();
      connection.setAutoCommit(true);
    }

    @Override
    void rollback(Connection connection) throws SQLException {
      connection.rollback();
      connection.setAutoCommit(true);
    }

    @Override
    void lockSchema(Connection connection) throws SQLException {
      execute(connection, "select pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
    }

    @Override
    String tableExists() {
      return "select to_regclass(?) is not null";
    }

    @Override
    String lockRun() {
      return "select line_count from runs where run_id = ? for update";
    }

    @Override
    String insertLine() {
      return "insert into lines (run_id, sequence, at, kind, json, raw, sha256)"
          + " values (?, ?, ?, ?, ?::jsonb, ?, ?)";
    }

    @Override
    void bindLine(PreparedStatement statement, String text, byte[] sha256) throws SQLException {
      String held = NOT_IN_JSONB.matcher(text).replaceAll("\\\\ufffd");
      statement.setString(5, held);
      statement.setString(6, held.equals(text) ? null : text);
      statement.setBytes(7, sha256);
    }

    @Override
    String lineText() {
      return "coalesce(raw, json::text)";
    }

    @Override
    void bindTime(PreparedStatement statement, int index, Instant time) throws SQLException {
      OffsetDateTime utc = time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
      statement.setObject(index, utc);
    }
  };

  /** Long enough for another process to import a large ledger. */
  private static final int BUSY_MILLIS = 60_000;

  /** SQLITE_BUSY, of which there are several kinds. */
  private static final int BUSY = 5;

  /** Names our lock among those of other programs in the same database: "carbon" in ASCII. */
  private static final long SCHEMA_LOCK = 0x636172626f6eL;

  /** Of one width, so that texts sort as times do. */
  private static final DateTimeFormatter SORTABLE = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  /** Escapes of NUL and of single surrogates, which PostgreSQL's JSON texts can't have. */
  private static final Pattern NOT_IN_JSONB =
      Pattern.compile("\\\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})");

  /** Readies a new connection, or one out of a pool. */
  abstract void prepare(Connection connection) throws SQLException;

  /** Sets what stays with the database, once for each opening. */
  abstract void settle(Connection connection) throws SQLException;

  /** Begins a transaction that may write. */
  abstract void begin(Connection connection) throws SQLException;

  abstract void commit(Connection connection) throws SQLException;

  abstract void rollback(Connection connection) throws SQLException;

  /** Keeps other processes from changing the schema until the transaction ends. */
  abstract void lockSchema(Connection connection) throws SQLException;

  /** The query that says whether the table of the first parameter's name is there. */
  abstract String tableExists();

  /** The query for a run's number of lines that keeps others from changing it. */
  abstract String lockRun();

  /** The statement for a line: run, sequence, time, kind and what {@link #bindLine} binds. */
  abstract String insertLine();

  abstract void bindLine(PreparedStatement statement, String text, byte[] sha256)
      throws SQLException;

  /** The expression for a line's text as it is read back. */
  abstract String lineText();

  /** Binds a time, to the microsecond. */
  abstract void bindTime(PreparedStatement statement, int index, Instant time) throws SQLException;

  /** The name its migrations' resources begin with. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    for (Dialect dialect : values()) {
      if (dialect.name().equalsIgnoreCase(product)) {
        return dialect;
      }
    }
    throw new LedgerException("the SQL ledger can't be kept in " + product + "; " + EXPECTED, null);
  }

  static final String EXPECTED =
      "expected a SQLite file (jdbc:sqlite:FILE) or PostgreSQL (jdbc:postgresql://HOST/DATABASE)";

  /** The dialect of an address, if it is one of ours. */
  static Optional<Dialect> ofUrl(@Nullable String url) {
    for (Dialect dialect : values()) {
      if (url != null && url.startsWith("jdbc:" + dialect.label() + ":")) {
        return Optional.of(dialect);
      }
    }
    return Optional.empty();
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
