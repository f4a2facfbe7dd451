package org.carbonaware.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.report.BoAmpsReport;
import org.carbonaware.report.CodeCarbonCsv;
import org.carbonaware.report.JsonReport;
import org.carbonaware.report.MarkdownReport;
import org.carbonaware.report.ModelCard;
import org.carbonaware.report.TextReport;
import org.carbonaware.report.html.HtmlReport;
import org.carbonaware.text.Printable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code report} writes. */
enum ReportFormat {
  TABLE,
  HTML,
  MARKDOWN,
  JSON,
  CODECARBON,
  BOAMPS,
  MODEL_CARD;

  /** The whole text, its last line ended. */
  String render(RunAccount account) {
    return switch (this) {
      case TABLE -> TextReport.of(account);
      case HTML -> HtmlReport.of(account);
      case MARKDOWN -> MarkdownReport.of(account);
      case JSON -> Printable.json(JsonReport.of(account).toPrettyString()) + "\n";
      case CODECARBON -> CodeCarbonCsv.of(account);
      case BOAMPS -> Printable.json(BoAmpsReport.of(account).toPrettyString()) + "\n";
      case MODEL_CARD -> ModelCard.of(account);
    };
  }

  /** The word on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String words() {
    return Arrays.stream(values()).map(ReportFormat::toString).collect(Collectors.joining(", "));
  }

  /** Reads the word. */
  static final class Converter implements ITypeConverter<ReportFormat> {
    @Override
    public ReportFormat convert(String text) {
      return Arrays.stream(values())
          .filter(format -> format.toString().equals(text))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException("'" + text + "' is no format; expected " + words()));
    }
  }
}
