package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Embodied;
import org.carbonaware.footprint.Facility;
import org.carbonaware.footprint.MarketMix;
import org.carbonaware.footprint.MarketMix.Contract;

/** How a {@link Boundary} is written in a ledger. */
final class BoundaryFields {
  private BoundaryFields() {}

  static void write(Boundary boundary, ObjectNode to) {
    Facility facility = boundary.facility();
    to.put("pue", facility.pue()).put("pueSource", facility.pueSource());
    facility.litresPerKwh().ifPresent(litres -> {
      to.put("litresPerKwh", litres).put("waterSource", facility.waterSource());
    });
    boundary.market().ifPresent(market -> write(market, to.putObject("market")));
    boundary.embodied().ifPresent(embodied -> {
      ObjectNode fields = to.putObject("embodied");
      fields.put("grams", embodied.grams()).put("lifetime", embodied.lifetime().toString());
      fields.put("share", embodied.share()).put("source", embodied.source());
    });
  }

  private static void write(MarketMix market, ObjectNode to) {
    to.put("residualGramsPerKwh", market.residualGramsPerKwh());
    to.put("residualSource", market.residualSource());
    ArrayNode contracts = to.putArray("contracts");
    for (Contract contract : market.contracts()) {
      contracts
          .addObject()
          .put("name", contract.name())
          .put("share", contract.share())
          .put("gramsPerKwh", contract.gramsPerKwh());
    }
  }

  /**
   * Reads what {@link #write} wrote; the default where nothing was written, as by versions that
   * knew no boundary.
   *
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} if a value is none
   */
  static Boundary read(JsonNode from) {
    if (!from.isObject()) {
      return Boundary.DEFAULT;
    }
    JsonNode litres = from.path("litresPerKwh");
    Facility facility = new Facility(
        from.path("pue").asDouble(Double.NaN),
        from.path("pueSource").asText(),
        litres.isNumber() ? OptionalDouble.of(litres.asDouble()) : OptionalDouble.empty(),
        from.path("waterSource").asText());
    return new Boundary(
        facility,
        Optional.of(from.path("market")).filter(JsonNode::isObject).map(BoundaryFields::market),
        Optional.of(from.path("embodied"))
            .filter(JsonNode::isObject)
            .map(BoundaryFields::embodied));
  }

  private static MarketMix market(JsonNode from) {
    List<Contract> contracts = new ArrayList<>();
    for (JsonNode contract : from.path("contracts")) {
      contracts.add(new Contract(
          contract.path("name").asText(),
          contract.path("share").asDouble(Double.NaN),
          contract.path("gramsPerKwh").asDouble(Double.NaN)));
    }
    return new MarketMix(
        contracts,
        from.path("residualGramsPerKwh").asDouble(Double.NaN),
        from.path("residualSource").asText());
  }

  private static Embodied embodied(JsonNode from) {
    return new Embodied(
        from.path("grams").asDouble(Double.NaN),
        Duration.parse(from.path("lifetime").asText()),
        from.path("share").asDouble(Double.NaN),
        from.path("source").asText());
  }
}
