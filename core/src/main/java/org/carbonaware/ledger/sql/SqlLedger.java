package org.carbonaware.ledger.sql;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.LedgerException;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.ledger.sql.FileImport.Copied;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many runs in one database: a SQLite file, or PostgreSQL. The JSON lines that a {@link Ledger}
 * writes stay the record; here are copies of them with each run's figures beside them, for queries
 * over many runs. {@link #following} copies a run while it is recorded, {@link #importDirectory}
 * afterwards; both end with the same rows, however often they are done, and in whatever order.
 *
 * <p>The driver must be on the class path ({@code org.xerial:sqlite-jdbc} or
 * {@code org.postgresql:postgresql}); this library brings none. Tables and columns are described in
 * {@code docs/sql-ledger.md}.
 *
 * <p>All methods block for the database, with a connection of their own each, and throw
 * {@link LedgerException} if it fails; passwords are in no message. A database that is away for now
 * keeps no ledger from being opened and followed: see {@link #following}. Safe for several threads
 * and for several processes at once. There is nothing to close.
 */
public final class SqlLedger {
  private static final Logger log = LoggerFactory.getLogger(SqlLedger.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Database database;
  private final FileImport imports;

  private SqlLedger(Database database, InstantSource clock) {
    this.database = database;
    this.imports = new FileImport(database, clock);
  }

  /**
   * Opens a ledger, and makes or updates its tables. If nobody answers there, as when a server is
   * restarted, the ledger is opened all the same, so that a training can start: each call tries
   * again, and the tables are made at the first that gets through. {@link #requireReachable} is for
   * who needs the database now.
   *
   * @param jdbcUrl {@code jdbc:sqlite:FILE}, made for its owner only if missing, or
   *     {@code jdbc:postgresql://HOST/DATABASE}
   * @return the ledger
   * @throws LedgerException if the address, the driver, the user or the password is wrong, or a
   *     newer version of this library made the tables
   */
  public static SqlLedger open(String jdbcUrl) {
    return open(jdbcUrl, new Properties());
  }

  /**
   * Opens a ledger as {@link #open(String)} does.
   *
   * @param jdbcUrl as there
   * @param properties the driver's, such as {@code user} and {@code password}; copied
   * @return the ledger
   * @throws LedgerException as there
   */
  public static SqlLedger open(String jdbcUrl, Properties properties) {
    return open(Database.at(jdbcUrl, properties), Migrations::shipped);
  }

  /**
   * Opens a ledger as {@link #open(String)} does.
   *
   * @param source gives connections to SQLite or PostgreSQL, at least two at a time
   * @return the ledger
   * @throws LedgerException as there
   */
  public static SqlLedger open(DataSource source) {
    return open(Database.of(source), Migrations::shipped);
  }

  static SqlLedger open(Database database, Migrations.Steps steps) {
    InstantSource clock = InstantSource.system();
    SqlLedger ledger = new SqlLedger(database.under(new Migrations(steps, clock)), clock);
    try {
      ledger.requireReachable();
    } catch (LedgerException e) {
      if (!Database.isAway(e)) {
        throw e;
      }
      log.warn(
          "the SQL ledger is away for now; runs are recorded in their files meanwhile: {}",
          e.getMessage());
    }
    return ledger;
  }

  /**
   * Makes sure that the database is there and its tables are as this library wants them.
   *
   * @throws LedgerException if not
   */
  public void requireReachable() {
    database.read("open the SQL ledger", (connection, dialect) -> true);
  }

  /**
   * Records runs as the given ledger does, and copies what it has written into this database in the
   * background. Add the result to a controller instead of the ledger:
   * {@code listener(sql.following(Ledger.in(directory)))}.
   *
   * <p>Nothing waits for the database and nothing is lost with it: the ledger's file is the queue,
   * on disk and without a bound of its own. A database that is away from the start, or restarted on
   * the way, gets the lines when it is back: the copy goes on where it stopped, with tries 2
   * seconds to 1 minute apart. Closing waits up to 10 seconds for the copy; what is missing then is
   * told in the log and in the record, with how to import it. The figures of a run are renewed when
   * its state changes, and at the end.
   *
   * @param ledger used by nobody else
   * @return the listener; its methods never throw, and block no longer than the ledger's, except
   *     for {@link ControllerListener#onClose}
   */
  public ControllerListener following(Ledger ledger) {
    return following(ledger, PATIENCE);
  }

  /**
   * As {@link #following(Ledger)}, with another time to wait for at the end.
   *
   * @param ledger used by nobody else
   * @param patience how long closing waits for the database
   * @return the listener
   */
  public ControllerListener following(Ledger ledger, Duration patience) {
    return new Follower(ledger, imports, patience);
  }

  /**
   * Imports a run's file completely or not at all. Lines that are in the database already stay as
   * they are, so importing again adds only what the run has grown by.
   *
   * @param file JSON lines of a {@link Ledger}; may be being written
   * @return what was done
   * @throws LedgerException if a line is damaged (the message names file and line), the database
   *     has another line in its place, or fails
   */
  public ImportCounts importFile(Path file) {
    Optional<Copied> done = imports.whole(file);
    if (done.isEmpty()) {
      return new ImportCounts(1, 0, 0, 1, List.of());
    }
    Copied copied = done.get();
    long known = copied.to().lines() - copied.added();
    return new ImportCounts(1, copied.added(), known, copied.incomplete() > 0 ? 1 : 0, List.of());
  }

  /**
   * Imports the files of all runs in a directory, each completely or not at all. A file that can't
   * be imported keeps no other from it: see {@link ImportCounts#refused}.
   *
   * @param directory a {@link Ledger}'s directory
   * @return what was done
   * @throws LedgerException if the directory can't be read, or the database fails; then the files
   *     before are imported
   */
  public ImportCounts importDirectory(Path directory) {
    return importDirectory(directory, sum -> {});
  }

  /**
   * As {@link #importDirectory(Path)}, and tells how far it is.
   *
   * @param directory a {@link Ledger}'s directory
   * @param progress is told the sum so far after each file
   * @return what was done
   * @throws LedgerException if the directory can't be read, or the database fails; then the files
   *     before are imported
   */
  public ImportCounts importDirectory(Path directory, Consumer<ImportCounts> progress) {
    ImportCounts sum = ImportCounts.NONE;
    for (Path file : Ledger.files(directory)) {
      ImportCounts counts;
      try {
        counts = importFile(file);
      } catch (LedgerException e) {
        if (e.getCause() instanceof SQLException) {
          throw e; // the database's fault: the next file would fare no better
        }
        counts = new ImportCounts(0, 0, 0, 0, List.of(String.valueOf(e.getMessage())));
      }
      sum = sum.plus(counts);
      progress.accept(sum);
    }
    return sum;
  }

  /**
   * The runs in the database.
   *
   * @return their names, oldest run first
   * @throws LedgerException if the database fails
   */
  public List<String> runIds() {
    return database.read("list the runs", (connection, dialect) -> {
      List<String> ids = new ArrayList<>();
      try (PreparedStatement query =
              connection.prepareStatement("select run_id from runs order by started_at, run_id");
          ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
      return List.copyOf(ids);
    });
  }

  /**
   * The lines of a run, read as the stream is walked through.
   *
   * @param runId the run's name
   * @return the lines in order, none if the run is not there; it holds a connection until it is
   *     closed
   * @throws LedgerException if the database fails, also while the stream is walked through
   */
  public Stream<LedgerEntry> entries(String runId) {
    return StoredLines.of(database, runId, Long.MAX_VALUE);
  }

  /**
   * The figures of a run, computed from its lines in the database.
   *
   * @param runId the run's name
   * @return the same as {@link RunSummary#of} of its file's lines
   * @throws LedgerException if the run is not there, or the database fails
   */
  public RunSummary summary(String runId) {
    long lines = database.read(
        "read run '" + runId + "'", (connection, dialect) -> RunRow.count(connection, runId));
    List<Stream<LedgerEntry>> walks = new ArrayList<>();
    try {
      return RunSummary.of(() -> {
        Stream<LedgerEntry> walk = StoredLines.of(database, runId, lines);
        walks.add(walk);
        return walk.iterator();
      });
    } finally {
      walks.forEach(Stream::close);
    }
  }

  /**
   * Removes a run with all its lines. Its file is left alone.
   *
   * @param runId the run's name
   * @return whether it was there
   * @throws LedgerException if the database fails; then nothing is removed
   */
  public boolean remove(String runId) {
    return database.write("remove run '" + runId + "'", (connection, dialect) -> {
      RunRow.lines(connection, dialect, runId);
      boolean there = false;
      for (String table : List.of("lines", "runs")) {
        try (PreparedStatement delete =
            connection.prepareStatement("delete from " + table + " where run_id = ?")) {
          delete.setString(1, runId);
          there |= delete.executeUpdate() > 0;
        }
      }
      return there;
    });
  }

  /**
   * Where it is.
   *
   * @return the address, with *** in place of passwords
   */
  public String address() {
    return database.name();
  }

  @Override
  public String toString() {
    return "SQL ledger in " + address();
  }
}
