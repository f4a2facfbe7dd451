package org.carbonaware.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carbonaware.config.RefusedException.Fault;
import org.carbonaware.config.YamlNode.Mapping;
import org.carbonaware.config.YamlNode.Pair;
import org.carbonaware.footprint.MarketMix.Contract;

/** A contract for electricity: name, share and emission factor. */
final class ContractKind extends Kind<Contract> {
  private static final String NAME = "name";
  private static final String SHARE = "share";
  private static final String GRAMS = "gramsPerKwh";

  private final Kind<String> names = Kinds.line("a name such as guarantees of origin 2026");
  private final Kind<Double> shares = NumberKind.between(0, 1, "0.5");
  private final Kind<Double> intensities = Kinds.gramsPerKwh();
  private final Map<String, Kind<?>> parts = new LinkedHashMap<>();

  ContractKind() {
    parts.put(NAME, names);
    parts.put(SHARE, shares);
    parts.put(GRAMS, intensities);
  }

  @Override
  String expected() {
    return "{name: ..., share: 0 to 1, gramsPerKwh: ...}";
  }

  @Override
  Contract read(YamlNode node, Base base) throws RefusedException {
    if (!(node instanceof Mapping mapping)) {
      throw RefusedException.expected(node, expected());
    }
    List<Fault> faults = new ArrayList<>();
    Map<String, Object> values = new LinkedHashMap<>();
    for (Pair entry : mapping.entries()) {
      Kind<?> kind = parts.get(entry.key());
      String part = "." + entry.key();
      if (kind == null) {
        faults.add(new Fault(entry.place(), part, "no such key; expected " + expected()));
      } else {
        try {
          if (values.put(entry.key(), kind.read(entry.value(), base)) != null) {
            faults.add(new Fault(entry.place(), part, "twice; expected it once"));
          }
        } catch (RefusedException e) {
          values.put(entry.key(), "");
          e.faults().forEach(fault -> faults.add(new Fault(fault.place(), part, fault.text())));
        }
      }
    }
    for (String part : parts.keySet()) {
      if (!values.containsKey(part)) {
        faults.add(new Fault(node.place(), "", part + " is missing; expected " + expected()));
      }
    }
    if (!faults.isEmpty()) {
      throw new RefusedException(faults);
    }
    return new Contract(
        (String) values.getOrDefault(NAME, ""), (Double) values.getOrDefault(SHARE, 0.0), (Double)
            values.getOrDefault(GRAMS, 0.0));
  }

  @Override
  void describe(ObjectNode schema) {
    schema.put("type", "object").put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    parts.forEach((name, kind) -> kind.describe(properties.putObject(name)));
    parts.keySet().forEach(schema.putArray("required")::add);
  }

  @Override
  String shown(Contract value) {
    return "{name: " + value.name() + ", share: " + shares.shown(value.share()) + ", gramsPerKwh: "
        + intensities.shown(value.gramsPerKwh()) + "}";
  }

  @Override
  JsonNode json(Contract value) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put(NAME, value.name());
    object.set(SHARE, shares.json(value.share()));
    object.set(GRAMS, intensities.json(value.gramsPerKwh()));
    return object;
  }
}
