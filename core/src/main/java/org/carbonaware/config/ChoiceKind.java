package org.carbonaware.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.carbonaware.config.YamlNode.Scalar;
import org.carbonaware.config.YamlNode.ScalarType;
import org.carbonaware.grid.zones.Spelling;

/** One of a few words. */
final class ChoiceKind<T> extends Kind<T> {
  private final Map<String, T> choices;

  private ChoiceKind(Map<String, T> choices) {
    this.choices = choices;
  }

  /** The constants of an enum, in lower case, with {@code -} between words. */
  static <E extends Enum<E>> ChoiceKind<E> of(Class<E> type) {
    return of(EnumSet.allOf(type));
  }

  /** Some of them. */
  static <E extends Enum<E>> ChoiceKind<E> of(Set<E> constants) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E constant : constants) {
      choices.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    return new ChoiceKind<>(choices);
  }

  /** Words that stand for themselves. */
  static ChoiceKind<String> of(List<String> words) {
    Map<String, String> choices = new LinkedHashMap<>();
    words.forEach(word -> choices.put(word, word));
    return new ChoiceKind<>(choices);
  }

  @Override
  String expected() {
    List<String> words = new ArrayList<>(choices.keySet());
    String last = words.remove(words.size() - 1);
    return words.isEmpty() ? last : String.join(", ", words) + " or " + last;
  }

  @Override
  T read(YamlNode node, Base base) throws RefusedException {
    String word =
        node instanceof Scalar scalar && scalar.type() == ScalarType.TEXT ? scalar.text() : "";
    T choice = choices.get(word);
    if (choice != null) {
      return choice;
    }
    List<String> meant =
        Spelling.closest(word, choices.keySet(), known -> List.of(Spelling.normalized(known)), 1);
    throw RefusedException.expected(
        node, expected() + (meant.isEmpty() ? "" : "; did you mean " + meant.get(0) + "?"));
  }

  @Override
  void describe(ObjectNode schema) {
    ArrayNode words = schema.putArray("enum");
    choices.keySet().forEach(words::add);
  }

  @Override
  String shown(T value) {
    return choices.entrySet().stream()
        .filter(choice -> choice.getValue().equals(value))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  @Override
  YamlNode typed(String text) {
    return new Scalar(text.strip(), ScalarType.TEXT, Place.START);
  }
}
