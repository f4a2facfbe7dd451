package org.carbonaware.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.carbonaware.config.RefusedException.Fault;
import org.carbonaware.config.YamlDocument.SyntaxException;
import org.carbonaware.config.YamlNode.Scalar;
import org.carbonaware.config.YamlNode.ScalarType;
import org.carbonaware.config.YamlNode.Sequence;

/** A list of values of a kind, at least one. In variables and flags, single words have commas. */
final class ListKind<T> extends Kind<List<T>> {
  private static final int MOST = 100;

  private final Kind<T> items;
  private final boolean words;

  private ListKind(Kind<T> items, boolean words) {
    this.items = items;
    this.words = words;
  }

  /** Words, none of them twice. */
  static <T> ListKind<T> ofWords(Kind<T> items) {
    return new ListKind<>(items, true);
  }

  /** Anything else. */
  static <T> ListKind<T> of(Kind<T> items) {
    return new ListKind<>(items, false);
  }

  @Override
  String expected() {
    return words ? "a list of " + items.expected() : "a list, each item " + items.expected();
  }

  @Override
  List<T> read(YamlNode node, Base base) throws RefusedException {
    if (!(node instanceof Sequence sequence) || sequence.items().isEmpty()) {
      throw RefusedException.expected(node, expected());
    }
    if (sequence.items().size() > MOST) {
      throw RefusedException.of(node, "more than " + MOST + " items; expected fewer");
    }
    List<T> values = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      YamlNode item = sequence.items().get(i);
      String part = "[" + (i + 1) + "]";
      try {
        T value = items.read(item, base);
        if (words && values.contains(value)) {
          faults.add(new Fault(item.place(), part, item.inWords() + " twice; expected it once"));
        }
        values.add(value);
      } catch (RefusedException e) {
        e.faults()
            .forEach(
                fault -> faults.add(new Fault(fault.place(), part + fault.part(), fault.text())));
      }
    }
    if (!faults.isEmpty()) {
      throw new RefusedException(faults);
    }
    return List.copyOf(values);
  }

  @Override
  void describe(ObjectNode schema) {
    schema.put("type", "array").put("minItems", 1).put("maxItems", MOST);
    if (words) {
      schema.put("uniqueItems", true);
    }
    items.describe(schema.putObject("items"));
  }

  @Override
  String shown(List<T> value) {
    String all = value.stream().map(items::shown).collect(Collectors.joining(", "));
    return words ? all : "[" + all + "]";
  }

  @Override
  JsonNode json(List<T> value) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    value.forEach(item -> array.add(items.json(item)));
    return array;
  }

  @Override
  YamlNode typed(String text) throws RefusedException {
    if (words) {
      List<YamlNode> nodes = new ArrayList<>();
      for (String word : text.split(",", -1)) {
        nodes.add(new Scalar(word.strip(), ScalarType.TEXT, Place.START));
      }
      return new Sequence(nodes, Place.START);
    }
    try {
      return YamlDocument.read(text);
    } catch (SyntaxException e) {
      throw RefusedException.of(new Scalar("", ScalarType.TEXT, Place.START), e.getMessage() + "");
    }
  }
}
