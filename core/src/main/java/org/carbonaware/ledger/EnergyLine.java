package org.carbonaware.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * A line of energy, used again for the next one: an interval, all of it in one state and at one
 * intensity. Of an interval that runs backwards or takes more than a year, as when a clock was set
 * meanwhile, only the end is believed. Energy and emissions below 0 are refused: they would lower a
 * total without a trace.
 */
final class EnergyLine {
  private static final long LONGEST = Duration.ofDays(366).toNanos();

  /** No line of ours is near it, and a million of them still add up to a number. */
  private static final double MOST = 1e18;

  long sequence;
  long from;
  long to;

  /** Whether its beginning was not believed. */
  boolean timeless;

  Phase phase = Phase.ACTIVE;
  double joules;

  /** Without what a facility adds; NaN if the intensity was unknown. */
  double grams;

  String method = "";

  /** Negative in records of versions that knew no epochs. */
  long firstEpoch;

  long lastEpoch;
  int components;
  String[] names = new String[8];
  double[] parts = new double[8];

  long nanos() {
    return to - from;
  }

  boolean known() {
    return !Double.isNaN(grams);
  }

  void read(LedgerEntry entry) {
    JsonNode fields = entry.fields();
    clear();
    sequence = entry.sequence();
    to = EpochNanos.of(entry.at());
    from = EpochNanos.of(Instant.parse(fields.path("from").asText()));
    phase = Phase.of(fields.path("state").asText());
    method = fields.path("method").asText();
    grams = fields.path("grams").isNumber() ? fields.path("grams").asDouble() : Double.NaN;
    firstEpoch = fields.path("firstEpoch").asLong(-1);
    lastEpoch = fields.path("lastEpoch").asLong(firstEpoch);
    for (Map.Entry<String, JsonNode> part : fields.path("joulesByComponent").properties()) {
      component(part.getKey(), part.getValue().asDouble());
    }
    joules = fields.path("joules").asDouble(Double.NaN);
    complete();
  }

  /**
   * Reads what follows the line's kind.
   *
   * @param parser stands behind the kind
   * @param brief whether times, phase and joules are enough
   * @return false if something is unusual
   */
  boolean read(JsonParser parser, long number, long at, boolean brief) throws IOException {
    clear();
    sequence = number;
    to = at;
    int wanted = 3;
    String name;
    while ((name = parser.nextFieldName()) != null) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "from" -> {
          if (value != JsonToken.VALUE_STRING) {
            return false;
          }
          from = EpochNanos.parse(
              parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
          wanted--;
        }
        case "state" -> {
          phase = Phase.of(parser.getText());
          wanted--;
        }
        case "joules" -> {
          if (!value.isNumeric()) {
            return false;
          }
          joules = parser.getDoubleValue();
          wanted--;
        }
        case "method" -> method = BriefTexts.of(parser.getText());
        case "grams" -> grams = value.isNumeric() ? parser.getDoubleValue() : Double.NaN;
        case "firstEpoch" -> {
          if (value != JsonToken.VALUE_NUMBER_INT) {
            return false;
          }
          firstEpoch = parser.getLongValue();
        }
        case "lastEpoch" -> {
          if (value != JsonToken.VALUE_NUMBER_INT) {
            return false;
          }
          lastEpoch = parser.getLongValue();
        }
        case "joulesByComponent" -> {
          if (!readComponents(parser, value)) {
            return false;
          }
        }
        default -> parser.skipChildren();
      }
      if (brief && wanted == 0) {
        complete();
        return true;
      }
    }
    boolean whole =
        wanted == 0 && parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    if (whole) {
      complete();
    }
    return whole;
  }

  private boolean readComponents(JsonParser parser, JsonToken value) throws IOException {
    components = 0;
    if (value != JsonToken.START_OBJECT) {
      return false;
    }
    String name;
    while ((name = parser.nextFieldName()) != null) {
      if (!parser.nextToken().isNumeric()) {
        return false;
      }
      component(name, parser.getDoubleValue());
    }
    return true;
  }

  private void clear() {
    joules = Double.NaN;
    grams = Double.NaN;
    method = "";
    firstEpoch = -1;
    lastEpoch = -1;
    components = 0;
  }

  private void component(String name, double drawn) {
    if (components == names.length) {
      names = Arrays.copyOf(names, 2 * components);
      parts = Arrays.copyOf(parts, 2 * components);
    }
    names[components] = name;
    parts[components++] = drawn;
  }

  /**
   * Makes the parts add up to the whole, whatever a hand or another version wrote.
   *
   * @throws IllegalArgumentException if a figure is below 0 or beyond all measure
   */
  private void complete() {
    double sum = 0;
    for (int i = 0; i < components; i++) {
      sum += checked("joules of " + names[i], parts[i]);
    }
    joules = Double.isNaN(joules) ? sum : checked("joules", joules);
    grams = known() ? checked("grams", grams) : grams;
    if (joules != sum && sum > 0) {
      for (int i = 0; i < components; i++) {
        parts[i] *= joules / sum;
      }
    } else if (joules != sum) {
      components = 0;
      component("machine", joules);
    }
    lastEpoch = Math.max(firstEpoch, lastEpoch);
    timeless = from > to || to - from > LONGEST;
    if (timeless) {
      from = to;
    }
  }

  private static double checked(String name, double figure) {
    if (!(figure >= 0 && figure <= MOST)) {
      throw new IllegalArgumentException(name + " " + figure + ": expected 0 to " + MOST);
    }
    return figure;
  }
}
