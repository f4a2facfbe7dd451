package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.carbonaware.cli.RegionFigures.Job;
import org.carbonaware.cli.RegionFigures.Work;
import org.carbonaware.cli.terminal.Bar;
import org.carbonaware.cli.terminal.Levels;
import org.carbonaware.cli.terminal.Line;
import org.carbonaware.cli.terminal.Table;
import org.carbonaware.cli.terminal.Table.Column;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.cli.terminal.Tone;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.cloud.CloudRegion;

/**
 * Zones in the order of what it emits to run there, for people and for programs.
 *
 * @param regions the cleanest first
 * @param unavailable of which zones nothing is known, and why
 * @param basis what the figures count
 * @param when the time they are about, in words
 * @param work the job, if one was named
 * @param recorded whether the figures are of a trace: then none is live
 */
record RegionsView(
    List<RegionFigures> regions,
    Map<Zone, String> unavailable,
    Basis basis,
    String when,
    Optional<Work> work,
    boolean recorded) {
  private static final int BAR = 16;
  private static final int SHORT_BAR = 10;
  private static final int WIDE = 100;
  private static final int MOST_NAMES = 2;
  private static final int MOST_SOURCES = 3;
  private static final String NOT_COUNTED =
      "Moving data there costs energy too; that is not counted.";

  /** The document that other programs read. */
  ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/regions/v1").put("basis", basis.label());
    document.put("when", when);
    work.ifPresent(job -> document
        .put("work", job.work().toString())
        .put("slack", job.slack().toString())
        .put("powerWatts", 1000 * job.kilowatts()));
    ArrayNode all = document.putArray("regions");
    for (int i = 0; i < regions.size(); i++) {
      RegionFigures figures = regions.get(i);
      ObjectNode node = all.addObject().put("zone", figures.zone().key());
      ArrayNode names = node.putArray("cloudRegions");
      figures.cloudRegions().forEach(region -> names.add(region.name()));
      node.put("meanGramsPerKwh", figures.meanGramsPerKwh());
      Optional<Job> job = figures.job();
      job.ifPresentOrElse(
          it -> node.put("bestWindowGramsPerKwh", it.gramsPerKwh()).put("gramsForJob", it.grams()),
          () -> node.putNull("bestWindowGramsPerKwh").putNull("gramsForJob"));
      job.flatMap(Job::start).ifPresent(start -> node.put("bestWindowStart", start.toString()));
      node.put("rank", i + 1).put("source", figures.provenance().source());
      node.put("kind", figures.provenance().kind().label());
      node.put(
          "freshness",
          recorded ? "recorded" : figures.provenance().freshness().state().label());
      node.put("ageSeconds", figures.provenance().freshness().age().toSeconds());
    }
    ArrayNode missing = document.putArray("unavailable");
    unavailable.forEach(
        (zone, why) -> missing.addObject().put("zone", zone.key()).put("why", why));
    document.putArray("notCounted").add("data transfer");
    return document;
  }

  /** A table with bars. */
  List<Line> lines(Terminal terminal) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of(heading(), Tone.STRONG));
    lines.add(Line.empty());
    lines.addAll(table(terminal).lines(terminal));
    lines.add(Line.empty());
    if (work.isPresent()) {
      notes(work.get())
          .forEach(note -> lines.addAll(Line.of(note, Tone.MUTED).wrappedTo(terminal.width())));
    }
    lines.addAll(Line.of(sources(), Tone.MUTED).wrappedTo(terminal.width()));
    assumed()
        .filter(text -> !recorded)
        .ifPresent(text -> lines.addAll(Line.of(text).wrappedTo(terminal.width())));
    comparison().ifPresent(text -> lines.addAll(Line.of(text).wrappedTo(terminal.width())));
    lines.addAll(Line.of(NOT_COUNTED, Tone.MUTED).wrappedTo(terminal.width()));
    return lines;
  }

  private String heading() {
    return "cleanest first, " + basis.label() + ", " + when;
  }

  private Table table(Terminal terminal) {
    boolean clouds =
        regions.stream().anyMatch(figures -> !figures.cloudRegions().isEmpty());
    double most = regions.stream().mapToDouble(RegionFigures::rankedBy).max().orElse(0);
    List<Column> columns = new ArrayList<>(List.of(
        Column.number("", ""),
        Column.words("zone"),
        Column.number(work.isEmpty() && when.startsWith("at ") ? "now" : "mean", "gCO2e/kWh")));
    if (work.isPresent()) {
      columns.add(Column.number("best window", "gCO2e/kWh"));
      columns.add(Column.number("job", massUnit() + "CO2e"));
    }
    columns.add(Column.words(""));
    columns.add(Column.words("kind"));
    if (clouds) {
      columns.add(Column.text("cloud regions"));
    }
    Table table = Table.of(columns.toArray(Column[]::new));
    Optional<Levels> levels = levels();
    int bar = terminal.width() < WIDE ? SHORT_BAR : BAR;
    for (int i = 0; i < regions.size(); i++) {
      RegionFigures figures = regions.get(i);
      Tone tone = levels.map(all -> all.of(figures.rankedBy())).orElse(Tone.PLAIN);
      List<Line> row = new ArrayList<>(List.of(
          Line.of(String.valueOf(i + 1), Tone.MUTED),
          Line.of(figures.zone().key(), Tone.STRONG),
          Line.of(grams(figures.meanGramsPerKwh()))));
      if (work.isPresent()) {
        row.add(Line.of(figures.job().map(job -> grams(job.gramsPerKwh())).orElse("unknown")));
        row.add(Line.of(figures.job().map(job -> mass(job.grams())).orElse("")));
      }
      row.add(Bar.of(figures.rankedBy(), most, bar, tone, terminal));
      row.add(Line.of(kind(figures.provenance())));
      if (clouds) {
        row.add(Line.of(names(figures.cloudRegions())));
      }
      table = table.row(row.toArray(Line[]::new));
    }
    return table;
  }

  private static String names(List<CloudRegion> regions) {
    int more = regions.size() - MOST_NAMES;
    return regions.stream()
            .limit(MOST_NAMES)
            .map(CloudRegion::name)
            .collect(Collectors.joining(" "))
        + (more > 0 ? " +" + more : "");
  }

  private static String kind(Provenance provenance) {
    return switch (provenance.freshness().state()) {
      case LIVE, STATIC, CACHED -> provenance.kind().label();
      case STALE -> provenance.kind().label() + ", stale";
    };
  }

  /** The cleanest and the dirtiest third of the zones; of less than three there are none. */
  private Optional<Levels> levels() {
    double[] values =
        regions.stream().mapToDouble(RegionFigures::rankedBy).sorted().toArray();
    return values.length < 3
        ? Optional.empty()
        : Optional.of(new Levels(
            Math.nextUp(values[values.length / 3 - 1]),
            Math.max(
                Math.nextUp(values[values.length / 3 - 1]),
                Math.nextDown(values[values.length - values.length / 3]))));
  }

  private List<String> notes(Work job) {
    String length = DurationConverter.shortText(job.work());
    boolean many = regions.stream().allMatch(it -> it.job().flatMap(Job::start).isEmpty());
    return List.of("job: " + length + " at " + grams(1000 * job.kilowatts())
        + " W without a pause in the cleanest " + length + " of "
        + DurationConverter.shortText(job.window())
        + (many ? ", on average over all starts" : ""));
  }

  /** Who says it: with their zones, if there are few sources. */
  private String sources() {
    Map<String, List<String>> zones = regions.stream()
        .collect(Collectors.groupingBy(
            figures -> figures.provenance().source(),
            LinkedHashMap::new,
            Collectors.mapping(figures -> figures.zone().key(), Collectors.toList())));
    if (zones.size() == 1) {
      return "source: " + zones.keySet().iterator().next();
    }
    return zones.size() > MOST_SOURCES
        ? zones.size() + " sources; --json names that of each zone"
        : zones.entrySet().stream()
            .map(each -> String.join(", ", each.getValue()) + ": " + each.getKey())
            .collect(Collectors.joining("; ", "source of ", ""));
  }

  private Optional<String> assumed() {
    long count = regions.stream()
        .filter(figures -> figures.provenance().kind() == Provenance.Kind.ASSUMED)
        .count();
    return count == 0
        ? Optional.empty()
        : Optional.of(count + " of " + regions.size() + " are assumed from typical years and"
            + " averages, nothing live; CARBON_ELECTRICITYMAPS_KEY gives live data of most zones");
  }

  /** What it means to choose the first rather than the last. */
  private Optional<String> comparison() {
    if (regions.size() < 2) {
      return Optional.empty();
    }
    RegionFigures best = regions.get(0);
    RegionFigures worst = regions.get(regions.size() - 1);
    if (!(worst.rankedBy() > 0)) {
      return Optional.empty();
    }
    double less = 100 * (1 - best.rankedBy() / worst.rankedBy());
    return Optional.of(String.format(
        Locale.ROOT, "%s emits %.0f %% less than %s.", best.zone(), less, worst.zone()));
  }

  private boolean inKilograms() {
    return regions.stream()
        .flatMap(figures -> figures.job().stream())
        .anyMatch(job -> job.grams() >= 10_000);
  }

  private String massUnit() {
    return inKilograms() ? "kg" : "g";
  }

  private String mass(double grams) {
    return inKilograms() ? String.format(Locale.ROOT, "%.2f", grams / 1000) : grams(grams);
  }

  // Some grids have a few grams.
  private static String grams(double value) {
    return String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%.0f", value);
  }
}
