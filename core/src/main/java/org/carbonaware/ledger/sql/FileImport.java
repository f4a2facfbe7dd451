package org.carbonaware.ledger.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.LedgerException;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.ledger.sql.LineReader.Position;
import org.jspecify.annotations.Nullable;

/**
 * Copies one ledger file into the database, in one transaction. Lines that are there already are
 * compared with the file's; the others are added.
 */
final class FileImport {
  private static final int FETCHED = 1000;

  /**
   * What a copy did.
   *
   * @param runId the run
   * @param to as far as the file was read
   * @param added lines that were not in the database before
   * @param incomplete bytes behind the last complete line
   */
  record Copied(String runId, Position to, long added, int incomplete) {}

  private final Database database;
  private final InstantSource clock;

  FileImport(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Copies a file.
   *
   * @return what was done; empty if there is no complete line yet
   * @throws LedgerException if the file is damaged, or the database has other lines under this
   *     run's name, or fails; then nothing is changed
   */
  Optional<Copied> whole(Path file) {
    try (LineReader reader = LineReader.open(file, Position.START)) {
      Line first = reader.next();
      if (first == null) {
        return Optional.empty();
      }
      if (!first.entry().kind().equals("run-started")) {
        throw new LedgerException(
            file + ":1 is a line of kind " + first.entry().kind()
                + ", expected run-started, which names the run",
            null);
      }
      return Optional.of(database.write(
          "import " + file,
          (connection, dialect) -> new Pass(connection, dialect, file, reader).run(first)));
    }
  }

  /**
   * Copies what a file has behind the lines that are known to be in the database, and leaves the
   * run's figures for later.
   *
   * @param known what an earlier copy did
   * @return what was done; empty if the database no longer has just those lines
   */
  Optional<Copied> rest(Path file, Copied known) {
    try (LineReader reader = LineReader.open(file, known.to())) {
      return database.write("add lines of " + file, (connection, dialect) -> {
        String runId = known.runId();
        if (RunRow.lines(connection, dialect, runId) != known.to().lines()) {
          return Optional.empty();
        }
        try (LineWriter writer = new LineWriter(database, connection, dialect, file, runId)) {
          for (Line line = reader.next(); line != null; line = reader.next()) {
            writer.add(line);
          }
          writer.flush();
        }
        long lines = reader.position().lines();
        RunRow.grown(connection, dialect, runId, lines, clock.instant());
        return Optional.of(
            new Copied(runId, reader.position(), lines - known.to().lines(), reader.incomplete()));
      });
    }
  }

  /**
   * One walk through a file, in which each line is compared or added, and goes into the figures.
   */
  private final class Pass implements Iterator<LedgerEntry> {
    private final Connection connection;
    private final Dialect dialect;
    private final Path file;
    private final LineReader reader;
    private final List<LineReader> rereadings = new ArrayList<>();
    private boolean walked;
    private @Nullable Line next;
    private @Nullable ResultSet stored;
    private @Nullable LineWriter writer;
    private String runId = "";
    private long known;

    Pass(Connection connection, Dialect dialect, Path file, LineReader reader) {
      this.connection = connection;
      this.dialect = dialect;
      this.file = file;
      this.reader = reader;
    }

    Copied run(Line first) throws SQLException {
      RunSummary start = summary(List.of(first.entry()));
      runId = start.runId();
      known = RunRow.lock(connection, dialect, start, clock.instant());
      next = first;
      RunSummary summary;
      try (PreparedStatement query = connection.prepareStatement(
              "select sha256 from lines where run_id = ? order by sequence");
          LineWriter lines = new LineWriter(database, connection, dialect, file, runId)) {
        query.setFetchSize(FETCHED);
        query.setString(1, runId);
        writer = lines;
        try (ResultSet rows = query.executeQuery()) {
          stored = rows;
          summary = summary(this::walk);
          drain();
        }
        lines.flush();
      } catch (TunnelException e) {
        throw e.failure;
      } finally {
        rereadings.forEach(LineReader::close);
      }
      long read = reader.position().lines();
      if (read >= known) { // else the file is an older copy: what is there knows more
        String project = first.entry().fields().path("project").asText(null);
        RunRow.figures(connection, dialect, summary, project, read, clock.instant());
      }
      return new Copied(runId, reader.position(), Math.max(0, read - known), reader.incomplete());
    }

    /** The first walk is the import; those after it read the same lines again. */
    private Iterator<LedgerEntry> walk() {
      if (!walked) {
        walked = true;
        return this;
      }
      drain();
      LineReader again = LineReader.open(file, Position.START);
      rereadings.add(again);
      long lines = reader.position().lines();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return again.position().lines() < lines;
        }

        @Override
        public LedgerEntry next() {
          Line line = hasNext() ? again.next() : null;
          if (line == null) {
            throw new NoSuchElementException();
          }
          return line.entry();
        }
      };
    }

    /** Whatever the figures need, all lines are imported. */
    private void drain() {
      while (hasNext()) {
        next();
      }
    }

    private RunSummary summary(Iterable<LedgerEntry> entries) {
      try {
        return RunSummary.of(entries);
      } catch (LedgerException e) {
        String message = String.valueOf(e.getMessage());
        throw message.contains(file.toString()) ? e : new LedgerException(file + ": " + message, e);
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public LedgerEntry next() {
      Line line = next;
      if (line == null) {
        throw new NoSuchElementException();
      }
      try {
        keep(line);
      } catch (SQLException e) {
        throw new TunnelException(e);
      }
      next = reader.next();
      return line.entry();
    }

    private void keep(Line line) throws SQLException {
      long number = line.entry().sequence();
      ResultSet rows = stored;
      LineWriter lines = writer;
      if (rows == null || lines == null) {
        throw new IllegalStateException("walked through before it began");
      }
      if (number > known) {
        lines.add(line);
      } else if (!rows.next() || !Arrays.equals(rows.getBytes(1), line.sha256())) {
        throw new LedgerException(
            file + ":" + number + " is not what the database has as line " + number + " of run '"
                + runId + "': either another run has the same name, or lines were changed;"
                + " expected the same line. Remove the run from the database to import this one",
            null);
      }
    }
  }

  /** Carries a database's failure through the walk. */
  private static final class TunnelException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final SQLException failure;

    TunnelException(SQLException failure) {
      super(failure);
      this.failure = failure;
    }
  }
}
