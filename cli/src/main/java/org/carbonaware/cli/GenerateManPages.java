package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.cli.manual.ManPage;
import org.carbonaware.files.FileFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes the manual pages; the distribution's are made by it. */
@Command(
    name = "generate-man-pages",
    description = "Writes the manual pages of every command.",
    footer = {
      "",
      "Example:",
      "  carbon-trainer generate-man-pages --out man/man1",
      "",
      "To read one of them:",
      "  man -l man/man1/carbon-trainer-report.1"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GenerateManPages implements Callable<Integer> {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder to write into; made if it is missing.")
  Path out;

  @ParentCommand
  Main main;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, String> pages =
        ManPage.of(spec.root().commandLine(), "carbon-trainer " + Version.number());
    try {
      Files.createDirectories(out);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(out.resolve(page.getKey()), page.getValue(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new CarbonAwareException(
          "--out " + out + ": can't be written: " + FileFailure.reason(e), e);
    }
    main.note(spec.commandLine(), "wrote " + pages.size() + " pages to " + out);
    if (main.json) {
      PrintWriter stdout = spec.commandLine().getOut();
      stdout.println(document(pages.keySet()).toPrettyString());
      stdout.flush();
    }
    return ExitCodes.DONE;
  }

  private ObjectNode document(Collection<String> pages) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/man-pages/v1").put("folder", out.toString());
    pages.forEach(document.putArray("pages")::add);
    return document;
  }
}
