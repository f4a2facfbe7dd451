package org.carbonaware.control.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a campaign did and what became of it: a table of fault, count and outcome, written to
 * {@code target/campaign/NAME.txt} and {@code NAME.csv}. For one thread.
 */
public final class CampaignReport {
  private record Row(String fault, String outcome) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int byFault = fault.compareTo(other.fault);
      return byFault != 0 ? byFault : outcome.compareTo(other.outcome);
    }
  }

  private final String name;
  private final Map<Row, Integer> rows = new TreeMap<>();

  /**
   * Nothing has happened yet.
   *
   * @param name what is attacked, letters, digits and dashes
   */
  public CampaignReport(String name) {
    this.name = name;
  }

  /**
   * How many faults a campaign is to have: the property {@code campaign.count}, which {@code mvn
   * -Pcampaign} sets.
   *
   * @param otherwise how many fit into every build
   * @return 1 or more
   */
  public static int size(int otherwise) {
    return Integer.getInteger("campaign.count", otherwise);
  }

  /**
   * What the faults are drawn with: the property {@code campaign.seed}, else 42.
   *
   * @return the seed
   */
  public static long seed() {
    return Long.getLong("campaign.seed", 42);
  }

  /**
   * Counts a fault.
   *
   * @param fault the fault, in a few words
   * @param outcome what became of it, in a few words
   */
  public void add(String fault, String outcome) {
    rows.merge(new Row(fault, outcome), 1, Integer::sum);
  }

  /**
   * How often a fault of some kind came to an outcome of some kind.
   *
   * @param outcome a part of its words
   * @return 0 or more
   */
  public int count(String outcome) {
    return rows.entrySet().stream()
        .filter(row -> row.getKey().outcome().contains(outcome))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /**
   * Writes it, in place of what was written before.
   *
   * @param sentences what else there is to say
   * @return the text
   * @throws IOException if it can't be written
   */
  public String write(String... sentences) throws IOException {
    int width =
        rows.keySet().stream().mapToInt(row -> row.fault().length()).max().orElse(5);
    List<String> table = new ArrayList<>();
    List<String> csv = new ArrayList<>(List.of("campaign,fault,count,outcome"));
    table.add("Campaign " + name + ", seed " + seed());
    table.add(String.format(Locale.ROOT, "%-" + width + "s %7s  %s", "fault", "count", "outcome"));
    rows.forEach((row, count) -> {
      table.add(String.format(
          Locale.ROOT, "%-" + width + "s %7d  %s", row.fault(), count, row.outcome()));
      csv.add(String.format(
          Locale.ROOT, "%s,\"%s\",%d,\"%s\"", name, row.fault(), count, row.outcome()));
    });
    table.addAll(List.of(sentences));
    Path directory = Files.createDirectories(Path.of("target", "campaign"));
    Files.write(directory.resolve(name + ".txt"), table);
    Files.write(directory.resolve(name + ".csv"), csv);
    return String.join(System.lineSeparator(), table);
  }
}
