package org.carbonaware.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.report.BoAmpsReport;
import org.carbonaware.report.CodeCarbonCsv;
import org.carbonaware.report.Host;
import org.carbonaware.report.JsonReport;
import org.carbonaware.report.MarkdownReport;
import org.carbonaware.report.ModelCard;
import org.carbonaware.report.TextReport;
import org.carbonaware.report.html.HtmlReport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code report} writes. */
enum ReportFormat {
  TABLE(TextReport::of),
  HTML(HtmlReport::of),
  MARKDOWN(MarkdownReport::of),
  JSON(account -> JsonReport.of(account).toPrettyString() + "\n"),
  CODECARBON(account -> CodeCarbonCsv.of(account, Host.current())),
  BOAMPS(account -> BoAmpsReport.of(account, Host.current()).toPrettyString() + "\n"),
  MODEL_CARD(ModelCard::of);

  private final Function<RunAccount, String> renderer;

  ReportFormat(Function<RunAccount, String> renderer) {
    this.renderer = renderer;
  }

  /** The whole text, its last line ended. */
  String render(RunAccount account) {
    return renderer.apply(account);
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
