package org.carbonaware.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.ledger.RunAccount;

/**
 * What a Hugging Face model card says of a training's emissions: the {@code co2_eq_emissions} block
 * of its head, in grams, and the lines of its section on environmental impact. Emissions are those
 * of operation, location-based, pauses and the facility included. Whether the training was a
 * pre-training or a fine-tuning is not in a run's record: that line is left for a person.
 */
public final class ModelCard {
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private ModelCard() {}

  /**
   * Writes the card's parts.
   *
   * @param account the run's account
   * @return the head between lines of three hyphens, and Markdown
   */
  public static String of(RunAccount account) {
    return "---\n" + head(account) + "---\n\n" + section(account);
  }

  /**
   * Writes the block alone, without the lines of hyphens.
   *
   * @param account the run's account
   * @return YAML
   */
  public static String head(RunAccount account) {
    Findings findings = new Findings(account);
    StringBuilder yaml = new StringBuilder("co2_eq_emissions:\n");
    if (findings.emissionsKnown()) {
      yaml.append("  emissions: ")
          .append(plain(account.footprint().locationGrams()))
          .append(" # grams of CO2e\n");
    } else {
      yaml.append("  # emissions are ").append(findings.whyUnknown()).append('\n');
    }
    yaml.append("  source: ").append(quoted(source(account, findings))).append('\n');
    yaml.append("  # training_type: \"pre-training\" or \"fine-tuning\"\n");
    yaml.append("  geographical_location: ")
        .append(quoted(Place.of(account.summary().zone()).toString()))
        .append('\n');
    String hardware = findings.devices(account.components());
    if (!hardware.isEmpty()) {
      yaml.append("  hardware_used: ").append(quoted(hardware)).append('\n');
    }
    return yaml.toString();
  }

  private static String source(RunAccount account, Findings findings) {
    return "Carbon-Aware Trainer " + Tool.version() + ": energy " + findings.methods() + ", PUE "
        + Quantities.number(account.boundary().facility().pue()) + ", location-based, "
        + account.summary().basis() + " intensity " + findings.intensities();
  }

  private static String section(RunAccount account) {
    Findings findings = new Findings(account);
    String gpus = findings.devices(findings.components(Kind.GPU));
    String hardware = gpus.isEmpty() ? findings.devices(account.components()) : gpus;
    List<String> lines = new ArrayList<>(List.of("## Environmental Impact", ""));
    lines.add(item("Hardware Type", hardware.isEmpty() ? Quantities.UNKNOWN : hardware));
    lines.add(item(
        "Hours used",
        Quantities.number(account.summary().active().time().toNanos() / 3.6e12)
            + " h running, "
            + Quantities.number(account.summary().pauses().time().toNanos() / 3.6e12)
            + " h paused"));
    lines.add(item("Cloud Provider", "not recorded"));
    lines.add(item("Compute Region", Place.of(account.summary().zone()).toString()));
    lines.add(item(
        "Carbon Emitted",
        findings.emissionsKnown()
            ? Quantities.grams(account.footprint().locationGrams()) + " CO2e"
            : findings.whyUnknown()));
    lines.add("");
    lines.add(Markdown.escaped(Citation.of(account)));
    return String.join("\n", lines) + "\n";
  }

  private static String item(String name, String value) {
    return "- **" + name + ":** " + Markdown.escaped(value);
  }

  private static String plain(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(SIX_DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A YAML scalar in double quotes, in which any text is a text. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    TextLines.plain(text).codePoints().forEach(point -> {
      if (point == '"' || point == '\\') {
        quoted.append('\\').appendCodePoint(point);
      } else if (isPrintable(point)) {
        quoted.appendCodePoint(point);
      } else {
        quoted.append(String.format(Locale.ROOT, "\\U%08X", point));
      }
    });
    return quoted.append('"').toString();
  }

  /** Half a surrogate pair and the like are no YAML. */
  private static boolean isPrintable(int point) {
    return !(point >= 0xD800 && point <= 0xDFFF) && point != 0xFEFF && (point & 0xFFFE) != 0xFFFE;
  }
}
