package org.carbonaware.cli;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.carbonaware.cli.terminal.Levels;
import org.carbonaware.cli.terminal.Line;
import org.carbonaware.cli.terminal.Strip;
import org.carbonaware.cli.terminal.Table;
import org.carbonaware.cli.terminal.Table.Column;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.cli.terminal.Tone;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.zones.KnownZone;
import org.carbonaware.grid.zones.Zones;

/**
 * The grids of some zones at one moment, for people and for programs.
 *
 * @param at the moment
 * @param looks what is known of each zone, one or more
 * @param threshold above it a value is high; empty for the zone's own levels
 * @param hours how many hours a strip shows, a third of them past
 * @param recorded whether a trace is replayed: then nothing is live
 */
record MonitorView(
    Instant at, List<GridLook> looks, OptionalDouble threshold, int hours, boolean recorded) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final int USUAL_ROWS = 4;
  private static final int MOST_ROWS = 6;

  /** The document that other programs read. */
  ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/monitor/v1").put("at", at.toString());
    threshold.ifPresent(value -> document.put("thresholdGramsPerKwh", value));
    ArrayNode readings = document.putArray("readings");
    ArrayNode unavailable = document.putArray("unavailable");
    for (GridLook look : looks) {
      look.now()
          .ifPresentOrElse(
              value -> reading(look, value, readings.addObject()),
              () -> unavailable
                  .addObject()
                  .put("zone", look.zone().key())
                  .put("why", String.join("; ", look.troubles())));
    }
    return document;
  }

  private void reading(GridLook look, Intensity value, ObjectNode node) {
    Freshness freshness = value.provenance().freshness();
    node.put("zone", look.zone().key()).put("gramsPerKwh", value.gramsPerKwh());
    node.put("basis", value.basis().label()).put("at", value.at().toString());
    node.put("source", value.provenance().source());
    node.put("ageSeconds", freshness.age().toSeconds());
    node.put("freshness", recorded ? "recorded" : freshness.state().label());
    node.put("kind", value.provenance().kind().label());
    level(look, value)
        .ifPresentOrElse(level -> node.put("level", level.label()), () -> node.putNull("level"));
  }

  private Optional<Levels> levels(GridLook look) {
    return threshold.isPresent()
        ? Optional.of(RecentLevels.of(threshold.getAsDouble()))
        : look.levels();
  }

  private Optional<Tone> level(GridLook look, Intensity value) {
    return levels(look).map(levels -> levels.of(value.gramsPerKwh()));
  }

  /** Everything, one below the other, for a file, a pipe or a look once. */
  List<Line> report(Terminal terminal) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of("grid at " + TIME.format(at.atOffset(UTC)) + " UTC", Tone.STRONG));
    lines.add(Line.empty());
    lines.addAll(table(terminal));
    lines.addAll(meaning(terminal));
    for (GridLook look : looks) {
      if (look.now().isPresent()) {
        lines.add(Line.empty());
        lines.addAll(strip(look, USUAL_ROWS, terminal));
      }
    }
    return lines;
  }

  /**
   * As much of it as a terminal shows at once.
   *
   * @param next when the grids are looked at again
   * @param first which zone's strip comes first
   */
  List<Line> screen(Terminal terminal, Instant next, int first) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of(TIME.format(at.atOffset(UTC)) + " UTC", Tone.STRONG)
        .plus(
            "  next look " + CLOCK.format(next.atOffset(UTC))
                + (looks.size() > 1 ? "   n next zone" : "") + "   q quit",
            Tone.MUTED));
    lines.add(Line.empty());
    lines.addAll(table(terminal));
    lines.addAll(meaning(terminal));
    List<GridLook> known = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      GridLook look = looks.get((first + i) % looks.size());
      if (look.now().isPresent()) {
        known.add(look);
      }
    }
    List<List<Line>> strips = strips(known, terminal.height() - lines.size(), terminal);
    strips.forEach(strip -> {
      lines.add(Line.empty());
      lines.addAll(strip);
    });
    return lines;
  }

  /** As many strips as fit in a usual height, as high as they then may be; else a lower one. */
  private List<List<Line>> strips(List<GridLook> known, int room, Terminal terminal) {
    int count = fitting(known, USUAL_ROWS, room, terminal).size();
    for (int rows = MOST_ROWS; rows >= 1; rows--) {
      List<List<Line>> strips = fitting(known, rows, room, terminal);
      if (!strips.isEmpty() && strips.size() >= count) {
        return strips;
      }
    }
    return List.of();
  }

  private List<List<Line>> fitting(List<GridLook> known, int rows, int room, Terminal terminal) {
    List<List<Line>> strips = new ArrayList<>();
    int used = 0;
    for (GridLook look : known) {
      List<Line> strip = strip(look, rows, terminal);
      used += strip.size() + 1;
      if (used > room) {
        break;
      }
      strips.add(strip);
    }
    return strips;
  }

  private List<Line> table(Terminal terminal) {
    Table table = Table.of(
        Column.words("zone"),
        Column.number("now", "gCO2e/kWh"),
        Column.words("level"),
        Column.words("kind"),
        Column.words("basis"),
        Column.words("age"),
        Column.text("source"));
    for (GridLook look : looks) {
      Optional<Intensity> now = look.now();
      table = now.isPresent()
          ? known(table, look, now.get())
          : table.row(
              Line.of(look.zone().key(), Tone.STRONG),
              Line.of("unknown"),
              Line.empty(),
              Line.empty(),
              Line.empty(),
              Line.empty(),
              Line.of(look.trouble().orElse(""), Tone.MUTED));
    }
    return table.lines(terminal);
  }

  private Table known(Table table, GridLook look, Intensity value) {
    Tone tone = level(look, value).orElse(Tone.PLAIN);
    return table.row(
        Line.of(look.zone().key(), Tone.STRONG),
        Line.of(grams(value.gramsPerKwh()), tone),
        Line.of(tone == Tone.PLAIN ? "unknown" : tone.label(), tone),
        Line.of(value.provenance().kind().label()),
        Line.of(value.basis().label()),
        Line.of(age(value)),
        Line.of(value.provenance().source()));
  }

  private String age(Intensity value) {
    Freshness freshness = value.provenance().freshness();
    if (recorded) {
      return "recorded";
    }
    return freshness.state() == Freshness.State.CACHED
        ? freshness.toString().replaceAll("cached \\((.*)\\)", "$1")
        : freshness.toString();
  }

  private List<Line> meaning(Terminal terminal) {
    String text = threshold.isPresent()
        ? "high: over the threshold of " + grams(threshold.getAsDouble()) + " gCO2e/kWh"
        : RecentLevels.MEANING;
    return Line.of(text, Tone.MUTED).wrappedTo(terminal.width());
  }

  private List<Line> strip(GridLook look, int rows, Terminal terminal) {
    Optional<KnownZone> known = Zones.find(look.zone());
    ZoneId local = known.map(KnownZone::timeZone).orElse(UTC);
    Duration step = look.step();
    int steps = Math.max(1, (int) Duration.ofHours(hours).dividedBy(step));
    Instant from = look.stepStart().minus(step.multipliedBy(steps / 3));
    Strip strip = Strip.of(from, step, look.around(from, steps), local)
        .rows(rows)
        .forecastFrom(look.expectedFrom());
    Optional<Levels> levels = levels(look);
    if (levels.isPresent()) {
      strip = strip.levels(levels.get());
    }
    if (threshold.isPresent()) {
      strip = strip.threshold(threshold.getAsDouble());
    }
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of(known.map(KnownZone::toString).orElse(look.zone().key()), Tone.STRONG)
        .plus(", gCO2e/kWh", Tone.MUTED)
        .plus(outlookSource(look), Tone.MUTED)
        .cutTo(terminal.width(), terminal));
    lines.addAll(strip.lines(terminal));
    return lines;
  }

  private static String outlookSource(GridLook look) {
    return look.view()
        .forecast()
        .map(series -> "; forecast: " + series.provenance().source()
            + (series.provenance().freshness().state() == Freshness.State.STALE
                ? ", " + series.provenance().freshness()
                : ""))
        .orElse("; no forecast");
  }

  /** A line for each zone, as a log. */
  List<String> log() {
    return looks.stream()
        .map(look -> look.now()
            .map(value -> String.join(
                "  ",
                at.truncatedTo(ChronoUnit.SECONDS).toString(),
                look.zone().key(),
                grams(value.gramsPerKwh()) + " gCO2e/kWh",
                level(look, value).map(Tone::label).orElse("level unknown"),
                value.provenance().kind().label(),
                value.basis().label(),
                recorded ? "recorded" : value.provenance().freshness().toString(),
                Line.of(value.provenance().source()).text()))
            .orElseGet(
                () -> at.truncatedTo(ChronoUnit.SECONDS) + "  " + look.zone().key() + "  unknown: "
                    + Line.of(look.trouble().orElse("")).text()))
        .toList();
  }

  // Some grids have a few grams.
  private static String grams(double value) {
    return String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%.0f", value);
  }
}
