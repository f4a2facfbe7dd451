package org.carbonaware.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.carbonaware.files.ForeignFiles;
import org.carbonaware.report.ReportFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option of commands that write what they found as a web page, too. */
final class HtmlFile {
  private static final String BEGIN = "<!DOCTYPE html>";

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write a web page with pictures, which needs no network. Replaces a page"
          + " that is there, but no other file.")
  @Nullable
  Path file;

  /**
   * Checks before long work that the page can be written.
   *
   * @throws ParameterException if something else is there, or there is no such directory
   */
  void require(CommandLine command) {
    if (file == null) {
      return;
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new ParameterException(command, "--html " + file + ": its directory is missing");
    }
    if (Files.exists(file) && !isPage(file)) {
      throw new ParameterException(
          command,
          "--html " + file + " is there and no web page; expected a new file, or a page to"
              + " replace");
    }
  }

  private static boolean isPage(Path file) {
    try (InputStream in = ForeignFiles.open(file)) {
      byte[] begin = in.readNBytes(BEGIN.length());
      return new String(begin, StandardCharsets.ISO_8859_1)
          .toUpperCase(Locale.ROOT)
          .equals(BEGIN.toUpperCase(Locale.ROOT));
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes the page, if one is wanted: before anything is printed, since it may fail. */
  void write(CommandLine command, Page page) {
    if (file != null) {
      ReportFile.write(file, page.html());
      Main.of(command).note(command, "wrote the pictures to " + file);
    }
  }

  /** Makes the page. */
  @FunctionalInterface
  interface Page {
    String html();
  }
}
