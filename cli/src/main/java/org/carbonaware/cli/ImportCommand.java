package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.carbonaware.files.FileFailure;
import org.carbonaware.files.ForeignFiles;
import org.carbonaware.files.UnfitFileException;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.sql.ImportCounts;
import org.carbonaware.ledger.sql.SqlLedger;
import org.carbonaware.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Copies ledgers into a database. */
@Command(
    name = "import",
    description = "Copies the ledgers of many runs into one SQL database, for queries over all of"
        + " them. Each run is copied completely or not at all; importing again adds only what a run"
        + " has grown by.",
    footer = {
      "",
      "A password is best given in a file that only its owner can read, or in the",
      "environment variable CARBON_LEDGER_PASSWORD. docs/sql-ledger.md describes",
      "the tables.",
      "",
      "Example:",
      "  carbon-trainer import carbon-ledger --to jdbc:sqlite:runs.db",
      "  carbon-trainer import carbon-ledger --user team \\",
      "      --password-file ~/.carbon-password \\",
      "      --to jdbc:postgresql://db.example.org/carbon"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ImportCommand implements Callable<Integer> {
  private static final int LONGEST_PASSWORD = 8192;

  @FromConfig("ledger.directory")
  @Parameters(paramLabel = "LEDGER_DIR", description = "The directory with the runs' .jsonl files.")
  Path directory;

  @FromConfig("ledger.jdbcUrl")
  @Option(
      names = "--to",
      required = true,
      paramLabel = "JDBC_URL",
      description = "jdbc:sqlite:FILE, made if missing, or jdbc:postgresql://HOST/DATABASE.")
  String to;

  @FromConfig("ledger.user")
  @Option(names = "--user", paramLabel = "NAME", description = "The database's user.")
  @Nullable
  String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file with the password and nothing else.")
  @Nullable
  Path passwordFile;

  @ParentCommand
  Main main;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    if (!to.startsWith("jdbc:sqlite:") && !to.startsWith("jdbc:postgresql:")) {
      // Not repeated here: whatever it is, it may hold a password.
      throw new ParameterException(
          command,
          "--to: expected an address such as jdbc:sqlite:runs.db or"
              + " jdbc:postgresql://HOST/DATABASE");
    }
    if (!Files.isDirectory(directory)) {
      throw new ParameterException(
          command, directory + " is no directory; expected the one a ledger was written to");
    }
    Properties login = login(command);
    long began = System.nanoTime();
    SqlLedger ledger = SqlLedger.open(to, login);
    ledger.requireReachable();
    int runs = Ledger.files(directory).size();
    ProgressLine progress = ProgressLine.of(command, "runs");
    ImportCounts counts;
    try {
      counts = ledger.importDirectory(
          directory,
          sum -> progress.ran(
              sum.files() + sum.refused().size(),
              runs,
              ", " + counted(sum.added(), "line") + " added"));
    } finally {
      progress.clear();
    }
    counts
        .refused()
        .forEach(
            text -> command.getErr().println("carbon-trainer import: " + Printable.line(text)));
    command.getErr().flush();
    PrintWriter out = command.getOut();
    double seconds = (System.nanoTime() - began) / 1e9;
    out.println(
        main.json
            ? Printable.json(document(ledger.address(), counts, seconds).toPrettyString())
            : text(ledger.address(), counts));
    out.flush();
    return counts.refused().isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private Properties login(CommandLine command) {
    Properties login = main.configuration().get().databaseLogin();
    if (user != null) {
      login.setProperty("user", user);
    }
    if (passwordFile != null) {
      login.setProperty("password", read(command, passwordFile));
    }
    return login;
  }

  private static String read(CommandLine command, Path file) {
    try {
      return ForeignFiles.readPrivate(file, LONGEST_PASSWORD).strip();
    } catch (UnfitFileException e) {
      throw new ParameterException(command, "--password-file " + file + " " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ParameterException(
          command, "--password-file " + file + " cannot be read: " + FileFailure.reason(e), e);
    }
  }

  private static String text(String address, ImportCounts counts) {
    return String.format(
        Locale.ROOT,
        "%s in %s: %s added, %d were there%s%s",
        counted(counts.files(), "run"),
        address,
        counted(counts.added(), "line"),
        counts.known(),
        counts.incomplete() == 0
            ? ""
            : "; " + counted(counts.incomplete(), "file")
                + " with an incomplete last line, which is left out",
        counts.refused().isEmpty()
            ? ""
            : "; " + counted(counts.refused().size(), "file") + " refused");
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static ObjectNode document(String address, ImportCounts counts, double seconds) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/import/v1").put("to", address);
    document.put("files", counts.files()).put("linesAdded", counts.added());
    document.put("linesKnown", counts.known()).put("incompleteFiles", counts.incomplete());
    ArrayNode refused = document.putArray("refused");
    counts.refused().forEach(refused::add);
    return document.put("seconds", seconds);
  }
}
