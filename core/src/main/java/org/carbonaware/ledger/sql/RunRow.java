package org.carbonaware.ledger.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carbonaware.ledger.RunSummary;
import org.jspecify.annotations.Nullable;

/** A run's row: its lock, how many lines it has, and its figures. */
final class RunRow {
  private static final List<String> FIGURES = List.of(
      "project",
      "zone",
      "basis",
      "policy",
      "started_at",
      "ended_at",
      "deadline",
      "state",
      "complete",
      "batches",
      "epochs",
      "pauses",
      "checkpoints",
      "joules",
      "grams",
      "active_joules",
      "active_grams",
      "active_seconds",
      "paused_joules",
      "paused_grams",
      "paused_seconds",
      "away_seconds",
      "unknown_joules",
      "straight_grams",
      "straight_unknown_joules",
      "line_count",
      "figures_line",
      "changed_at");

  private static final String INSERT = Stream.concat(FIGURES.stream(), Stream.of("run_id"))
          .collect(Collectors.joining(", ", "insert into runs (", ") values ("))
      + "?, ".repeat(FIGURES.size())
      + "?) on conflict (run_id) do nothing";

  private static final String UPDATE = FIGURES.stream()
      .map(column -> column + " = ?")
      .collect(Collectors.joining(", ", "update runs set ", " where run_id = ?"));

  private RunRow() {}

  /**
   * Makes the row if it is missing and keeps others from changing the run until the transaction
   * ends.
   *
   * @return how many lines of the run are in the database
   */
  static long lock(Connection connection, Dialect dialect, RunSummary start, Instant now)
      throws SQLException {
    write(connection, dialect, INSERT, start, null, 0, now);
    return lines(connection, dialect, start.runId());
  }

  /**
   * Keeps others from changing a run until the transaction ends.
   *
   * @return how many lines of it are in the database; 0 if it is not there
   */
  static long lines(Connection connection, Dialect dialect, String runId) throws SQLException {
    return count(connection, runId, dialect.lockRun());
  }

  /** How many lines of a run are in the database; 0 if it is not there. */
  static long count(Connection connection, String runId) throws SQLException {
    return count(connection, runId, "select line_count from runs where run_id = ?");
  }

  private static long count(Connection connection, String runId, String sql) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, runId);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /** Writes the figures of the first so many lines. */
  static void figures(
      Connection connection,
      Dialect dialect,
      RunSummary summary,
      @Nullable String project,
      long lines,
      Instant now)
      throws SQLException {
    write(connection, dialect, UPDATE, summary, project, lines, now);
  }

  /** Says that there are more lines than the figures know. */
  static void grown(Connection connection, Dialect dialect, String runId, long lines, Instant now)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(
        "update runs set line_count = ?, changed_at = ? where run_id = ?")) {
      update.setLong(1, lines);
      dialect.bindTime(update, 2, now);
      update.setString(3, runId);
      update.executeUpdate();
    }
  }

  private static void write(
      Connection connection,
      Dialect dialect,
      String sql,
      RunSummary summary,
      @Nullable String project,
      long lines,
      Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Row row = new Row(dialect, statement);
      row.text(project).text(summary.zone()).text(summary.basis()).text(summary.policy());
      row.time(summary.startedAt()).time(summary.endedAt()).time(summary.deadline());
      row.text(summary.state()).truth(summary.complete());
      row.whole(summary.batches()).whole(summary.epochs());
      row.whole(summary.pauseCount()).whole(summary.checkpoints());
      row.number(summary.joules()).number(summary.grams());
      part(row, summary.active());
      part(row, summary.pauses());
      row.number(seconds(summary.away())).number(summary.joulesWithoutIntensity());
      row.number(summary.counterfactualGrams()).number(summary.counterfactualMissingJoules());
      row.whole(lines).whole(lines).time(now).text(summary.runId());
      statement.executeUpdate();
    }
  }

  private static void part(Row row, RunSummary.Part part) throws SQLException {
    row.number(part.joules()).number(part.grams()).number(seconds(part.time()));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  /** Binds values from the first column on. */
  private static final class Row {
    private final Dialect dialect;
    private final PreparedStatement statement;
    private int index;

    Row(Dialect dialect, PreparedStatement statement) {
      this.dialect = dialect;
      this.statement = statement;
    }

    Row text(@Nullable String value) throws SQLException {
      statement.setString(++index, value);
      return this;
    }

    Row time(Instant value) throws SQLException {
      dialect.bindTime(statement, ++index, value);
      return this;
    }

    Row whole(long value) throws SQLException {
      statement.setLong(++index, value);
      return this;
    }

    Row number(double value) throws SQLException {
      statement.setDouble(++index, value);
      return this;
    }

    Row truth(boolean value) throws SQLException {
      statement.setBoolean(++index, value);
      return this;
    }
  }
}
